"""The root of the schema: what can be asked."""

from asyncio import gather
from collections.abc import Callable
from inspect import getdoc
from typing import Annotated, cast

import strawberry
from strawberry.types.field import StrawberryField

from graph.compare import Comparison, compare
from graph.errors import InvalidArgument
from graph.model import Node, split_curie
from graph.ontology import ONTOLOGY, Ontology
from graph.store import Summary
from graph.traverse import Path, Subgraph, neighborhood, paths
from schema import describe, grounding, lookup, search, traversal
from schema.context import Info
from schema.declare import TYPES, object_type
from schema.enums import DirectionEnum, EdgeKindEnum, NodeKindEnum
from schema.find import named_node
from schema.node import NodeInterface
from schema.related import listed

Direction = Annotated[
    DirectionEnum | None,  # type: ignore[valid-type]
    strawberry.argument(description="Which way to follow edges; BOTH unless given."),
]
Kinds = Annotated[
    list[NodeKindEnum] | None,  # type: ignore[valid-type]
    strawberry.argument(description="Only through nodes of these kinds."),
]
EdgeKinds = Annotated[
    list[EdgeKindEnum] | None,  # type: ignore[valid-type]
    strawberry.argument(description="Only along edges of these kinds."),
]
From = Annotated[str, strawberry.argument(name="from", description="CURIE of the node to start at.")]
To = Annotated[str, strawberry.argument(description="CURIE of the node to end at.")]
MaxLength = Annotated[
    int, strawberry.argument(description=f"At most so many edges in a path; {traversal.MAX_LENGTH} at most.")
]


def _within(argument: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise InvalidArgument(argument=argument, value=value, minimum=least, maximum=most)
    return value


async def node(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="An `id` from an earlier answer.")]
) -> Node | None:
    """The node of an id; null where there is none."""
    return await lookup.by_id(info, id)


async def nodes(
    info: Info, ids: Annotated[list[strawberry.ID], strawberry.argument(description="`id`s from earlier answers.")]
) -> list[Node | None]:
    """The nodes of some ids, in their order; null where there is none."""
    if len(ids) > traversal.MAX_NODES:
        raise InvalidArgument(argument="ids", count=len(ids), maximum=traversal.MAX_NODES)
    return await gather(*(lookup.by_id(info, item) for item in ids))


async def by_curie(
    info: Info, curie: Annotated[str, strawberry.argument(description="`PREFIX:local`, as in `RISK:infection`.")]
) -> Node | None:
    """The node of a CURIE; null where there is none."""
    return await lookup.by_curie(info, curie)


async def neighborhood_of(
    info: Info,
    of: Annotated[list[str], strawberry.argument(description="CURIEs of the nodes in the middle.")],
    depth: Annotated[int, strawberry.argument(description=f"How many hops away; {traversal.MAX_DEPTH} at most.")] = 1,
    direction: Direction = None,
    kinds: Kinds = None,
    edge_kinds: EdgeKinds = None,
    max_nodes: Annotated[
        int, strawberry.argument(description=f"At most so many nodes; {traversal.MAX_NODES} at most.")
    ] = 200,
) -> Subgraph:
    """What lies around some nodes, nearest first; unknown nodes are left out."""
    _within("depth", depth, 0, traversal.MAX_DEPTH)
    _within("maxNodes", max_nodes, 1, traversal.MAX_NODES)
    for curie in of:
        split_curie(curie)
    way = traversal.ways(direction, kinds, edge_kinds)
    found = await neighborhood(info.context.store, of, depth, way, max_nodes)
    info.context.spend(len(found.nodes) + len(found.edges))
    return found


async def some_paths(
    info: Info,
    start: From,
    to: To,
    first: Annotated[int, strawberry.argument(description=f"How many paths; {traversal.MAX_PATHS} at most.")] = 3,
    max_length: MaxLength = 6,
    direction: Direction = None,
    kinds: Kinds = None,
    edge_kinds: EdgeKinds = None,
) -> list[Path]:
    """The shortest paths between two nodes, none of which visits a node twice."""
    _within("first", first, 1, traversal.MAX_PATHS)
    _within("maxLength", max_length, 1, traversal.MAX_LENGTH)
    for curie in (start, to):
        split_curie(curie)
    way = traversal.ways(direction, kinds, edge_kinds)
    found = await paths(info.context.store, start, to, first, max_length, way)
    info.context.spend(sum(len(path.nodes) for path in found))
    return found


async def one_path(
    info: Info,
    start: From,
    to: To,
    max_length: MaxLength = 6,
    direction: Direction = None,
    kinds: Kinds = None,
    edge_kinds: EdgeKinds = None,
) -> Path | None:
    """A shortest path between two nodes; null where there is none."""
    found = await some_paths(info, start, to, 1, max_length, direction, kinds, edge_kinds)
    return found[0] if found else None


async def compare_two(
    info: Info,
    a: Annotated[str, strawberry.argument(description="CURIE or slug of a procedure.")],
    b: Annotated[str, strawberry.argument(description="CURIE or slug of another procedure.")],
    edge_kinds: Annotated[
        list[EdgeKindEnum] | None,  # type: ignore[valid-type]
        strawberry.argument(description="Only sections of these kinds."),
    ] = None,
) -> Comparison:
    """What two procedures share and what only one of them has, section by section."""
    first, second = [await named_node(info.context, "Procedure", name) for name in (a, b)]
    compared = await compare(info.context.store, first, second, traversal.values(edge_kinds, EdgeKindEnum))
    info.context.spend(sum(len(s.shared) + len(s.only_a) + len(s.only_b) for s in compared.sections))
    return compared


async def meta(info: Info) -> Summary:
    """What the graph is made of: version, counts, sources, licences."""
    return await info.context.summary()


def ontology() -> Ontology:
    """All kinds of nodes and edges."""
    return ONTOLOGY


def _field(resolver: Callable[..., object], annotation: object) -> StrawberryField:
    """A field whose description is its resolver's docstring."""
    made = strawberry.field(resolver=resolver, graphql_type=annotation, description=getdoc(resolver))
    return cast("StrawberryField", made)


def declare_query() -> type:
    """Declare the type `Query`: what is written here, and two fields for every kind of node.

    Every field whose arguments can be wrong is nullable, so that one mistake does not take the other answers with it.
    """
    fields = {
        "node": _field(node, NodeInterface | None),
        "nodes": _field(nodes, list[NodeInterface | None] | None),
        "by_curie": _field(by_curie, NodeInterface | None),
        "neighborhood": _field(neighborhood_of, traversal.SubgraphType | None),
        "path": _field(one_path, traversal.PathType | None),
        "paths": _field(some_paths, list[traversal.PathType] | None),
        "compare": _field(compare_two, TYPES["Comparison"] | None),
        "search": _field(search.search, search.SearchResult | None),
        "suggest": _field(search.suggest, list[search.SearchHit] | None),
        "ground": _field(grounding.ground, list[grounding.GroundingType] | None),
        "ontology": _field(ontology, describe.OntologyType),
        "meta": _field(meta, describe.MetaType),
    }
    for kind in ONTOLOGY.node_kinds:
        fields[kind.singular] = lookup.find_one(kind)
        fields[kind.plural] = listed(kind)
    return object_type("Query", "Everything that can be asked.", fields)
