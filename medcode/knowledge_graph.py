"""A graph that is open in Python: as NetworkX, as tables, searched, queried and drawn."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphql import parse

from graph.export.selection import Selection
from graph.export.subgraph import ExportedSubgraph
from graph.export.table.answer_rows import answer_table
from graph.export.table.statements import statements
from graph.export.table.table import Column, ColumnType, Table
from graph.model.direction import Direction
from graph.model.elements import Node
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.model.ontology import EDGE_KINDS, NODE_KINDS
from graph.model.property_graph import Graph
from graph.search.search_types import Search
from graph.storage.networkx_graph import networkx_graph
from graph.store import GraphStore
from graph.store.snapshot import Snapshot, attach_snapshot
from graph.traversal.topology import TraversalFilter
from medcode.built_snapshot import built_snapshot
from medcode.data_frame import data_frame
from medcode.drawing import Drawing, draw_neighbors
from medcode.grounding_table import grounding_table
from medcode.named_node import named_node
from medcode.search_table import search_table
from schema.answer_fields import answer_fields
from schema.touched_subgraph import QuerySubgraphs, RefusedQueryError
from serving.local_query import LocalQueries, Result
from serving.settings import limits_of_environment

if TYPE_CHECKING:
    import pandas as pd

_NO_VARIABLES: Mapping[str, Any] = {}
_SOURCE = (
    Column("id"),
    Column("title"),
    Column("edition"),
    Column("licence"),
    Column("redistributable", ColumnType.BOOLEAN),
    Column("sha256"),
)


class QueryError(Exception):
    """A GraphQL query was refused or failed; `errors` are those of the answer."""

    def __init__(self, errors: Sequence[Mapping[str, Any]]) -> None:
        super().__init__("\n".join(str(error.get("message")) for error in errors))
        self.errors = errors


class KnowledgeGraph:
    """A graph and what can be asked of it; one thread at a time may use it."""

    def __init__(self, snapshot: Snapshot, limits: Limits | None = None) -> None:
        self._snapshot, self._limits = snapshot, limits
        self._store = GraphStore(snapshot)

    @classmethod
    def open(cls, graph: str | PathLike[str] | None = None, limits: Limits | None = None) -> "KnowledgeGraph":
        """See `medcode.open`."""
        return cls(attach_snapshot(built_snapshot() if graph is None else Path(graph)), limits)

    def __repr__(self) -> str:
        nodes, edges = sum(self._snapshot.nodes.values()), sum(self._snapshot.edges.values())
        return f"<KnowledgeGraph of {nodes:,} nodes and {edges:,} edges, version {self.version[:12]}>"

    @property
    def version(self) -> str:
        """A hash of all that the graph says: the same content has the same version everywhere."""
        return self._snapshot.version

    @property
    def node_kinds(self) -> Mapping[str, int]:
        """How many nodes there are of each kind."""
        return self._snapshot.nodes

    @property
    def edge_kinds(self) -> Mapping[str, int]:
        """How many edges there are of each kind."""
        return self._snapshot.edges

    def sources(self) -> "pd.DataFrame":
        """The documents that the graph comes from, with their licences; a row each."""
        rows = [tuple(getattr(document, column.name) for column in _SOURCE) for document in self._snapshot.documents]
        return data_frame(Table(_SOURCE, rows, len(rows)))

    def node(self, name: str) -> Node:
        """The node of a CURIE, a code, or the name or slug of a page or a concept.

        Raises:
            UnknownNode: there is none, or the name is not one of a single node; the nearest are told.
        """
        return named_node(self._store, name)

    def to_networkx(
        self,
        *around: str,
        depth: int = 1,
        direction: str = "both",
        node_kinds: Sequence[str] = (),
        edge_kinds: Sequence[str] = (),
        pages_only: bool = False,
        connected_only: bool = False,
        query: str | None = None,
        variables: Mapping[str, Any] = _NO_VARIABLES,
    ) -> Graph:
        """The graph as a `networkx.MultiDiGraph`, whole, or the part around some nodes, or what a query touches.

        With `pages_only` it has the procedures that a page describes and what they are joined to, with
        `connected_only` no node without an edge. A node's attributes are `kind`, `name` and its properties; an edge's
        are its properties and `evidence`. The key of an edge is its kind, with `#2`, `#3` … for further ones between
        the same nodes. The whole graph takes some ten seconds and 1.5 GB.

        Raises:
            UnknownNode: one of the nodes is not there.
            InvalidArgument: there is no such direction or kind.
            QueryError: the query was refused or failed.
        """
        if query is not None:
            part = self._touched(query, variables)
        else:
            ways = _ways(direction, node_kinds, edge_kinds)
            part = self._part(around, depth, ways, pages_only=pages_only, connected_only=connected_only)
        made = networkx_graph(self._snapshot.graph, part.node_numbers, part.edge_numbers)
        made.graph.update(documents=self._snapshot.documents, version=self.version)
        return made

    def table(
        self,
        edge_kind: str,
        *around: str,
        depth: int = 1,
        direction: str = "both",
        node_kinds: Sequence[str] = (),
        pages_only: bool = False,
        evidence: bool = False,
    ) -> "pd.DataFrame":
        """All edges of a kind, or those around some nodes: a row for each statement, with both ends by name.

        Raises:
            UnknownNode: one of the nodes is not there.
            InvalidArgument: there is no such direction or kind.
        """
        ways = _ways(direction, node_kinds, (edge_kind,))
        part = self._part(around, depth, ways, pages_only=pages_only, connected_only=False)
        return data_frame(statements(part, evidence=evidence))

    def query(self, text: str, variables: Mapping[str, Any] = _NO_VARIABLES, operation: str | None = None) -> Result:
        """The `data` of the answer to a GraphQL query, as a server would give it.

        Raises:
            QueryError: the query was refused or failed.
        """
        answer = self._queries.answer(self._store, text, variables, operation)
        if answer.get("errors"):
            raise QueryError(answer["errors"])
        data: Result = answer["data"]
        return data

    def frame(self, text: str, variables: Mapping[str, Any] = _NO_VARIABLES) -> "pd.DataFrame":
        """The answer to a GraphQL query as a table: a row for each innermost item, with what it belongs to.

        Raises:
            QueryError: the query was refused or failed.
        """
        data = self.query(text, variables)
        fields = answer_fields(self._queries.schema._schema, parse(text), None, variables)
        return data_frame(answer_table(fields, data))

    def search(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> "pd.DataFrame":
        """The best hits of a search, best first, with what matched.

        Raises:
            InvalidArgument: the text is too long, or there is no such kind.
        """
        page = self._store.search(Search(text, _known(kinds, NODE_KINDS, "kinds"), limit=limit))
        return data_frame(search_table(self._store, page))

    def ground(self, texts: Iterable[object], *, kinds: Sequence[str] = (), progress: bool = True) -> "pd.DataFrame":
        """What each text means: a row each, in their order, with the index of a `pandas.Series`.

        A text that means nothing for sure has no `curie`, but a `reason`, and in `candidates` what it may mean.
        """
        known = _known(kinds, NODE_KINDS, "kinds")
        table = grounding_table(self._store, texts, known, progress=progress)
        index = getattr(texts, "index", None)
        return data_frame(table, None if callable(index) else index)  # Lists have a method of this name.

    def draw(self, name: str, *, edge_kinds: Sequence[str] = (), limit: int = 6) -> Drawing:
        """A picture of what a node is joined to, shown by a notebook; at most `limit` names of each kind of edge.

        Raises:
            UnknownNode: there is no such node.
            InvalidArgument: there is no such kind.
        """
        node = self.node(name)
        return draw_neighbors(self._store, node, _known(edge_kinds, EDGE_KINDS, "edge_kinds"), limit)

    def _part(
        self, around: Sequence[str], depth: int, ways: TraversalFilter, *, pages_only: bool, connected_only: bool
    ) -> ExportedSubgraph:
        seeds = tuple(self.node(name).curie for name in around)
        selection = Selection(seeds, depth, ways, licensed=True, pages_only=pages_only, connected_only=connected_only)
        return selection.subgraph(self._store.topology, self.version, self._snapshot.documents)

    def _touched(self, query: str, variables: Mapping[str, Any]) -> ExportedSubgraph:
        limits = self._limits or limits_of_environment()
        try:
            return QuerySubgraphs(self._queries.schema, limits).part(self._store, query, variables, None)
        except RefusedQueryError as error:
            raise QueryError(error.errors) from error

    @cached_property
    def _queries(self) -> LocalQueries:
        return LocalQueries(self._limits or limits_of_environment())


def _ways(direction: str, node_kinds: Sequence[str], edge_kinds: Sequence[str]) -> TraversalFilter:
    if direction not in list(Direction):
        raise InvalidArgument(argument="direction", problem="there is no such", known=[*Direction])
    kinds = _known(node_kinds, NODE_KINDS, "node_kinds"), _known(edge_kinds, EDGE_KINDS, "edge_kinds")
    return TraversalFilter(Direction(direction), *kinds)


def _known(names: Sequence[str], known: Sequence[str], argument: str) -> tuple[str, ...]:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise InvalidArgument(argument=argument, problem=f"there is no {', '.join(unknown)}", known=[*known])
    return tuple(names)
