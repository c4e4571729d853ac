"""The plan of an object of which each field is planned in the same way."""

from collections.abc import Callable, Sequence

from graphql import FieldNode, GraphQLObjectType

from schema.plan.operators import Literal, Object, Operator
from schema.plan.selection import Selections, Sets
from schema.plan.stored_values import json_string


def object_plan(
    selections: Selections,
    type_: GraphQLObjectType,
    sets: Sets,
    plan_field: Callable[[GraphQLObjectType, Sequence[FieldNode]], Operator],
) -> Object:
    """What is selected of a type: its own name, and every other field as `plan_field` has it."""
    own_name = Literal(json_string(type_.name))
    fields = selections.fields(type_, sets).items()
    return Object(
        [(key, own_name if nodes[0].name.value == "__typename" else plan_field(type_, nodes)) for key, nodes in fields]
    )
