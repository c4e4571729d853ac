"""Sides that contradict each other, and sides left open that another code names."""

from collections.abc import Iterator, Sequence

from graph.review.case_code import CaseCode
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule
from graph.review.sides import (
    BOTH,
    UNSPECIFIED,
    SidedCode,
    agree,
    of_same_part,
    sided_diagnoses,
    sided_procedures,
)


def _check_conflicts(context: ReviewContext) -> Iterator[Finding]:
    diagnoses = sided_diagnoses(context)
    named = [diagnosis for diagnosis in diagnoses if diagnosis.side != UNSPECIFIED]
    yield from _diagnoses_that_say_both(context, named)
    for procedure in sided_procedures(context):
        same_part = [diagnosis for diagnosis in named if diagnosis.words & procedure.words]
        if not same_part:  # It was most likely done for the principal diagnosis.
            same_part = [diagnosis for diagnosis in named if diagnosis.code.is_principal]
        if same_part and not any(agree(diagnosis.side, procedure.side) for diagnosis in same_part):
            codes = (procedure.code, *(diagnosis.code for diagnosis in same_part))
            written = " and ".join(diagnosis.code.written for diagnosis in same_part)
            yield _conflict(
                f"{procedure.code.written} is of the {procedure.side} side, and {written} of the other.", codes
            )


def _diagnoses_that_say_both(context: ReviewContext, named: list[SidedCode]) -> Iterator[Finding]:
    """A diagnosis of both sides beside one that is the same but for the side."""
    for both in (diagnosis for diagnosis in named if diagnosis.side == BOTH):
        for single in named:
            if single.side != BOTH and _same_but_side(context, both.code, single.code):
                message = f"{both.code.written} says both sides, and {single.code.written} one of them."
                yield _conflict(message, (both.code, single.code))


def _conflict(message: str, codes: tuple[CaseCode, ...]) -> Finding:
    return Finding(
        LATERALITY_CONFLICT.name,
        Severity.WARNING,
        message,
        "Check the sides in the record.",
        codes,
        tuple(Reason(node=code.node, property="name") for code in codes if code.node is not None),
    )


def _check_unspecified(context: ReviewContext) -> Iterator[Finding]:
    diagnoses = sided_diagnoses(context)
    for open_side in (one for one in diagnoses if one.side == UNSPECIFIED):
        telling = _naming_the_side(open_side, diagnoses, list(sided_procedures(context)))
        if telling:
            yield _open_side(context, open_side, telling)


def _naming_the_side(
    open_side: SidedCode, diagnoses: Sequence[SidedCode], procedures: Sequence[SidedCode]
) -> Sequence[SidedCode]:
    """The codes of a side that speak of the same part; a procedure does if no other diagnosis has a side at all."""
    named = [*(one for one in diagnoses if one.side != UNSPECIFIED), *procedures]
    return [other for other in named if of_same_part(open_side, other)] or (procedures if len(diagnoses) == 1 else [])


def _open_side(context: ReviewContext, open_side: SidedCode, telling: Sequence[SidedCode]) -> Finding:
    sides = [other for other in _other_sides(context, open_side.code) if context.facts.of(other).get("laterality")]
    named = " and ".join(f"{other.code.written} is of the {other.side} side" for other in telling)
    return Finding(
        UNSPECIFIED_SIDE.name,
        Severity.WARNING,
        f"{open_side.code.written} leaves the side open, and {named}.",
        "Report the code of the side if the record has it.",
        (open_side.code,),
        tuple(
            Reason(node=one.code.node, property=name)
            for one, name in ((open_side, "laterality"), *((other, "name") for other in telling))
        ),
        tuple(sides),
    )


def _same_but_side(context: ReviewContext, one: CaseCode, other: CaseCode) -> bool:
    return other.node is not None and other.node in _other_sides(context, one)


def _other_sides(context: ReviewContext, code: CaseCode) -> list[int]:
    """The codes that are the same but for the side."""
    graph, node = context.graph, code.node
    if node is None:
        return []
    out = [graph.target(edge) for edge in graph.row(node, "SAME_BUT_SIDE", out=True)]
    return out + [graph.source(edge) for edge in graph.row(node, "SAME_BUT_SIDE", out=False)]


LATERALITY_CONFLICT = Rule(
    "LATERALITY_CONFLICT",
    "A procedure of one side with diagnoses of the other, or a diagnosis of both sides beside one of them.",
    "titles of the Tabular List; body parts of ICD-10-PCS; modifiers; guideline I.B.13",
    _check_conflicts,
)
UNSPECIFIED_SIDE = Rule(
    "UNSPECIFIED_SIDE",
    "A diagnosis that leaves the side open while another code of the case names it.",
    "guideline I.B.13",
    _check_unspecified,
)
