"""Plans of evidence: its records, and the document that each of them names."""

from collections.abc import Sequence
from typing import cast

from graphql import FieldNode, GraphQLObjectType, get_named_type

from graph.machine.instructions import Record
from graph.storage.evidence_columns import DOCUMENT_FIELDS, EVIDENCE_FIELDS
from schema.plan.operators import Document, Each, ExpandEvidence, Literal, Object, Operator, Value
from schema.plan.selection import Selections, Sets, python_name, selection_sets
from schema.plan.stored_values import json_replacements, json_string


def evidence_plan(selections: Selections, type_: GraphQLObjectType, sets: Sets) -> Operator:
    """The list of evidence of the edge at hand."""
    fields = selections.fields(type_, sets)
    return Each(ExpandEvidence(), Object([(key, _field(selections, type_, nodes)) for key, nodes in fields.items()]))


def _field(selections: Selections, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Operator:
    if nodes[0].name.value != "source":
        return _value(Record.EVIDENCE, EVIDENCE_FIELDS, type_, nodes[0])
    document = cast("GraphQLObjectType", get_named_type(type_.fields["source"].type))
    fields = selections.fields(document, selection_sets(nodes))
    return Document(Object([(k, _value(Record.DOCUMENT, DOCUMENT_FIELDS, document, n[0])) for k, n in fields.items()]))


def _value(record: Record, declared: Sequence[str], type_: GraphQLObjectType, node: FieldNode) -> Operator:
    name = python_name(type_, node)
    if name == "__typename":
        return Literal(json_string(type_.name))
    return Value(record, name, declared.index(name), json_replacements(type_.fields[node.name.value].type))
