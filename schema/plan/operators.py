"""The operators of a plan: what is written of nodes and of the edges among them.

A plan says nothing of how it runs. `schema.execution.assembler` makes instructions for `graph.machine` of it, and
`schema.execution.explain` prints it. Each operator writes JSON for the item at hand: a node, the edge that led to it, a
piece of the edge's evidence, or the document that this names (see `graph.machine.instructions.Record`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from graph.machine.instructions import Record
from schema.plan.run_context import RunContext


class Column(Enum):
    """What each node has; a name is JSON, a CURIE and the code in it are texts without quotation marks."""

    CURIE = "curie"
    CODE = "code"
    NAME = "name"


class Base64Alphabet(Enum):
    """The alphabets of RFC 4648."""

    STANDARD = 0
    URL = 1


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, the same for every item."""

    text: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A text for the kind of the node or of the edge, by its number."""

    record: Record
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """The value at a place of a record, as JSON; some values are replaced by other texts."""

    record: Record
    name: str
    place: int
    replaced: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EdgeKey:
    """The key of the edge, without quotation marks."""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Some operators one after the other, as one JSON text.

    `base64` encodes them, by the alphabet for addresses and without padding where it is `URL`.
    """

    parts: Sequence["Operator"]
    base64: "Base64Alphabet | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Callback:
    """What Python says of items by their numbers, many at a time."""

    name: str
    record: Record
    write: Callable[[Sequence[int], RunContext], list[bytes]]


@dataclass(frozen=True, slots=True, eq=False)
class VariableLimit:
    """How many items are wanted, where variables say so; None where a resolver must answer."""

    read: Callable[[RunContext], int | None]


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """The first nodes of a kind, by name."""

    kind: str
    limit: VariableLimit


@dataclass(frozen=True, slots=True, eq=False)
class Expand:
    """The first edges of some kinds that leave the node, or that enter it, and the nodes at their other ends.

    `kinds` are places in `EDGE_KINDS`.
    """

    kinds: tuple[int, ...]
    outgoing: bool
    limit: int | VariableLimit


@dataclass(frozen=True, slots=True, eq=False)
class InputRows:
    """Nodes or edges by number, with which a program is called; each may be marked, to tell their texts apart."""

    record: Record
    marked: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ExpandEvidence:
    """The evidence of the edge."""


Rows = Scan | Expand | InputRows | ExpandEvidence


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """A JSON object; `rows` are found before, and counted together against the budget."""

    fields: Sequence[tuple[str, "Operator"]]
    rows: Sequence[Rows] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Each:
    """The same for each item of some rows, with commas between; in brackets, unless `bare`."""

    rows: Rows
    item: "Operator"
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many items there are in some rows, beyond the limit too."""

    rows: Rows


@dataclass(frozen=True, slots=True)
class HasMore:
    """Whether there are more than the limit."""

    rows: Rows


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """Something of the first or the last item of some rows; null where there is none."""

    rows: Rows
    last: bool
    item: "Operator"


@dataclass(frozen=True, slots=True, eq=False)
class CompiledOrResolved:
    """`item` with its rows where their limit is known, else `other`."""

    rows: Expand
    limit: VariableLimit
    item: "Operator"
    other: Callback


@dataclass(frozen=True, slots=True, eq=False)
class EndNode:
    """The node at an end of the edge; `counted` is whether it is one more item."""

    source: bool
    item: "Operator"
    counted: bool


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """The document that the evidence names; null where the graph has none."""

    item: "Operator"


@dataclass(frozen=True, slots=True, eq=False)
class Switch:
    """One of several, by the kind of the node."""

    cases: Sequence["Operator"]


Operator = (
    Column | Literal | Kind | Value | EdgeKey | Text | Callback | Object | Each | Count | HasMore | End
    | CompiledOrResolved | EndNode | Document | Switch
)  # fmt: skip
