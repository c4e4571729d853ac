"""Two codes for what one combination code says (guideline I.B.9)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts, edge_properties
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule

_Row = tuple[int, str]
"""A combination code, and which of its pairs of parts."""


def _check(context: ReviewContext) -> Iterator[Finding]:
    firsts, seconds = _parts(context, "first"), _parts(context, "second")
    pairs: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    codes: dict[tuple[str, str], tuple[CaseCode, CaseCode]] = {}
    for row in firsts.keys() & seconds.keys():
        if _is_reported(context, row[0]):
            continue
        for first, edge in firsts[row]:
            for second, other in seconds[row]:
                if first is not second:
                    pairs[first.key, second.key].append((row[0], edge, other))
                    codes[first.key, second.key] = first, second
    for pair, found in pairs.items():
        yield _finding(context, codes[pair], found)


def _parts(context: ReviewContext, part: str) -> Mapping[_Row, list[tuple[CaseCode, int]]]:
    """The diagnoses of the case that are a part of combinations, by combination, each with the edge that says so."""
    found: dict[_Row, list[tuple[CaseCode, int]]] = defaultdict(list)
    for code, facts in context.known_diagnoses:
        for edge in _edges(context, facts):
            stated = edge_properties(context.graph, edge)
            if stated["part"] == part:
                found[context.graph.source(edge), str(stated["row"])].append((code, edge))
    return found


def _edges(context: ReviewContext, facts: CodeFacts) -> Iterator[int]:
    for at in facts.above:
        yield from context.graph.row(at, "COMBINES", out=False)


def _is_reported(context: ReviewContext, combination: int) -> bool:
    """Whether the combination, or what is below it, is on the case."""
    return combination in context.diagnoses_at


def _finding(context: ReviewContext, codes: tuple[CaseCode, CaseCode], found: list[tuple[int, int, int]]) -> Finding:
    first, second = codes
    combinations = list(dict.fromkeys(combination for combination, _, _ in found))
    written = " or ".join(context.written(number) for number in combinations[:3])
    return Finding(
        COMBINATION_CODE.name,
        Severity.WARNING,
        f"{first.written} and {second.written} are said together by {written}.",
        f"Report {written} if the record has both; a note at it may ask for {second.written} too.",
        codes,
        tuple(Reason(edge=edge) for _, *edges in found for edge in edges),
        tuple(combinations),
    )


COMBINATION_CODE = Rule(
    "COMBINATION_CODE",
    "Two diagnoses for which there is one code that says both.",
    "guideline I.B.9; I.A.15 ('with'); titles of the Tabular List",
    _check,
)
