"""Arguments of fields and variables of operations as graphql-core reads them; the usual ones without asking it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableDefinitionNode,
    type_from_ast,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from schema.compiled.run import NotCompiledError, Run
from schema.compiled.selection import variables_of

Arguments = Callable[[Run], Mapping[str, Any]]
_PLAIN: Mapping[str, type] = {"String": str, "ID": str, "Boolean": bool}
_INT32 = 1 << 31


@dataclass(frozen=True, slots=True)
class _Mark:
    """Stands where the value of a variable will stand."""

    variable: str


def arguments_of(declared: GraphQLField, node: FieldNode) -> Arguments:
    """The arguments of a field: what is constant of them is read once."""
    variables = variables_of(node)
    if not variables:
        constant = get_argument_values(declared, node)
        return lambda run: constant
    marks = {name: _Mark(name) for name in variables}
    read = get_argument_values(declared, node, VariableValues({}, marks))
    places = [(key, mark.variable) for key, mark in read.items() if isinstance(mark, _Mark)]
    if len(places) < len(variables):  # Some stand inside of lists or objects.
        return lambda run: get_argument_values(declared, node, run.variables)

    def filled(run: Run) -> Mapping[str, Any]:
        values = {key: run.variables.coerced.get(variable) for key, variable in places}
        if None in values.values():  # Missing, null, or null where it may not be.
            return get_argument_values(declared, node, run.variables)
        return read | values

    return filled


class Variables:
    """The variables of an operation."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self._definitions: Sequence[VariableDefinitionNode] = operation.variable_definitions or ()
        self._plain = [(node.variable.name.value, self._accepts(node)) for node in self._definitions]
        self._all_plain = all(accepts is not None for _, accepts in self._plain)

    def _accepts(self, node: VariableDefinitionNode) -> Callable[[Any], bool] | None:
        """Whether a value can be taken as it is; None where graphql-core must say."""
        kind = type_from_ast(self._schema, node.type)
        name = getattr(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, "name", "")
        if name == "Int":
            return lambda value: type(value) is int and -_INT32 <= value < _INT32
        plain = _PLAIN.get(name)
        return None if plain is None else lambda value: type(value) is plain

    def read(self, given: Mapping[str, Any]) -> VariableValues:
        """The values of variables from what a request gives.

        Raises:
            NotCompiledError: it gives what does not fit.
        """
        if self._all_plain and len(given) == len(self._plain):
            values = {name: given[name] for name, accepts in self._plain if accepts and accepts(given.get(name))}
            if len(values) == len(given):
                return VariableValues({}, values)
        read = get_variable_values(self._schema, self._definitions, dict(given))
        if not isinstance(read, VariableValues):
            raise NotCompiledError
        return read
