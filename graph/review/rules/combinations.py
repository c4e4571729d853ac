"""Two codes for what one combination code says (guideline I.B.9)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from graph.review.case_code import CaseCode
from graph.review.code_facts import edge_properties
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule
from graph.review.rules.excludes import excluded_pairs

_Row = tuple[int, str]
"""A combination code, and which of its pairs of parts."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A diagnosis that is a part of a combination, by an edge, so many steps above it."""

    code: CaseCode
    edge: int
    distance: int


def _check(context: ReviewContext) -> Iterator[Finding]:
    firsts, seconds = _parts(context, "first"), _parts(context, "second")
    pairs: dict[tuple[str, str], list[tuple[int, _Part, _Part]]] = defaultdict(list)
    for row in sorted(firsts.keys() & seconds.keys()):
        for first, second in product(firsts[row], seconds[row]):
            if first.code is not second.code and row[0] not in context.diagnoses_at:
                pairs[first.code.key, second.code.key].append((row[0], first, second))
    excluded = {frozenset((one.key, other.key)) for one, other, _ in excluded_pairs(context, "excludes1")}
    for pair, found in pairs.items():
        yield _finding(context, _nearest(context, found), is_excluded=frozenset(pair) in excluded)


def _parts(context: ReviewContext, part: str) -> Mapping[_Row, list[_Part]]:
    """The diagnoses of the case that are a part of combinations, by combination."""
    found: dict[_Row, list[_Part]] = defaultdict(list)
    for code, facts in context.known_diagnoses:
        for distance, at in enumerate(facts.above):
            for edge in context.graph.row(at, "COMBINES", out=False):
                stated = edge_properties(context.graph, edge)
                if stated["part"] == part:
                    row = context.graph.source(edge), str(stated["row"])
                    found[row].append(_Part(code, edge, distance))
    return found


def _nearest(context: ReviewContext, found: list[tuple[int, _Part, _Part]]) -> list[tuple[int, _Part, _Part]]:
    """The combinations whose parts are nearest to the codes, without the headings of others among them."""
    least = min(first.distance + second.distance for _, first, second in found)
    near = [item for item in found if item[1].distance + item[2].distance == least]
    headings = {above for number, _, _ in near for above in context.facts.of(number).above[1:]}
    return [item for item in near if item[0] not in headings]


def _finding(context: ReviewContext, found: list[tuple[int, _Part, _Part]], *, is_excluded: bool) -> Finding:
    _, first, second = found[0]
    combinations = list(dict.fromkeys(number for number, _, _ in found))
    written = " or ".join(map(context.written, combinations))
    also = "" if is_excluded else f"; a note at it may ask for {second.code.written} too"
    return Finding(
        COMBINATION_CODE.name,
        Severity.WARNING,
        f"{first.code.written} and {second.code.written} are said together by {written}.",
        f"Report {written} if the record has both{also}.",
        (first.code, second.code),
        tuple(Reason(edge=part.edge) for _, *parts in found for part in parts),
        tuple(combinations),
    )


COMBINATION_CODE = Rule(
    "COMBINATION_CODE",
    "Two diagnoses for which there is one code that says both.",
    "guideline I.B.9; I.A.15 ('with'); titles of the Tabular List",
    _check,
)
