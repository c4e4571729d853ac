"""Edges of the property graph as JSON, read from the columns for all of a list together."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson
from graphql import FieldNode, GraphQLObjectType, get_named_type

from graph.freeze import EDGE_KINDS
from schema.compiled.cells import Cell, Column, Numbers, Rows, constant, joined, one
from schema.compiled.nodes import Nodes
from schema.compiled.run import Run
from schema.compiled.selection import Sets, python_name, sets_of


Ends = Callable[[Numbers, Run], Numbers]
"""The nodes at one end of some edges."""


class Edges:
    """Compiles selections of `GraphEdge`; the counterpart of its resolvers in `schema.traversal`."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes

    def cell(self, kind: GraphQLObjectType, sets: Sets) -> Cell[Numbers]:
        """The edges as a template and its columns."""
        fields = self._nodes.selections.fields(kind, sets)
        return joined((key, self._field(kind, python_name(kind, nodes[0]), nodes)) for key, nodes in fields.items())

    def _field(self, kind: GraphQLObjectType, name: str, nodes: Sequence[FieldNode]) -> Cell[Numbers]:
        if name == "__typename":
            return constant(orjson.dumps(kind.name))
        declared = kind.fields[nodes[0].name.value].type
        if name == "kind":
            enum: Any = get_named_type(declared)
            names = [orjson.dumps(enum.serialize(one_kind)) for one_kind in EDGE_KINDS]
            return one(lambda numbers, run: [names[run.graph.edge_kinds[number]] for number in numbers])
        if name in ("source_curie", "target_curie"):
            return one(_curies(_sources if name == "source_curie" else _targets), b'"%b"')
        if name in ("source", "target"):
            text = self._nodes.rows(get_named_type(declared), sets_of(nodes))
            return self._end(_sources if name == "source" else _targets, text)
        emit = self._nodes.output(declared, sets_of(nodes))
        if name == "evidence":
            return one(lambda numbers, run: [emit(run.graph.evidence(number), run) for number in numbers])
        return one(lambda numbers, run: [emit(dict(run.graph.properties(number)), run) for number in numbers])

    def _end(self, ends: Ends, text: Rows[Numbers]) -> Cell[Numbers]:
        """The nodes at one end of each edge."""

        def read(numbers: Numbers, run: Run) -> Column:
            run.request.spend(len(numbers))
            run.request.look_at(len(numbers))
            return text(ends(numbers, run), run)

        return one(read)


def _curies(ends: Ends) -> Rows[Numbers]:
    def read(numbers: Numbers, run: Run) -> Column:
        curies = run.graph.curies
        return [curies[end] for end in ends(numbers, run)]

    return read


def _sources(numbers: Numbers, run: Run) -> Numbers:
    sources = run.graph.sources
    return [sources[number] for number in numbers]


def _targets(numbers: Numbers, run: Run) -> Numbers:
    targets = run.graph.targets
    return [targets[number] for number in numbers]
