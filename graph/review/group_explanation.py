"""The group of a stay, and what led there: which codes decide, and what it would be without each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.review.case import Case, Setting
from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.grouping import GROUPER, GroupResult, Stay

_DIED = "20"
_LEVELS = ("mcc", "cc", None)
_COUNTED = 20
"""Times that a procedure is counted, at most: no rule of the grouper asks for more."""
_SIBLINGS = 60
"""Codes beside an unspecified one that are looked at, at most."""


@dataclass(frozen=True, slots=True)
class WithoutCode:
    """The group that the stay would be in without one of its codes; None where it would be in none."""

    code: CaseCode
    group: int | None


@dataclass(frozen=True, slots=True)
class DocumentationQuestion:
    """A code that leaves open what the record may say, where the answer decides between groups."""

    code: CaseCode
    message: str
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupExplanation:
    """The group of a stay by the number of its node, None where it is in none, and what led there.

    `unknown` says what was not known though it may decide.
    """

    group: int | None
    category: int | None
    severity: str | None
    decided_by: Sequence[CaseCode]
    without: Sequence[WithoutCode]
    questions: Sequence[DocumentationQuestion]
    unknown: Sequence[str]


def explain_group(context: ReviewContext) -> GroupExplanation | None:
    """The group of a hospital stay; None for what is none."""
    if context.case.setting is not Setting.INPATIENT:
        return None
    stay = stay_of(context)
    found = GROUPER.group(stay)
    codes = (*context.diagnoses, *context.procedures)
    return GroupExplanation(
        _node(context, "MSDRG", found.group),
        _node(context, "MDC", found.category),
        found.severity,
        [code for code in codes if code.key in found.deciding],
        list(_without(context, stay)),
        list(_questions(context, stay, found)),
        [_written(context, text) for text in found.cannot],
    )


def _written(context: ReviewContext, text: str) -> str:
    """What the grouper says of codes, with these as they are written officially."""
    for code in context.diagnoses:
        text = text.replace(code.key, code.written) if code.key else text
    return text


def stay_of(context: ReviewContext) -> Stay:
    """The case as the grouper takes it."""
    case: Case = context.case
    return Stay(
        tuple((code.key, _indicator(code)) for code in context.diagnoses),
        tuple(key for code in context.procedures for key in _times_done(code)),
        case.sex.value[0].upper() if case.sex else None,
        case.age,
        case.discharge_status != _DIED,
        case.discharge_status,
    )


def _times_done(code: CaseCode) -> tuple[str, ...]:
    """A procedure as often as it was done: the grouper counts stents and levels of the spine."""
    is_done = code.procedure is not None and code.system == "ICD10PCS"
    return (code.key,) * min(code.procedure.units, _COUNTED) if is_done and code.procedure else ()


def _indicator(code: CaseCode) -> str | None:
    indicator = code.diagnosis.present_on_admission if code.diagnosis else None
    return indicator.value if indicator else None


def _without(context: ReviewContext, stay: Stay) -> Iterator[WithoutCode]:
    """What the group would be without each code but the principal diagnosis."""
    for code in (*context.diagnoses[1:], *context.procedures):
        if code.diagnosis is not None:
            left = replace(stay, diagnoses=_left_out(stay.diagnoses, code.place))
        elif code.system == "ICD10PCS":
            done = tuple(key for other in context.procedures if other is not code for key in _times_done(other))
            left = replace(stay, procedures=done)
        else:
            continue
        yield WithoutCode(code, _node(context, "MSDRG", GROUPER.group(left).group))


def _left_out(diagnoses: tuple[tuple[str, str | None], ...], place: int) -> tuple[tuple[str, str | None], ...]:
    return diagnoses[:place] + diagnoses[place + 1 :]


def _questions(context: ReviewContext, stay: Stay, found: GroupResult) -> Iterator[DocumentationQuestion]:
    """Unspecified diagnoses beside which there are codes with which the stay falls into another group."""
    for code, facts in context.known_diagnoses:
        if code.is_principal or "unspecified" not in facts.node.name.casefold():
            continue
        groups = _groups_of_siblings(context, stay, code, facts) - {found.group, None}
        if groups:
            numbers = [_node(context, "MSDRG", group) for group in (found.group, *sorted(filter(None, groups)))]
            yield DocumentationQuestion(
                code,
                f"{code.written}, '{facts.node.name}', leaves open what codes beside it say. "
                "What does the record say of it?",
                tuple(number for number in numbers if number is not None),
            )


def _groups_of_siblings(context: ReviewContext, stay: Stay, code: CaseCode, facts: CodeFacts) -> set[str | None]:
    """The groups of the stay with a code of each level of complications in place of an unspecified one."""
    examples: dict[str | None, str] = {}
    for number in context.facts.of(facts.above[1]).below[:_SIBLINGS] if len(facts.above) > 1 else ():
        sibling = context.facts.of(number)
        level = str(sibling.get("severity_level") or "") or None
        if sibling.get("is_billable") and level != facts.get("severity_level"):
            examples.setdefault(level, sibling.node.curie.partition(":")[2].replace(".", ""))
    groups = set[str | None]()
    for level in _LEVELS:
        if level in examples:
            diagnoses = list(stay.diagnoses)
            diagnoses[code.place] = (examples[level], stay.diagnoses[code.place][1])
            groups.add(GROUPER.group(replace(stay, diagnoses=tuple(diagnoses))).group)
    return groups


def _node(context: ReviewContext, prefix: str, code: str | None) -> int | None:
    return context.graph.find(f"{prefix}:{code}") if code else None
