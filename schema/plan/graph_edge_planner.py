"""Plans of edges of the property graph; the counterpart of the resolvers in `schema.types.traversals`."""

from collections.abc import Sequence
from functools import partial
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType, get_named_type

from graph.machine.instructions import Record
from graph.model.ontology import EDGE_KINDS
from schema.plan.evidence_planner import evidence_plan
from schema.plan.object_plan import object_plan
from schema.plan.operators import Callback, Column, EndNode, Kind, Operator, Text
from schema.plan.protocols import NodePlannerProtocol
from schema.plan.selection import Sets, python_name, selection_sets
from schema.plan.stored_values import json_string


def edge_plan(planner: NodePlannerProtocol, type_: GraphQLObjectType, sets: Sets) -> Operator:
    """What is selected of `GraphEdge`."""
    return object_plan(planner.selections, type_, sets, partial(_field, planner))


def _field(planner: NodePlannerProtocol, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Operator:
    name, sets = python_name(type_, nodes[0]), selection_sets(nodes)
    declared = type_.fields[nodes[0].name.value].type
    if name == "kind":
        enum: Any = get_named_type(declared)
        return Kind(Record.EDGE, tuple(json_string(enum.serialize(kind)) for kind in EDGE_KINDS))
    if name == "evidence":
        return evidence_plan(planner.selections, cast("GraphQLObjectType", get_named_type(declared)), sets)
    end, _, of_end = name.partition("_")
    if end in ("source", "target"):
        shown = Text((Column.CURIE,)) if of_end else planner.plan(get_named_type(declared), sets)
        return EndNode(end == "source", shown, counted=not of_end)
    writer, properties = planner.values.output(declared, sets), planner.graph.properties
    return Callback(
        name, Record.EDGE, lambda numbers, run: writer.write([dict(properties(number)) for number in numbers], run)
    )
