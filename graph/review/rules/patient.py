"""Age and sex: codes that are for other patients."""

from collections.abc import Iterator

from graph.review.case import Sex
from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.edits import edits_of_type, holds_in
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_PARTS_OF_ONE_SEX = {
    "Female Reproductive System": Sex.FEMALE,
    "Male Reproductive System": Sex.MALE,
    "Pregnancy": Sex.FEMALE,
    "Obstetrics": Sex.FEMALE,
}
"""Body systems and sections of ICD-10-PCS."""


def _check_age(context: ReviewContext) -> Iterator[Finding]:
    age = context.case.age
    if age is None:
        return
    for code, facts in context.known_diagnoses:
        edges = [edge for edge, edit in _edits(context, facts, "age") if not _is_within(age, edit)]
        if edges:
            edit = context.facts.of(context.graph.target(edges[0]))
            yield Finding(
                AGE_CONFLICT.name,
                Severity.ERROR,
                f"{code.written} is for {_span(edit)}; the patient is {age}.",
                "Check the age and the code.",
                (code,),
                tuple(Reason(edge=edge) for edge in edges),
            )


def _check_sex(context: ReviewContext) -> Iterator[Finding]:
    sex = context.case.sex
    if sex is None:
        return
    for code, facts in context.known_diagnoses:
        edges = [edge for edge, edit in _edits(context, facts, "sex") if edit.get("sex") != sex.value]
        if edges:
            yield _sex_finding(code, sex, tuple(Reason(edge=edge) for edge in edges))
    for code, facts in context.known_procedures:
        edge = _part_of_other_sex(context, facts, sex)
        if edge is not None:
            yield _sex_finding(code, sex, (Reason(edge=edge),))


def _sex_finding(code: CaseCode, sex: Sex, because: tuple[Reason, ...]) -> Finding:
    other = Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE
    return Finding(
        SEX_CONFLICT.name,
        Severity.WARNING,
        f"{code.written} is for {other.value} patients; the patient is {sex.value}.",
        "Check the sex and the code; of transgender patients report condition code 45.",
        (code,),
        because,
    )


def _edits(context: ReviewContext, facts: CodeFacts, edit_type: str) -> Iterator[tuple[int, CodeFacts]]:
    """The edits of a type that hold in the setting of the case, each with its edge."""
    edits = edits_of_type(context, facts, edit_type)
    return ((edge, edit) for edge, edit in edits if holds_in(edit, context.case.setting))


def _is_within(age: int, edit: CodeFacts) -> bool:
    youngest, oldest = edit.get("age_min_years"), edit.get("age_max_years")
    return (not isinstance(youngest, int) or age >= youngest) and (not isinstance(oldest, int) or age <= oldest)


def _span(edit: CodeFacts) -> str:
    youngest, oldest = edit.get("age_min_years"), edit.get("age_max_years")
    if oldest is None:
        return f"patients of {youngest} years or more"
    return f"patients of {youngest or 0} to {oldest} years" if oldest else "newborns"


def _part_of_other_sex(context: ReviewContext, facts: CodeFacts, sex: Sex) -> int | None:
    """The edge to the body system or section of ICD-10-PCS that only patients of the other sex have."""
    graph = context.graph
    for kind in ("IN_BODY_SYSTEM", "IN_SECTION"):
        for edge in graph.row(facts.number, kind, out=True):
            if _PARTS_OF_ONE_SEX.get(context.facts.of(graph.target(edge)).node.name, sex) is not sex:
                return edge
    return None


def _gaps_of_age(context: ReviewContext) -> Iterator[str]:
    if context.case.age is None and context.diagnoses:
        yield "State the age."


def _gaps_of_sex(context: ReviewContext) -> Iterator[str]:
    if context.case.sex is None and len(context.case):
        yield "State the sex."


AGE_CONFLICT = Rule(
    "AGE_CONFLICT",
    "A diagnosis for patients of another age.",
    "notes of the Tabular List; age edits of Medicare",
    _check_age,
    _gaps_of_age,
)
SEX_CONFLICT = Rule(
    "SEX_CONFLICT",
    "A diagnosis or procedure for patients of the other sex.",
    "notes and titles of the Tabular List; body systems of ICD-10-PCS",
    _check_sex,
    _gaps_of_sex,
)
