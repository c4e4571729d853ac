"""The service describing itself: its ontology, and what its graph is made of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

import strawberry

from graph import DISCLAIMER
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, Ontology, Property
from graph.store import Summary
from schema.types.declare import TYPES, camel, field
from schema.types.enums import EdgeKindEnum, NodeKindEnum
from schema.types.evidence import SourceType


@strawberry.type(name="PropertyInfo", description="A property that nodes or edges of a kind can have.")
class PropertyInfo:
    """GraphQL's `PropertyInfo`; its values are `graph.model.ontology.Property`."""

    @field("The name of its field.")
    def name(self, root: strawberry.Parent[Property]) -> str:
        return camel(root.name)

    description: str = strawberry.field(description="What it means.")

    @field("The type of its values: string, integer, number, boolean, date or strings.")
    def type(self, root: strawberry.Parent[Property]) -> str:
        return root.type.value

    @field("All values it can have, where they are a closed set.")
    def values(self, root: strawberry.Parent[Property]) -> list[str]:
        return [value for value, _ in root.values]


@strawberry.type(name="NodeKindInfo", description="A kind of node.")
class NodeKindInfo:
    """GraphQL's `NodeKindInfo`; its values are `graph.model.ontology.NodeKind`."""

    @field("The kind.", NodeKindEnum)
    def kind(self, root: strawberry.Parent[NodeKind]) -> str:
        return root.name

    name: str = strawberry.field(description="Name of its GraphQL type.")
    prefixes: list[str] = strawberry.field(description="Prefixes of its CURIEs.")
    singular: str = strawberry.field(description="The field of `Query` that finds one.")
    plural: str = strawberry.field(description="The field of `Query` that lists all.")
    description: str = strawberry.field(description="What it means.")
    properties: list[PropertyInfo] = strawberry.field(description="What can be known of one.")


@strawberry.type(name="EdgeKindInfo", description="A kind of edge.")
class EdgeKindInfo:
    """GraphQL's `EdgeKindInfo`; its values are `graph.model.ontology.EdgeKind`."""

    @field("The kind.", EdgeKindEnum)
    def kind(self, root: strawberry.Parent[EdgeKind]) -> str:
        return root.name

    sources: list[NodeKindEnum] = strawberry.field(description="Kinds at which it can start.")  # type: ignore[valid-type]
    targets: list[NodeKindEnum] = strawberry.field(description="Kinds at which it can end.")  # type: ignore[valid-type]
    field: str = strawberry.field(description="Its field seen from the source.")
    inverse: str = strawberry.field(description="Its field seen from the target.")
    description: str = strawberry.field(description="What it means.")
    properties: list[PropertyInfo] = strawberry.field(description="What can be known of one.")


@strawberry.type(name="Ontology", description="All kinds of nodes and edges.")
class OntologyType:
    """GraphQL's `Ontology`; its values are `graph.model.ontology.Ontology`."""

    node_kinds: list[NodeKindInfo] = strawberry.field(description="All kinds of nodes.")
    edge_kinds: list[EdgeKindInfo] = strawberry.field(description="All kinds of edges.")


@strawberry.type(description="How many nodes of a kind the graph has.")
class NodeCount:
    """GraphQL's `NodeCount`."""

    kind: NodeKindEnum = strawberry.field(description="The kind.")  # type: ignore[valid-type]
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How many edges of a kind the graph has.")
class EdgeCount:
    """GraphQL's `EdgeCount`."""

    kind: EdgeKindEnum = strawberry.field(description="The kind.")  # type: ignore[valid-type]
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="A licence and how many sources are under it.")
class LicenceCount:
    """GraphQL's `LicenceCount`."""

    licence: str = strawberry.field(description="The licence, in the source's words.")
    count: int = strawberry.field(description="How many sources.")


@strawberry.type(name="Meta", description="What the graph is made of.")
class MetaType:
    """GraphQL's `Meta`; its values are `graph.store.Summary`."""

    version: str = strawberry.field(
        description="SHA-256 of all that the graph says: it changes when, and only when, that does."
    )
    disclaimer: str = strawberry.field(description="What the graph must not be used for.", resolver=lambda: DISCLAIMER)

    @field("How many nodes of each kind.")
    def node_counts(self, root: strawberry.Parent[Summary]) -> list[NodeCount]:
        return _counts(NodeCount, NodeKindEnum, root.nodes)

    @field("How many edges of each kind.")
    def edge_counts(self, root: strawberry.Parent[Summary]) -> list[EdgeCount]:
        return _counts(EdgeCount, EdgeKindEnum, root.edges)

    @field("The documents that the graph was read from.", list[SourceType])
    def sources(self, root: strawberry.Parent[Summary]) -> Sequence[Any]:
        return root.documents

    @field("The licences of the sources.")
    def licences(self, root: strawberry.Parent[Summary]) -> list[LicenceCount]:
        counts = Counter(document.licence for document in root.documents)
        return [LicenceCount(licence=licence, count=count) for licence, count in sorted(counts.items())]


def _counts(made: Any, enum: type[Enum], counts: Mapping[str, int]) -> list[Any]:
    return [made(kind=enum(kind), count=count) for kind, count in counts.items()]


def ontology() -> Ontology:
    """The ontology that this service's graph follows."""
    return ONTOLOGY


TYPES.update(OntologyType=OntologyType, MetaType=MetaType)
