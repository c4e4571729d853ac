"""Apollo Federation 2: what a router asks of a subgraph, `_service` and `_entities`, where a setting turns it on.

The Federation subgraph specification says what they are. A node is an entity by its CURIE.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, NewType, Union, cast

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.elements import Node
from graph.model.errors import InputError, InvalidArgument, UnknownNode
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from schema.context import Info

_LINK = """extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])

"""
_DIRECTIVES = {**{f"type {kind}": '@key(fields: "curie")' for kind in ONTOLOGY.nodes}, "type PageInfo": "@shareable"}
_SHOWN = 80
"""Characters of what a router sent that an error repeats."""

Representation = NewType("Representation", dict[str, Any])
ANY = strawberry.scalar(
    name="_Any",
    description="A representation of an entity: its `__typename`, and its `curie`.",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)


@strawberry.type(name="_Service", description="What a router composes.")
class Service:
    """Federation's `_Service`."""

    sdl: str = strawberry.field(description="The schema, with the directives of Federation.")


def federation_fields(kinds: Sequence[type], sdl: Callable[[], str]) -> Mapping[str, StrawberryField]:
    """The fields of `Query`; `kinds` are the types of nodes, and `sdl` is the schema without these fields."""
    entity: Any = Annotated[Union[tuple(kinds)], strawberry.union("_Entity", description="Any node.")]  # noqa: UP007
    service = cache(lambda: Service(sdl=federated(sdl())))

    def _service() -> Service:
        """The schema of this subgraph."""
        return service()

    fields = {
        "service": strawberry.field(
            resolver=_service, name="_service", graphql_type=Service, description="The schema of this subgraph."
        ),
        "entities": strawberry.field(
            resolver=entities,
            name="_entities",
            graphql_type=list[entity | None],
            description="The nodes of some representations, in their order; null where there is none.",
        ),
    }
    return cast("Mapping[str, StrawberryField]", fields)


def federated(sdl: str) -> str:
    """A schema with the directives of Federation."""
    return _LINK + "\n".join(map(_with_directive, sdl.splitlines()))


def _with_directive(line: str) -> str:
    directive = _DIRECTIVES.get(" ".join(line.split(" ")[:2]))
    return f"{line.removesuffix(' {')} {directive} {{" if directive else line


def entities(
    info: Info,
    representations: Annotated[
        list[Representation],
        strawberry.argument(description=f"A `__typename` and a `curie` each; up to {Limits.ids:,}."),
    ],
) -> list[Node | int | InputError]:
    """The nodes of some representations, found together; what cannot be found is an error in its place."""
    if len(representations) > Limits.ids:
        raise InvalidArgument(argument="representations", count=len(representations), maximum=Limits.ids)
    info.context.count(len(representations), len(representations))
    topology = info.context.store.topology
    numbers = topology.find([one["curie"] for one in representations if _problem(one) is None])
    names, kinds = [topology.graph.curies[number] for number in numbers], topology.kinds_of(numbers)
    found = dict(zip(zip(kinds, names, strict=True), numbers.tolist(), strict=True))
    of_number = (lambda number: number) if info.context.accepts_numbers else topology.graph.node
    return [_entity(one, found, of_number) for one in representations]


def _entity(
    given: Any, found: Mapping[tuple[str, str], int], of_number: Callable[[int], Node | int]
) -> Node | int | InputError:
    problem = _problem(given)
    if problem is not None:
        return InvalidArgument(argument="representations", problem=problem, given=str(given)[:_SHOWN])
    number = found.get((given["__typename"], given["curie"]))
    if number is None:
        return UnknownNode(kind=given["__typename"], name=given["curie"][:_SHOWN])
    return of_number(number)


def _problem(given: Any) -> str | None:
    """Why something represents no node, whichever nodes there are."""
    if not isinstance(given, dict) or given.get("__typename") not in ONTOLOGY.nodes:
        return "its `__typename` is that of no node"
    return None if isinstance(given.get("curie"), str) else "it has no `curie`, which is the key of a node"
