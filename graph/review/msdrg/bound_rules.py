"""All families with their rules bound to the lists of one edition of the grouper, in the order in which they are tried.

Surgical families come in the order of the surgical hierarchy (appendix D), the others by their numbers, but for those
that the manual puts first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.review.msdrg.code_lists import groups_of_list
from graph.review.msdrg.condition import Find, Lists, Test, has
from graph.review.msdrg.family import Family, families
from graph.review.msdrg.special_rules import RULES, Rule

BEFORE, TRANSPLANTS, TRAUMA = "", "kidney transplants", "24"
"""What is tried before the category of the principal diagnosis."""
PREGNANCY, NEWBORNS, BURNS, HIV = "14", "15", "22", "25"
_FIRST = ("207", "208", "805")
"""Medical families that precede those of the principal diagnosis: with ventilation, and deliveries."""
_ELSEWHERE = {"650": TRANSPLANTS, "652": TRANSPLANTS, "998": PREGNANCY}
"""Families that are tried with others than those of their own category."""
_UNRELATED = {"981", "987", "999"}
"""Families that no rule leads to: operations unrelated to the principal diagnosis, and what cannot be grouped."""


@dataclass(frozen=True, slots=True)
class BoundRule:
    """A family, when a stay falls into it, what counts as complication in it, and the lists that speak for that."""

    family: Family
    test: Test
    as_mcc: Test
    as_cc: Test
    lists: frozenset[str]


def bound_rules(
    groups: Mapping[str, Any], ranks: Mapping[str, int], lists: Sequence[str]
) -> dict[str, list[BoundRule]]:
    """The rules of each category, from the tables of groups and of the surgical hierarchy in `drgpy`."""
    found: dict[str, list[BoundRule]] = {}
    known = [family for family in families(groups) if family.name not in _UNRELATED]
    for family in sorted(known, key=lambda family: _order(family, ranks)):
        category = _ELSEWHERE.get(family.name, family.category)
        found.setdefault(category, []).append(_bind(family, lists))
    return found


def _order(family: Family, ranks: Mapping[str, int]) -> tuple[bool, int, str]:
    rank = ranks.get(str(int(family.name)))
    return (True, family.name not in _FIRST, family.name) if rank is None else (False, rank, family.name)


def _bind(family: Family, lists: Sequence[str]) -> BoundRule:
    own = [name for name in lists if family.name in groups_of_list(name)]
    find = _finder(own)
    rule = RULES.get(family.name) or Rule(has(*own))
    parts = [rule.when.bind(find), *(None if part is None else part.bind(find) for part in (rule.as_mcc, rule.as_cc))]
    when, as_mcc, as_cc = (_never if part is None else part.test for part in parts)
    names = frozenset[str]().union(*(part.lists for part in parts if part))
    return BoundRule(family, when, as_mcc, as_cc, names)


def _never(_: Lists) -> bool:
    return False


def _finder(own: Sequence[str]) -> Find:
    """Finds the list of a family that words mean: the one that is so called, that begins, or that ends so."""
    by_words = {name.partition("|")[2]: name for name in own}

    def find(words: str) -> str:
        if words.startswith("_") or "|" in words:
            return words
        for fits in (str.__eq__, str.startswith, str.endswith):
            found = [name for text, name in by_words.items() if fits(text, words)]
            if len(found) == 1:
                return found[0]
        raise LookupError(words, sorted(by_words))

    return find
