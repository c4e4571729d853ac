"""Arguments of fields and variables of operations as graphql-core reads them; the usual ones without asking it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLField,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    type_from_ast,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from graphql.utilities.coerce_input_value import coerce_input_literal

from schema.plan.run_context import NotCompiledError, RunContext
from schema.plan.selection import has_variables, variables_of

Arguments = Callable[[RunContext], Mapping[str, Any]]
_PLAIN: Mapping[str, type] = {"String": str, "ID": str, "Boolean": bool}
_INT32 = 1 << 31


@dataclass(frozen=True, slots=True)
class _Mark:
    """Stands where the value of a variable will stand."""

    variable: str


@dataclass(frozen=True, slots=True)
class ArgumentParts:
    """The arguments of a field: those that are constant, those that are variables, and those that hold some."""

    constant: Mapping[str, Any]
    variable: Mapping[str, str]
    nested: Mapping[str, tuple[ValueNode, GraphQLInputType]]

    def names(self) -> list[str]:
        """The arguments that depend on variables."""
        return [*self.variable, *self.nested]

    def values(self, run: RunContext) -> dict[str, Any] | None:
        """The values of those; None where graphql-core must say: missing, null, or null where none may be."""
        coerced = run.variables.coerced
        values = {key: coerced.get(name) for key, name in self.variable.items()}
        for key, (node, type_) in self.nested.items():
            value = coerce_input_literal(node, type_, run.variables)
            values[key] = None if value is Undefined else value
        return None if None in values.values() else values


def argument_parts(declared: GraphQLField, node: FieldNode) -> ArgumentParts:
    """The arguments of a field taken apart."""
    marks = {name: _Mark(name) for name in variables_of(node)}
    read = get_argument_values(declared, node, VariableValues({}, marks))
    variable = {key: mark.variable for key, mark in read.items() if isinstance(mark, _Mark)}
    nested = {
        argument.name.value: (argument.value, declared.args[argument.name.value].type)
        for argument in node.arguments or ()
        if argument.name.value not in variable and has_variables(argument)
    }
    constant = {key: value for key, value in read.items() if key not in variable and key not in nested}
    return ArgumentParts(constant, variable, nested)


def compile_arguments(declared: GraphQLField, node: FieldNode) -> Arguments:
    """The arguments of a field: what is constant of them is read once."""
    parts = argument_parts(declared, node)
    if not parts.names():
        return lambda run: parts.constant

    def filled(run: RunContext) -> Mapping[str, Any]:
        values = parts.values(run)
        if values is None:
            return get_argument_values(declared, node, run.variables)
        return {**parts.constant, **values}

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
        read = get_variable_values(  # What is wrong is for the reference executor to say.
            self._schema, self._definitions, dict(given), max_errors=1, hide_suggestions=True
        )
        if not isinstance(read, VariableValues):
            raise NotCompiledError
        return read


def switches_of(document: DocumentNode) -> tuple[str, ...]:
    """The variables that `@skip` and `@include` look at."""
    found: dict[str, None] = {}

    class Look(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            decides = node.name.value in ("skip", "include")
            for argument in (node.arguments or ()) if decides else ():
                if isinstance(argument.value, VariableNode):
                    found[argument.value.name.value] = None

    visit(document, Look())
    return tuple(found)
