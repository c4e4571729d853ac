"""JSON Schemas of the variables and of the answer of a GraphQL operation."""

from collections.abc import Mapping
from typing import Any

import graphql

JsonSchema = dict[str, Any]
_SCALARS = {"Int": "integer", "Float": "number", "Boolean": "boolean"}  # All others are strings.


def input_schema(schema: graphql.GraphQLSchema, operation: Any, described: Mapping[str, str]) -> JsonSchema:
    """The schema of the variables: one that cannot be null must be given, whatever its default is."""
    properties, required = JsonSchema(), list[str]()
    for variable in operation.variable_definitions:
        name, type_ = variable.variable.name.value, graphql.type_from_ast(schema, variable.type)
        properties[name] = _input(type_) | ({"description": described[name]} if name in described else {})
        if graphql.is_non_null_type(type_):
            required.append(name)
        elif variable.default_value:
            properties[name]["default"] = graphql.value_from_ast_untyped(variable.default_value)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _input(type_: Any) -> JsonSchema:
    if graphql.is_non_null_type(type_):
        return _input(type_.of_type)
    if graphql.is_list_type(type_):
        return {"type": "array", "items": _input(type_.of_type)}
    if graphql.is_enum_type(type_):
        return {"enum": list(type_.values)}
    if graphql.is_input_object_type(type_):
        members = {name: _input(one.type) | {"description": one.description} for name, one in type_.fields.items()}
        return {"type": "object", "properties": members, "additionalProperties": False}
    return {"type": _SCALARS.get(type_.name, "string")}


def output_schema(schema: graphql.GraphQLSchema, document: Any, type_: Any, selected: Any) -> JsonSchema:
    """The schema of what is selected of a type: all of it may be null, or left out by a directive or a kind of node."""
    if graphql.is_non_null_type(type_):
        return output_schema(schema, document, type_.of_type, selected)
    if graphql.is_list_type(type_):
        return {"type": ["array", "null"], "items": output_schema(schema, document, type_.of_type, selected)}
    if not selected:
        return {} if type_.name == "JSON" else {"type": [_SCALARS.get(type_.name, "string"), "null"]}
    properties = JsonSchema()
    for node in selected.selections:
        if isinstance(node, graphql.FieldNode):
            field = type_.fields.get(node.name.value, graphql.TypeNameMetaFieldDef)
            made = {(node.alias or node.name).value: output_schema(schema, document, field.type, node.selection_set)}
        else:
            fragments = {one.name.value: one for one in document.definitions if one.name}
            part = fragments[node.name.value] if isinstance(node, graphql.FragmentSpreadNode) else node
            inner = schema.type_map[part.type_condition.name.value] if part.type_condition else type_
            made = output_schema(schema, document, inner, part.selection_set)["properties"]
        properties |= {name: one if properties.get(name, one) == one else {} for name, one in made.items()}
    return {"type": ["object", "null"], "properties": properties}
