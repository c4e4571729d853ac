"""The sides of the body that the codes of a case are of, and which of them are of the same part of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.titles import named_parts

BOTH, UNSPECIFIED = "bilateral", "unspecified"
_RIGHT = frozenset("RT E3 E4 F5 F6 F7 F8 F9 T5 T6 T7 T8 T9".split())
_LEFT = frozenset("LT E1 E2 FA F1 F2 F3 F4 TA T1 T2 T3 T4".split())
_BOTH_SIDES = "50"
_SUBCATEGORY = 4
"""Characters of a code that it shares with those that stand together in the Tabular List."""


@dataclass(frozen=True, slots=True)
class SidedCode:
    """A code of the case with its side, and the words of its title that name parts of the body."""

    code: CaseCode
    side: str
    words: frozenset[str]


def sided_diagnoses(context: ReviewContext) -> list[SidedCode]:
    """The diagnoses that are of a side, or of one that they do not name."""
    return [
        SidedCode(code, str(side), named_parts(facts.node.name, context.loaded.words_of_parts))
        for code, facts in context.known_diagnoses
        if (side := facts.get("laterality"))
    ]


def sided_procedures(context: ReviewContext) -> Iterator[SidedCode]:
    """The procedures of the right, the left or both sides, by their body part or their modifiers."""
    for code, facts in context.known_procedures:
        side, name = _side_of_procedure(context, code, facts)
        if side:
            yield SidedCode(code, side, named_parts(name, context.loaded.words_of_parts))


def _side_of_procedure(context: ReviewContext, code: CaseCode, facts: CodeFacts) -> tuple[str | None, str]:
    graph = context.graph
    parts = [context.facts.of(graph.target(edge)) for edge in graph.row(facts.number, "ON_BODY_PART", out=True)]
    if len(parts) == 1 and (side := parts[0].get("laterality")):
        return str(side), parts[0].node.name
    modifiers = frozenset(code.procedure.modifiers) if code.procedure else frozenset()
    right, left = bool(modifiers & _RIGHT), bool(modifiers & _LEFT)
    if (right and left) or _BOTH_SIDES in modifiers:
        return BOTH, facts.node.name
    return ("right" if right else "left" if left else None), facts.node.name


def of_same_part(one: SidedCode, other: SidedCode) -> bool:
    """Whether two codes can be of the same part: they share its name, or stand together and do not name two parts."""
    if one.words & other.words:
        return True
    stand_together = one.code.key[:_SUBCATEGORY] == other.code.key[:_SUBCATEGORY]
    return stand_together and not (_single_words(one) and _single_words(other))


def _single_words(code: SidedCode) -> frozenset[str]:
    """The parts that a code names but for whole regions, which other parts may lie in."""
    return frozenset(word for word in code.words if " " not in word)


def agree(one: str, other: str) -> bool:
    """Whether two named sides can be of one thing."""
    return one == other or BOTH in (one, other)
