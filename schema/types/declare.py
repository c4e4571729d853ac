"""Strawberry types made from declarations instead of written out by hand.

What the ontology says is said nowhere else: these helpers turn its words into GraphQL types. Types refer to each other
by name, in the registry `TYPES`, so that they may be declared in any order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from inspect import Parameter, Signature
from types import CodeType, new_class
from typing import Annotated, Any, TypeVar, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField

from schema.types import type_registry as types

TYPES: dict[str, Any] = vars(types)
"""GraphQL types by name: what annotations written as text refer to."""

_Resolver = TypeVar("_Resolver", bound=Callable[..., Any])


class NamedAnnotation(StrawberryAnnotation):
    """An annotation written as text, `Name`, `list[Name]` or either with `| None`, whose names are in `TYPES`.

    Strawberry asks for the type of a field several times before all names are declared, and each time it parses the
    text, writes it anew and parses that, which was a third of the time in which the schema is made.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, namespace=TYPES)
        self._code = _compiled(text)

    def evaluate(self) -> type:
        """The type that the text means.

        Raises:
            NameError: it is not declared yet.
        """
        return eval(self._code, TYPES)  # type: ignore[no-any-return]  # noqa: S307  (text of this project)


@cache
def _compiled(text: str) -> CodeType:
    return compile(text, "<annotation>", "eval")


def camel(name: str) -> str:
    """`duration_min` is `durationMin`; a name without underscores stays as it is."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def screaming(name: str) -> str:
    """`duration_min`, `not covered` and `BodyPart` as enum values: `DURATION_MIN`, `NOT_COVERED`, `BODY_PART`."""
    spaced = "".join(f"_{char}" if char.isupper() and place else char for place, char in enumerate(name))
    return spaced.replace(" ", "_").replace(":", "_").upper() if not name.isupper() else name


def enum_type(name: str, description: str, values: Sequence[tuple[str, str]]) -> type[Enum]:
    """An enum of the given values, each with its description; the values are what the graph stores."""
    members = {screaming(value): strawberry.enum_value(value, description=text) for value, text in values}
    create: Callable[..., Any] = Enum  # mypy takes a call of Enum itself for a look-up.
    made = cast("type[Enum]", strawberry.enum(create(name, members), description=description))
    TYPES[name] = made
    return made


def attribute_field(annotation: str, description: str) -> StrawberryField:
    """A field that reads a property of a node or an edge (see `read_attribute`)."""
    return StrawberryField(type_annotation=NamedAnnotation(annotation), description=description)


def field(description: str, graphql_type: object = None) -> Callable[[_Resolver], _Resolver]:
    """`strawberry.field` for methods, with a type that mypy can follow."""
    made = strawberry.field(description=description, graphql_type=graphql_type)
    return cast("Callable[[_Resolver], _Resolver]", made)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field: its Python annotation and its description. Every argument may be left out."""

    annotation: object
    description: str


def computed_field(
    resolver: Callable[..., Any],
    annotation: str,
    description: str,
    arguments: Mapping[str, Argument],
    declared: object = None,
) -> StrawberryField:
    """A field with a resolver `(root, info, **arguments)`.

    `declared` is what the field was made from, for whoever plans a query without running resolvers.
    """
    own = [
        Parameter("root", Parameter.POSITIONAL_OR_KEYWORD, annotation=_ROOT),
        Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info),
    ]
    given = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=strawberry.UNSET, annotation=_annotated(argument))
        for name, argument in arguments.items()
    ]
    resolver.__signature__ = Signature([*own, *given])  # type: ignore[attr-defined]
    made: StrawberryField = strawberry.field(
        resolver=resolver, description=description, metadata={"declared": declared}
    )
    made.type_annotation = NamedAnnotation(annotation)
    return made


_ROOT: Any = Annotated[Any, strawberry.parent.StrawberryParent()]


def _annotated(argument: Argument) -> object:
    described = strawberry.argument(description=argument.description)
    return Annotated[argument.annotation, described]


def object_type(
    name: str, description: str, fields: Mapping[str, StrawberryField], *, base: type | None = None, kind: str = ""
) -> type:
    """A GraphQL object type; `kind` is the node kind that its values have, for types behind the interface `Node`."""
    body: dict[str, Any] = {"__module__": types.__name__, **fields}
    if base:  # Strawberry would look for an instance of the class.
        body["is_type_of"] = classmethod(lambda cls, value, info: not kind or value.kind == kind)
    made = new_class(name, (base,) if base else (), {}, lambda namespace: namespace.update(body))
    TYPES[name] = strawberry.type(made, name=name, description=description)
    return TYPES[name]  # type: ignore[no-any-return]


def input_type(name: str, description: str, fields: Mapping[str, tuple[str, str]]) -> type:
    """A GraphQL input type of optional fields, each given as its annotation and description."""
    body: dict[str, Any] = {
        field: strawberry.field(name=camel(field), default=strawberry.UNSET, description=text or None)
        for field, (_, text) in fields.items()
    }
    body["__module__"] = types.__name__
    body["__annotations__"] = {field: NamedAnnotation(annotation) for field, (annotation, _) in fields.items()}
    made = new_class(name, (), {}, lambda namespace: namespace.update(body))
    TYPES[name] = strawberry.input(made, name=name, description=description)
    return TYPES[name]  # type: ignore[no-any-return]


def read_attribute(value: Any, name: str) -> Any:
    """How a field without a resolver finds its value: as an attribute, or as a property of a node or an edge."""
    try:
        return getattr(value, name)
    except AttributeError:
        return value.properties.get(name, () if name in _LISTS else None)


_LISTS: set[str] = set()


def list_property(name: str) -> None:
    """Say that a property is a list: where it is missing, the list is empty."""
    _LISTS.add(name)
