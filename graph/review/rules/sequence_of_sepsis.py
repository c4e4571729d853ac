"""The order of severe sepsis, sepsis and local infections."""

import re
from collections.abc import Iterator

from graph.review.case import Setting
from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext, is_present_on_admission
from graph.review.finding import Finding, Reason, Severity

_SEVERE = "R652"
_TITLE = re.compile(r"(?<!a)(?:\bsepsis\b|\bseptic(?:emic)?\b)", re.IGNORECASE)
_NO_SEPSIS = ("R65", "Z51", "T8112", "I26", "I76", "O883")
"""Severe sepsis itself, aftercare, shock, and emboli, of which the titles speak of sepsis, too."""
_SYSTEMIC = ("A217", "A241", "A392", "A393", "A394", "A483", "B007", "P36", "T802", "T814", "T880")
"""Systemic infections, and those after procedures and injections, whose titles do not speak of sepsis."""
_ORGANISM = ("A40", "A41", "A227", "A267", "A327", "A427", "A5486", "B377")
"""Sepsis by its organism, which comes first where it was there on admission."""
_LOCAL = (
    *("A46", "A047", "G00", "I33", "J01 J02 J03 J04 J05 J06 J09 J10 J11 J12 J13 J14 J15 J16 J17 J18 J20 J21 J22"),
    *("J36 J85 J86", "K35 K37 K570 K572 K574 K578 K61 K630 K65 K750 K81 K830", "L00 L01 L02 L03 L04 L08"),
    *("M00 M462 M463 M86", "N10 N12 N136 N151 N30 N340 N390 N41 N45 N70 N71 N72 N73", "U071"),
)
_LOCAL_INFECTIONS = tuple(" ".join(_LOCAL).split())
_SEVERE_AFTER = "Guideline I.C.1.d.1.b: severe sepsis is reported after the underlying systemic infection."
_SEPSIS_FIRST = (
    "Guideline I.C.1.d.4: sepsis and a localized infection that are both there on admission: the systemic infection "
    "is reported first, the localized one after it."
)


def sequence_of_severe_sepsis(context: ReviewContext, rule: str) -> Iterator[Finding]:
    """Severe sepsis without sepsis before it.

    Where sepsis follows, and 'Code first' or the principal diagnosis is found by their rules, it is not found again.
    """
    sepsis = [code for code, facts in context.known_diagnoses if _is_sepsis(code, facts)]
    for code, facts in context.known_diagnoses:
        if not code.key.startswith(_SEVERE) or any(other.place < code.place for other in sepsis):
            continue
        if not sepsis or not (code.is_principal or _is_code_first(facts, sepsis)):
            yield Finding(
                rule,
                Severity.ERROR,
                f"{code.written} is severe sepsis, and no code of sepsis comes before it.",
                "Report the sepsis by its organism, A41.9 if that is not known, before it.",
                (code, *sepsis),
                (Reason(text=_SEVERE_AFTER),),
            )


def _is_sepsis(code: CaseCode, facts: CodeFacts) -> bool:
    named = bool(_TITLE.search(facts.node.name)) and not code.key.startswith(_NO_SEPSIS)
    return named or code.key.startswith(_SYSTEMIC)


def _is_code_first(facts: CodeFacts, sepsis: list[CaseCode]) -> bool:
    targets = {target for note in facts.notes("CODE_FIRST") for target in note.targets}
    return any(code.facts is not None and targets & code.facts.is_above for code in sepsis)


def sequence_of_sepsis(context: ReviewContext, rule: str) -> Iterator[Finding]:
    """Sepsis that was there on admission, or of which nobody says that it was not, after a local infection."""
    principal = context.principal
    if principal is None or principal.facts is None or context.case.setting not in (Setting.INPATIENT, None):
        return
    if not principal.key.startswith(_LOCAL_INFECTIONS):
        return
    for code, _ in context.known_diagnoses:
        if code.key.startswith(_ORGANISM) and is_present_on_admission(code):
            yield Finding(
                rule,
                Severity.WARNING,
                f"{code.written} is sepsis, and the local infection {principal.written} comes first.",
                f"Put {code.written} first if it was there on admission; else say that it was not.",
                (code, principal),
                (Reason(text=_SEPSIS_FIRST),),
            )
