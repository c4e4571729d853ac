"""The plan of what is written of a node: texts, columns, and the hops to other nodes.

A plan says nothing of how it runs: `schema.compiled.python` makes a Python function of any, `schema.compiled.native`
instructions for `graph.machine` of most.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeVar, Union

import orjson

if TYPE_CHECKING:
    from schema.compiled.run import Run


class Of(Enum):
    """Whose: of the node at hand, or of the edge that led to it."""

    NODE = "node"
    EDGE = "edge"


class Own(Enum):
    """What each node has: its name is JSON; its CURIE, and the code in it, are to stand in quotation marks."""

    CURIE = "curie"
    CODE = "code"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Said:
    """A text for each kind."""

    texts: tuple[str, ...]
    of: Of


@dataclass(frozen=True, slots=True)
class Stored:
    """A value of a record, by its place: JSON as it is sent, but that `others` are sent for some."""

    place: int
    of: Of
    others: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Called:
    """What a function says; for all that is more than a look at columns."""

    call: Callable[[int, "Run"], str]
    of: Of


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The first edges of some kinds that leave the node at hand, or that enter it, and the nodes at their other ends.

    `kinds` are places in `EDGE_KINDS`; `limit` is how many are taken at most.
    """

    kinds: tuple[int, ...]
    out: bool
    limit: "int | Limit"
    width: int
    """How many values a record of the edges has."""


@dataclass(frozen=True, slots=True, eq=False)
class All:
    """The first nodes of a kind; how many is what the function is called with."""

    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """The nodes, or the edges, that the function is called with."""

    of: Of


Rows = Row | All | Given


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """How many are wanted, where variables say so; None where the resolver must answer."""

    read: Callable[["Run"], int | None]


@dataclass(frozen=True, slots=True)
class Find:
    """Nothing is written: rows of the node at hand are found, and counted together against the budget."""

    rows: tuple[Rows, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are in a row."""

    row: Rows


@dataclass(frozen=True, slots=True)
class More:
    """Whether there are more than were taken."""

    row: Rows


@dataclass(frozen=True, slots=True)
class Ending:
    """What a function says of the first or the last that was taken of a row: by its edge, or its node; else null."""

    row: Rows
    last: bool
    call: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Items:
    """The same for each of a row, with commas between."""

    row: Rows
    item: "Plan"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a row with a limit shows, where the limit is known; `other` where it is not."""

    row: Row
    limit: Limit
    shown: "Plan"
    other: Called


@dataclass(frozen=True, slots=True)
class Visit:
    """The node at an end of the edge at hand; `counted` is whether it is one more item."""

    source: bool
    shown: "Plan"
    counted: bool


Part = Union[str, Own, Said, Stored, Called, Find, Count, More, Ending, Items, Choice, Visit]  # noqa: UP007
Plan = tuple[Part, ...]
Other = TypeVar("Other")


def object_of(fields: Iterable[tuple[str, Plan]]) -> Plan:
    """A JSON object of these fields, by key."""
    parts: list[Part] = []
    for key, plan in fields:
        parts.extend((f"{',' if parts else ''}{orjson.dumps(key).decode()}:", *plan))
    return merged(("{", *parts, "}"))


def merged(parts: Iterable[str | Other]) -> tuple[str | Other, ...]:
    """The same with one text where several stand side by side."""
    found: list[str | Other] = []
    for part in parts:
        if found and isinstance(part, str) and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)
