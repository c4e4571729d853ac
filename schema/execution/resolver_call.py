"""Calling resolvers: what Strawberry does for each call, their arguments' conversion above all, is done once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputType,
    GraphQLScalarType,
    GraphQLSchema,
    get_named_type,
    is_specified_scalar_type,
)
from strawberry.types.arguments import StrawberryArgument, convert_arguments

from schema.plan.arguments import argument_parts, compile_arguments
from schema.plan.run_context import RunContext

Call = Callable[[Any, RunContext], Any]
"""Calls a resolver on a value."""
_Convert = Callable[[Mapping[str, Any], Sequence[StrawberryArgument]], dict[str, Any]]


def compile_resolver_call(schema: GraphQLSchema, declared: GraphQLField, node: FieldNode) -> Call:
    """How the resolver of a field is called."""
    own, parts = declared.extensions["strawberry-definition"], argument_parts(declared, node)
    arguments, resolve = compile_arguments(declared, node), cast("Callable[..., Any]", declared.resolve)

    def reference(value: Any, run: RunContext) -> Any:
        return resolve(value, run.info, **arguments(run))

    if own.base_resolver is None or own.extensions:
        return reference
    convert, function = _converter(schema), _function(own.base_resolver)
    constant = convert(parts.constant, own.arguments)
    if not parts.names():
        return lambda value, run: function(value, run, constant)
    names = schema.extensions["strawberry-definition"].config.name_converter
    named = {names.from_argument(argument): argument for argument in own.arguments}
    kept = {name: named[name].python_name for name in parts.names() if _is_kept(declared.args[name].type)}
    converted = [named[name] for name in parts.names() if name not in kept]

    def call(value: Any, run: RunContext) -> Any:
        values = parts.values(run)
        if values is None:
            return reference(value, run)
        given = {**constant, **{python: values[name] for name, python in kept.items()}}
        return function(value, run, {**given, **convert(values, converted)} if converted else given)

    return call


def _is_kept(kind: GraphQLInputType) -> bool:
    """Whether values of a type need no conversion: scalars that GraphQL specifies, and lists of them."""
    named = get_named_type(kind)
    return isinstance(named, GraphQLScalarType) and is_specified_scalar_type(named)


def _converter(schema: GraphQLSchema) -> _Convert:
    """From what GraphQL has read to what resolvers expect: enums, inputs."""
    made = schema.extensions["strawberry-definition"]
    scalars, config = made.schema_converter.scalar_registry, made.config
    return lambda given, arguments: convert_arguments(dict(given), list(arguments), scalars, config)


def _function(resolver: Any) -> Callable[[Any, RunContext, Mapping[str, Any]], Any]:
    """The resolver itself, which is given the value and what the request knows by the names it has for them."""
    function, itself = resolver.wrapped_func, resolver.self_parameter is not None
    roots = (resolver.parent_parameter, resolver.root_parameter)
    values = [parameter.name for parameter in roots if parameter is not None]
    info = resolver.info_parameter.name if resolver.info_parameter is not None else None

    def call(value: Any, run: RunContext, arguments: Mapping[str, Any]) -> Any:
        given = dict(arguments)
        for name in values:
            given[name] = value
        if info is not None:
            given[info] = run.info
        return function(value, **given) if itself else function(**given)

    return call
