"""Planning lists of edges of the property graph; the counterpart of the resolvers in `schema.traversal`."""

from collections.abc import Sequence
from typing import Any

import orjson
from graphql import FieldNode, GraphQLObjectType, get_named_type

from graph.freeze import EDGE_KINDS
from schema.compiled.connection import Around, quoted
from schema.compiled.plan import Called, Of, Own, Plan, Said, Visit, object_of
from schema.compiled.selection import Sets, python_name, sets_of


def edge_plan(around: Around, kind: GraphQLObjectType, sets: Sets) -> Plan:
    """What is selected of `GraphEdge`."""
    fields = around.selections.fields(kind, sets)
    return object_of([(key, _field(around, kind, nodes)) for key, nodes in fields.items()])


def _field(around: Around, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Plan:
    name, sets = python_name(kind, nodes[0]), sets_of(nodes)
    if name == "__typename":
        return (quoted(kind.name),)
    graph, declared = around.graph, kind.fields[nodes[0].name.value].type
    if name == "kind":
        enum: Any = get_named_type(declared)
        return (Said(tuple(orjson.dumps(enum.serialize(known)).decode() for known in EDGE_KINDS), Of.EDGE),)
    end, _, of_end = name.partition("_")
    if end in ("source", "target"):
        shown = ('"', Own.CURIE, '"') if of_end else around.plan(get_named_type(declared), sets)
        return (Visit(end == "source", shown, counted=not of_end),)
    emit = around.output(declared, sets)
    if name == "evidence":
        return (Called(lambda number, run: emit(graph.evidence(number), run), Of.EDGE),)
    return (Called(lambda number, run: emit(dict(graph.properties(number)), run), Of.EDGE),)
