"""The order of poisonings, burns and sequelae with what is reported beside them."""

import re
from collections.abc import Iterator

from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity

_DRUG = re.compile(r"T(?:3[6-9]|4\d|50)(?:..[1-4]|.[1-4]X)A")
"""Poisoning by drugs, in active treatment: accident, self-harm, assault or undetermined."""
_TOXIC = re.compile(r"T(?:5[1-9]|6[0-5])...A")
_BEFORE_POISONING = frozenset(f"chapter-{number}" for number in (15, 16, 19, 20, 21))
"""Pregnancy and the newborn, which come before all else; injuries; and what is no condition."""
_BURN = re.compile(r"T2[0-5]")
_EXTENT = re.compile(r"T3[12]")
_SEQUELA = re.compile(r"[MST].{5}S")
_RESIDUAL = frozenset(f"chapter-{number}" for number in (6, 7, 8, 12, 13, 18))
"""Chapters of what injuries leave: nerves, eyes, ears, skin, muscles and bones, signs and symptoms."""
_POISONING_FIRST = "Guideline I.C.19.e.5: a poisoning or toxic effect is reported before its manifestations."
_RESIDUAL_FIRST = "Guideline I.B.10: the condition that is left is reported first, then the code of the sequela."


def sequence_of_poisonings(context: ReviewContext, rule: str) -> Iterator[Finding]:
    """Poisonings and toxic effects that follow a disease; several of them are one finding."""
    principal = context.principal
    if principal is None or principal.facts is None or _chapter(principal.facts) in _BEFORE_POISONING:
        return
    late = [code for code, _ in context.known_diagnoses if _DRUG.match(code.key) or _TOXIC.match(code.key)]
    if late:
        written = " and ".join(code.written for code in late)
        yield Finding(
            rule,
            Severity.WARNING,
            f"{written} is a poisoning or toxic effect, and {principal.written} comes first.",
            f"Put {written} first if {principal.written} is a manifestation of it.",
            (*late, principal),
            (Reason(text=_POISONING_FIRST),),
        )


def sequence_of_burns(context: ReviewContext, rule: str) -> Iterator[Finding]:
    """The extent of a burn or corrosion as principal diagnosis, where its site is reported."""
    principal = context.principal
    if principal is None or principal.facts is None or not _EXTENT.match(principal.key):
        return
    sites = [code for code, _ in context.known_diagnoses if _BURN.match(code.key)]
    if sites:
        noted = next(at for at in principal.facts.above if context.graph.curie(at)[-3:] == principal.key[:3])
        yield Finding(
            rule,
            Severity.ERROR,
            f"{principal.written} says the extent only, and precedes the site, {' and '.join(map(_written, sites))}.",
            "Put the site first, the most severe burn before the others.",
            (principal, *sites),
            (Reason(node=noted, property="general_notes"),),
        )


def sequence_of_sequelae(context: ReviewContext, rule: str) -> Iterator[Finding]:
    """An injury as a sequela before what may be the condition that it left."""
    principal = context.principal
    if principal is None or principal.facts is None or not _SEQUELA.fullmatch(principal.key):
        return
    left = [code for code, facts in context.known_diagnoses if code is not principal and _may_be_left(code, facts)]
    if left:
        written = " or ".join(map(_written, left))
        yield Finding(
            rule,
            Severity.WARNING,
            f"{principal.written} says what a condition is the sequela of, and comes before {written}.",
            "Put the condition that was left first, and the sequela after it.",
            (principal, *left),
            (Reason(text=_RESIDUAL_FIRST),),
        )


def _may_be_left(code: CaseCode, facts: CodeFacts) -> bool:
    """Manifestations always come second, and another sequela is none that was left."""
    return _chapter(facts) in _RESIDUAL and not facts.get("is_manifestation") and not _SEQUELA.fullmatch(code.key)


def _chapter(facts: CodeFacts) -> str:
    return facts.graph.curie(facts.above[-1]).partition(":")[2]


def _written(code: CaseCode) -> str:
    return code.written
