"""Excludes1 and Excludes2 notes between two diagnoses of a case, through all that is above either.

Two conditions that have nothing to do with each other may be reported together despite an Excludes1 note (guideline
I.A.12.a); that is in the record, not in the codes, so that the finding says so.
"""

from collections.abc import Iterator
from operator import attrgetter

from graph.review.case_code import CaseCode
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule


def excluded_pairs(context: ReviewContext, excludes_type: str) -> Iterator[tuple[CaseCode, CaseCode, int]]:
    """Pairs of diagnoses that a note sets apart, each once, with the edge of the note nearest to its code."""
    nearest: dict[frozenset[str], tuple[int, CaseCode, CaseCode, int]] = {}
    for code, facts in context.known_diagnoses:
        targets = facts.targets("EXCLUDES", excludes_type=excludes_type)
        for target in targets.keys() & context.diagnoses_at.keys():
            distance = facts.above.index(context.graph.source(targets[target]))
            for other in context.diagnoses_at[target]:
                pair = frozenset((code.key, other.key))
                if other is not code and (pair not in nearest or distance < nearest[pair][0]):
                    nearest[pair] = distance, code, other, targets[target]
    yield from ((code, other, edge) for _, code, other, edge in nearest.values())


def in_order(*codes: CaseCode) -> tuple[CaseCode, ...]:
    """Diagnoses in the order of the case."""
    return tuple(sorted(codes, key=attrgetter("place")))


def _check_excludes1(context: ReviewContext) -> Iterator[Finding]:
    for code, other, edge in excluded_pairs(context, "excludes1"):
        at, note = context.written(context.graph.source(edge)), context.evidence_text(edge)
        yield Finding(
            EXCLUDES1.name,
            Severity.ERROR,
            f"{code.written} and {other.written} exclude each other: Excludes1 at {at}, '{note}'.",
            "Report the one that the record supports; both only if it shows that they are unrelated.",
            in_order(code, other),
            (Reason(edge=edge),),
        )


def _check_excludes2(context: ReviewContext) -> Iterator[Finding]:
    for code, other, edge in excluded_pairs(context, "excludes2"):
        if context.facts.of(context.graph.source(edge)).get("level") == "chapter":
            continue  # Each chapter has one against all others, which says nothing of two codes.
        at, note = context.written(context.graph.source(edge)), context.evidence_text(edge)
        yield Finding(
            EXCLUDES2.name,
            Severity.INFORMATION,
            f"{other.written} is no part of {code.written}: Excludes2 at {at}, '{note}'.",
            "Both may be reported if the patient has both.",
            in_order(code, other),
            (Reason(edge=edge),),
        )


EXCLUDES1 = Rule(
    "EXCLUDES1",
    "Two diagnoses that an Excludes1 note sets apart, at one of them or above.",
    "ICD-10-CM Tabular List; guideline I.A.12.a",
    _check_excludes1,
)
EXCLUDES2 = Rule(
    "EXCLUDES2",
    "Two diagnoses of which an Excludes2 note says that the one is no part of the other.",
    "ICD-10-CM Tabular List; guideline I.A.12.b",
    _check_excludes2,
)
