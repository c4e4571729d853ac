"""What a call of a field costs by its arguments, before it is made: in rows that could be looked at in that time.

A row is some 0.2 µs: what it takes to look at a value of a column. A field that is not named here costs what reading a
relation, scanning a kind or calling a resolver costs (see `schema.plan.cost_planner`). The numbers were measured on the
shipped graph; what a resolver announces when it runs is what counts then.
"""

from collections.abc import Callable, Mapping
from typing import Any

from schema.fields.annotation import ROWS_OF_CHARACTER, ROWS_OF_TEXT
from schema.fields.grounding import EXTRA_COST_OF_TERM
from schema.fields.search import ENTRIES_AT_ONCE, EXTRA_COST_OF_SEARCH, ROWS_OF_HIT, ROWS_OF_SEARCH

Arguments = Mapping[str, Any]
SearchCost = Callable[[str], int]
"""How many entries of the search index a text makes it look at."""
Weigh = Callable[[Arguments, SearchCost], float]
SIZES, LISTS = ("first", "last", "maxNodes"), ("ids", "list", "terms", "cases", "representations")
"""Arguments that say how many items are wanted, and those that list for what items are wanted."""

LEAF, RESOLVED = 10, 30
"""What calling a resolver costs that returns a scalar, or anything else."""
DECODED, READ, RANKED, DESCRIBED = 100, 2, 4, 20
"""What it costs to decode an edge and its node, to read a value of a column, to read and order one, and to write a
type, a field or an argument of the schema."""
_PATH, _BEST_PATHS = 20_000, 400_000
_PATTERN_EDGE, _COMMUNITY = 20_000, 300
_CASE_VALUE, _MENTION = 300, 40
"""What a value of a case costs, and after how many characters a text mentions something."""


def size_argument(arguments: Arguments) -> int | None:
    """How many items the arguments ask for; None where they do not say."""
    for name in SIZES:
        value = arguments.get(name)
        if isinstance(value, int):
            return max(value, 0)
    for name in LISTS:
        value = arguments.get(name)
        if isinstance(value, list | tuple):
            return len(value)
    return None


def with_size(arguments: Arguments, size: int) -> Arguments:
    """The arguments, asking for so many items."""
    for name in SIZES:
        if isinstance(arguments.get(name), int):
            return {**arguments, name: size}
    for name in LISTS:
        value = arguments.get(name)
        if isinstance(value, list | tuple):
            return {**arguments, name: value[:size]}
    return {**arguments, SIZES[0]: size}


def leaves(value: Any) -> int:
    """How many values an argument holds that are neither lists nor objects."""
    if isinstance(value, Mapping):
        return sum(map(leaves, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(leaves, value))
    return int(value is not None)


def _search(arguments: Arguments, found: SearchCost) -> float:
    text, hits = arguments.get("query") or arguments.get("prefix") or "", size_argument(arguments) or 0
    return ROWS_OF_SEARCH + EXTRA_COST_OF_SEARCH + found(text) // ENTRIES_AT_ONCE + hits * ROWS_OF_HIT


def _suggest(arguments: Arguments, found: SearchCost) -> float:
    return ROWS_OF_SEARCH + (size_argument(arguments) or 0) * ROWS_OF_HIT


def _ground(arguments: Arguments, found: SearchCost) -> float:
    each = ROWS_OF_SEARCH + EXTRA_COST_OF_TERM
    return sum(each + found(term) // ENTRIES_AT_ONCE for term in arguments.get("terms") or ())


def _text(of_character: float) -> Weigh:
    return lambda arguments, found: ROWS_OF_TEXT + of_character * len(str(arguments.get("text") or ""))


def _paths(arguments: Arguments, found: SearchCost) -> float:
    by_length = str(arguments.get("by") or "HOPS").upper().endswith("HOPS")
    return _PATH if by_length and arguments.get("first", 1) == 1 else _BEST_PATHS


def _always(rows: float) -> Weigh:
    return lambda arguments, found: rows


def _each(rows: float, at_least: float = 0) -> Weigh:
    """So much for each item that is asked for."""
    return lambda arguments, found: at_least + rows * (size_argument(arguments) or 0)


def _each_value(rows: float, argument: str) -> Weigh:
    """So much for each value that an argument holds."""
    return lambda arguments, found: rows * leaves(arguments.get(argument))


WEIGHTS: Mapping[str, Weigh] = {
    "search": _search,
    "suggest": _suggest,
    "ground": _ground,
    "annotate": _text(ROWS_OF_CHARACTER + EXTRA_COST_OF_TERM / _MENTION),
    "verifyText": _text(ROWS_OF_CHARACTER),
    "codes": _each(100),
    "_entities": _each(READ),
    "compare": _always(15_000),
    "comparableProcedures": _always(5_000),
    "neighborhood": _each(20),
    "closure": _each(20, 50_000),
    "descendants": _always(50_000),
    "commonAncestors": _always(2_000),
    "path": _paths,
    "paths": _paths,
    "nearest": _each(8, 2_000),
    "match": _each_value(_PATTERN_EDGE, "pattern"),
    "analytics": _always(200_000),
    "communities": _each(_COMMUNITY, 2_000),
    "changes": _always(50_000),
    "notes": _always(1_000),
    "validity": _always(100),
    "review": _each_value(_CASE_VALUE, "case"),
    "reviewMany": _each_value(_CASE_VALUE, "cases"),
    "group": _each_value(_CASE_VALUE, "case"),
}
"""By the name of the field, on whatever type it stands."""
