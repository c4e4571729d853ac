"""Plans of evidence: its records, and the document that each of them names."""

from collections.abc import Sequence
from functools import partial
from typing import cast

from graphql import FieldNode, GraphQLObjectType, get_named_type

from graph.machine.instructions import Record
from graph.storage.evidence_columns import DOCUMENT_FIELDS, EVIDENCE_FIELDS
from schema.plan.object_plan import object_plan
from schema.plan.operators import Document, Each, ExpandEvidence, Operator, Value
from schema.plan.selection import Selections, Sets, python_name, selection_sets
from schema.plan.stored_values import json_replacements


def evidence_plan(selections: Selections, type_: GraphQLObjectType, sets: Sets) -> Operator:
    """The list of evidence of the edge at hand."""
    return Each(ExpandEvidence(), object_plan(selections, type_, sets, partial(_field, selections)))


def _field(selections: Selections, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Operator:
    if nodes[0].name.value != "source":
        return _value(Record.EVIDENCE, EVIDENCE_FIELDS, type_, nodes)
    document = cast("GraphQLObjectType", get_named_type(type_.fields["source"].type))
    value = partial(_value, Record.DOCUMENT, DOCUMENT_FIELDS)
    return Document(object_plan(selections, document, selection_sets(nodes), value))


def _value(record: Record, declared: Sequence[str], type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Operator:
    name = python_name(type_, nodes[0])
    return Value(record, name, declared.index(name), json_replacements(type_.fields[nodes[0].name.value].type))
