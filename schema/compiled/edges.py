"""Code that writes lists of edges of the property graph."""

from collections.abc import Sequence
from typing import Any

import orjson
from graphql import FieldNode, GraphQLObjectType, get_named_type

from graph.freeze import EDGE_KINDS
from schema.compiled.connection import quoted
from schema.compiled.nodes import Nodes, WriteMany
from schema.compiled.selection import Sets, python_name, sets_of
from schema.compiled.source import Gap, Source, Text, object_of


class Edges:
    """Compiles selections of `GraphEdge`; the counterpart of its resolvers in `schema.traversal`."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes

    def list(self, kind: GraphQLObjectType, sets: Sets) -> WriteMany:
        """The function that writes a list of edges, without its brackets."""
        source, fields = Source(), self._nodes.selections.fields(kind, sets)
        names = {key: python_name(kind, nodes[0]) for key, nodes in fields.items()}

        def edge() -> Text:
            return object_of([(key, self._field(source, kind, names[key], fields[key])) for key in fields])

        return source.function((source.items({"edge": "n"}, edge),))

    def _field(self, source: Source, kind: GraphQLObjectType, name: str, nodes: Sequence[FieldNode]) -> Text:
        if name == "__typename":
            return (quoted(kind.name),)
        graph, declared = self._nodes.graph, kind.fields[nodes[0].name.value].type
        if name == "kind":
            enum: Any = get_named_type(declared)
            names = source.bind([orjson.dumps(enum.serialize(known)).decode() for known in EDGE_KINDS], "names")
            return (Gap(f"{names}[{source.bind(graph.edge_kinds, 'kinds')}[edge]]"),)
        end, _, of_end = name.partition("_")
        if end in ("source", "target"):
            node = f"{source.bind(graph.sources if end == 'source' else graph.targets, end)}[edge]"
            if of_end:
                return '"', Gap(f"{source.bind(graph.curies, 'curies')}[{node}]"), '"'
            number = source.assign("node", node)
            source.line("run.request.meet()")
            return self._nodes.text(source, get_named_type(declared), sets_of(nodes), number)
        emit = self._nodes.output(declared, sets_of(nodes))
        read = graph.evidence if name == "evidence" else lambda number: dict(graph.properties(number))
        return (Gap(f"{source.bind(lambda number, run: emit(read(number), run), 'said')}(edge, run)"),)
