"""Calling resolvers: with arguments as Strawberry calls them, without any directly."""

from collections.abc import Callable
from typing import Any, cast

from graphql import FieldNode, GraphQLField

from schema.compiled.arguments import arguments_of
from schema.compiled.run import Run

Call = Callable[[Any, Run], Any]
"""Calls a resolver on a value; what it gives may have to be waited for."""


def call_of(declared: GraphQLField, node: FieldNode) -> Call:
    """How the resolver of a field is called."""
    own = declared.extensions["strawberry-definition"]
    resolver: Any = own.base_resolver
    if resolver is not None and not own.arguments and not own.extensions:
        return _direct(resolver)
    arguments, resolve = arguments_of(declared, node), cast("Callable[..., Any]", declared.resolve)
    return lambda value, run: resolve(value, run.info, **arguments(run))


def _direct(resolver: Any) -> Call:
    """A resolver that wants nothing but the value and what the request knows, by the names it has for them."""
    function: Any = resolver.wrapped_func
    roots = (resolver.parent_parameter, resolver.root_parameter)
    values = [parameter.name for parameter in roots if parameter is not None]
    infos = [resolver.info_parameter.name] if resolver.info_parameter is not None else []

    itself = resolver.self_parameter is not None

    def call(value: Any, run: Run) -> Any:
        given = dict.fromkeys(values, value) | dict.fromkeys(infos, run.info)
        return function(value, **given) if itself else function(**given)

    return call
