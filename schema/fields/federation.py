"""Apollo Federation 2: `_service` and `_entities`, as its subgraph specification has them; a CURIE is a node's key."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, NewType, Union

import strawberry
from graphql import GraphQLError
from strawberry.types.field import StrawberryField

from graph.model.elements import Node
from graph.model.errors import InvalidArgument, UnknownNode
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from schema.context import Info

_LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])\n\n'
_NODE_TYPE = re.compile(rf"^(type (?:{'|'.join(ONTOLOGY.nodes)}) .*)\{{$", re.MULTILINE)
Representation = NewType("Representation", dict[str, str])


def _representation(value: Any) -> Any:
    if not isinstance(value, dict) or not all(isinstance(value.get(name), str) for name in ("__typename", "curie")):
        raise GraphQLError("A representation of a node has its `__typename` and its `curie`.")
    return value


ANY = strawberry.scalar(name="_Any", description="A node by its key.", parse_value=_representation, serialize=dict)


@strawberry.type(name="_Service", description="What a router composes.")
class Service:
    """Federation's `_Service`."""

    sdl: str = strawberry.field(description="The schema, with directives of Federation.")


def federation_fields(kinds: Sequence[type], sdl: Callable[[], str]) -> Mapping[str, StrawberryField]:
    """The two fields of `Query`; `kinds` are the types of nodes, `sdl` makes the schema without these fields."""
    entity: Any = Annotated[Union[tuple(kinds)], strawberry.union("_Entity", description="A node.")]  # noqa: UP007
    service = cache(lambda: Service(sdl=_federated(sdl())))  # Made when the first router asks.
    found, of = "The nodes that are represented, null where there is none.", "The schema of this subgraph."
    return {
        "service": strawberry.field(service, name="_service", graphql_type=Service, description=of),
        "entities": strawberry.field(_entities, name="_entities", graphql_type=list[entity | None], description=found),
    }


def _federated(sdl: str) -> str:
    keyed = _NODE_TYPE.sub(r'\1@key(fields: "curie") {', sdl)
    return _LINK + keyed.replace("type PageInfo {", "type PageInfo @shareable {")


def _entities(
    info: Info, representations: Annotated[list[Representation], strawberry.argument(description="Of nodes.")]
) -> list[Node | UnknownNode]:
    if len(representations) > Limits.ids:
        raise InvalidArgument(argument="representations", count=len(representations), maximum=Limits.ids)
    info.context.count(len(representations), len(representations))
    topology, keys = info.context.store.topology, [(one["__typename"], one["curie"]) for one in representations]
    found = {(node.kind, node.curie): node for node in topology.nodes(topology.find([curie for _, curie in keys]))}
    return [found.get((kind, curie)) or UnknownNode(kind=kind[:80], name=curie[:80]) for kind, curie in keys]
