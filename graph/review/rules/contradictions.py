"""Two diagnoses of one category of which one leaves open, or denies, what the other says."""

from collections.abc import Iterator
from itertools import combinations

from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.rule import Rule
from graph.review.rules.excludes import excluded_pairs
from graph.review.rules.titles_that_say_less import denies, leaves_open
from graph.review.sides import UNSPECIFIED

_CATEGORY, _WHOLE = 3, 7
_INJURIES = "chapter-19"
_PASSED_OVER = frozenset(("chapter-20", "chapter-21"))
"""External causes and factors of health, of which a patient may have several of one category."""
_RATED_AGAIN = "R402"
"""The coma scale, which is reported for each time at which it was rated."""
_SITE, _SITE_AND_KIND = 4, 5
"""Characters that tell injuries of one category apart: a patient may have several."""
_REASON = "Guideline I.B.2: a diagnosis is reported to the highest number of characters, as far as the record goes."


def _check(context: ReviewContext) -> Iterator[Finding]:
    by_category: dict[str, list[tuple[CaseCode, CodeFacts]]] = {}
    for code, facts in context.known_diagnoses:
        by_category.setdefault(code.key[:_CATEGORY], []).append((code, facts))
    pairs = [pair for same in by_category.values() for pair in combinations(same, 2)]
    if not pairs:
        return
    apart = {frozenset((code.key, other.key)) for code, other, _ in excluded_pairs(context, "excludes1")}
    for one, other in pairs:
        if frozenset((one[0].key, other[0].key)) not in apart:
            yield from _findings(context, one, other)


def _findings(
    context: ReviewContext, one: tuple[CaseCode, CodeFacts], other: tuple[CaseCode, CodeFacts]
) -> Iterator[Finding]:
    if _is_passed_over(context, *one) or any(facts.get("is_billable") is False for _, facts in (one, other)):
        return
    if _differ_in_encounter(one[0].key, other[0].key):
        if not one[1].node.name.startswith("Other"):
            yield _finding(one[0], other[0], "are one injury or condition in two kinds of encounter")
        return
    for general, specific in ((one, other), (other, one)):
        if _says_less(context, general, specific):
            yield _finding(general[0], specific[0], "contradict each other: the second says more than the first")
            return


def _differ_in_encounter(one: str, other: str) -> bool:
    """Whether only the seventh character differs, and is a letter: digits count fetuses, or say stages."""
    return len(one) == len(other) == _WHOLE and one[:-1] == other[:-1] and (one[-1] + other[-1]).isalpha()


def _says_less(
    context: ReviewContext, general: tuple[CaseCode, CodeFacts], specific: tuple[CaseCode, CodeFacts]
) -> bool:
    """Sides are another rule's; of injuries only those of one site can contradict each other."""
    (code, facts), (other, more) = general, specific
    if facts.get("laterality") != more.get("laterality") or facts.get("laterality") == UNSPECIFIED:
        return False
    title, other_title = facts.node.name, more.node.name
    if _chapter(context, facts) != _INJURIES:
        return denies(title, other_title) or leaves_open(title, other_title)
    return (code.key[:_SITE_AND_KIND] == other.key[:_SITE_AND_KIND] and denies(title, other_title)) or (
        code.key[:_SITE] == other.key[:_SITE] and leaves_open(title, other_title, is_whole=True)
    )


def _is_passed_over(context: ReviewContext, code: CaseCode, facts: CodeFacts) -> bool:
    return _chapter(context, facts) in _PASSED_OVER or code.key.startswith(_RATED_AGAIN)


def _chapter(context: ReviewContext, facts: CodeFacts) -> str:
    return context.graph.curie(facts.above[-1]).partition(":")[2]


def _finding(general: CaseCode, specific: CaseCode, words: str) -> Finding:
    named = (Reason(node=code.node, property="name") for code in (general, specific) if code.node is not None)
    return Finding(
        CONTRADICTING_CODES.name,
        Severity.WARNING,
        f"{general.written} and {specific.written} {words}.",
        "Report the one that the record supports.",
        (general, specific),
        (*named, Reason(text=_REASON)),
    )


CONTRADICTING_CODES = Rule(
    "CONTRADICTING_CODES",
    "Two diagnoses of one category of which one is unspecified or without what the other has, or in two encounters.",
    "titles of the Tabular List; guidelines I.A.9 and I.B.2",
    _check,
)
