"""JSON Schemas of the variables and of the answer of a GraphQL operation."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    type_from_ast,
    value_from_ast_untyped,
)

JsonSchema = dict[str, Any]
_SCALARS = {"Int": "integer", "Float": "number", "Boolean": "boolean"}
"""GraphQL's scalars that are no strings in JSON."""


def input_schema(schema: GraphQLSchema, operation: OperationDefinitionNode, described: Mapping[str, str]) -> JsonSchema:
    """The schema of the variables: one that cannot be null must be given, and its default value is an example."""
    properties: JsonSchema = {}
    required: list[str] = []
    for variable in operation.variable_definitions or ():
        name, type_ = variable.variable.name.value, type_from_ast(schema, variable.type)  # type: ignore[arg-type]
        value = value_from_ast_untyped(variable.default_value) if variable.default_value else None
        made = _input(type_)
        if is_non_null_type(type_):
            required.append(name)
        elif value is not None:
            made["default"] = value
        properties[name] = made | ({"description": described[name]} if name in described else {})
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _input(type_: Any) -> JsonSchema:
    if is_non_null_type(type_):
        return _input(type_.of_type)
    if is_list_type(type_):
        return {"type": "array", "items": _input(type_.of_type)}
    if is_enum_type(type_):
        return {"enum": list(type_.values)}
    if is_input_object_type(type_):
        fields = {name: _input(field.type) | {"description": field.description} for name, field in type_.fields.items()}
        return {"type": "object", "properties": fields, "additionalProperties": False}
    return {"type": _SCALARS.get(type_.name, "string")}


def output_schema(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> JsonSchema:
    """The schema of the data in an answer, without which fields are left out by directives or by the kind of node."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    return _Answer(schema, fragments).selected(schema.query_type, operation.selection_set)


class _Answer:
    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._schema, self._fragments = schema, fragments

    def selected(self, type_: Any, selections: SelectionSetNode) -> JsonSchema:
        properties: JsonSchema = {}
        for name, made in self._properties(type_, selections):
            properties[name] = made if properties.get(name, made) == made else {}
        return {"type": "object", "properties": properties}

    def _properties(self, type_: Any, selections: SelectionSetNode) -> Iterator[tuple[str, JsonSchema]]:
        for node in selections.selections:
            if isinstance(node, FieldNode):
                name = node.name.value
                made = self._value(type_.fields[name].type, node) if name in type_.fields else {"type": "string"}
                yield (node.alias or node.name).value, made
                continue
            part: Any = self._fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
            inner = self._schema.type_map[part.type_condition.name.value] if part.type_condition else type_
            yield from self._properties(inner, part.selection_set)

    def _value(self, type_: Any, node: FieldNode) -> JsonSchema:
        if is_non_null_type(type_):
            return self._non_null(type_.of_type, node)
        made = self._non_null(type_, node)
        return made | {"type": [made["type"], "null"]} if made else made

    def _non_null(self, type_: Any, node: FieldNode) -> JsonSchema:
        if is_list_type(type_):
            return {"type": "array", "items": self._value(type_.of_type, node)}
        if node.selection_set:
            return self.selected(get_named_type(type_), node.selection_set)
        return {} if type_.name == "JSON" else {"type": _SCALARS.get(type_.name, "string")}
