"""Where the edges of a partial snapshot are read from: stretches of the rows of nodes, many at a time.

A place is the number of an edge among all edges by source (see `graph.storage.freeze`), an entry its number among all
edges by target.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from graph.model.elements import Value

ANCESTOR_LEVELS = 8
"""Levels of ancestors that are read at a time; ICD-10-CM has no more."""


class RowRange(NamedTuple):
    """The edges `first` to before `end` of those that leave a node, by place, or of those that enter it, by entry.

    All of them are edges of the node; `kinds` are the places in `EDGE_KINDS` that they have.
    """

    node: int
    outgoing: bool
    first: int
    end: int
    kinds: tuple[int, ...]


class EdgeCondition(NamedTuple):
    """What a property of an edge, or of the node at its other end, is compared with, and how.

    `operator` is one of `graph.store.query_types.ComparisonOperator`, or 'in', by which the CURIE of the node is one of
    the values.
    """

    of_edge: bool
    property: str
    operator: str
    value: Value


class EdgeRecord(NamedTuple):
    """An edge as it is kept: where it stands in both rows, its ends, and all else that columns have of it.

    `number` is its number among those of its kind between its two nodes, `evidence` that of its list of evidence, and
    `check` what `graph.storage.edge_checks` makes of all of it. It is as it came: the types may be others, too.
    """

    place: int
    entry: int
    source: int
    target: int
    kind: str
    number: int
    evidence: int
    check: int
    properties: dict[str, Value]


class EdgeSource(Protocol):
    """Reads edges; each call is one question to whoever keeps them."""

    def read(
        self, ranges: Sequence[RowRange], above: Sequence[int] = (), conditions: Sequence[EdgeCondition] = ()
    ) -> Iterable[EdgeRecord]:
        """All edges of some stretches, in any order; one that is in two of them may come twice.

        With the stretches come the ancestors `above` some nodes: the edges of the kind IS_A that lead upwards from
        these and from what is above them, for `ANCESTOR_LEVELS` levels. With `conditions`, edges that do not meet all
        of them may be left out; none that does is.

        Raises:
            StoreError: whoever keeps them did not answer, or with `conditions`, has not as many as there are.
        """
        ...

    def ping(self) -> None:
        """Ask whether there is an answer.

        Raises:
            StoreError: there is none.
        """
        ...

    def records(self, kind: str) -> Iterable[dict[str, Value]]:
        """Each different set of properties that edges of a kind have; none where the version is gone."""
        ...

    def between(self, kind: str, source: int, target: int) -> Iterable[EdgeRecord]:
        """The edges of a kind from one node to another."""
        ...
