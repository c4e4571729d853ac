"""Relations: an edge kind seen from one of its ends, under the name that end gives it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.model.ontology import CONCEPT_KINDS, EDGE_KINDS, ONTOLOGY, EdgeKind, Property
from graph.store import Direction, Order


@dataclass(frozen=True, slots=True)
class DirectedEdgeKind:
    """From a node of kind `near` along `edge`; `far` is the kind at the other end, None where there are several."""

    near: str
    edge: EdgeKind
    direction: Direction
    far: str | None

    @property
    def field(self) -> str:
        return self.edge.inverse if self.direction is Direction.IN else self.edge.field

    @property
    def description(self) -> str:
        """What is at the other end."""
        incoming = self.direction is Direction.IN
        return (incoming and self.edge.inverse_description) or self.edge.description

    @property
    def ordered(self) -> bool:
        """Whether the items have a place of their own: the order of the page, seen from the procedure."""
        return self.direction is Direction.OUT and any(item.name == "position" for item in self.edge.properties)

    @property
    def target(self) -> str:
        """The GraphQL type of the node at the other end: its kind, or the interface of those that it can be."""
        far = self.edge.sources if self.direction is Direction.IN else self.edge.targets
        if (set(far) <= set(CONCEPT_KINDS) and len(far) > 1) or (self.edge.same_kind and self.near in CONCEPT_KINDS):
            return "Concept"
        if len(far) > 1 and all(ONTOLOGY.nodes[kind].coded for kind in far):
            return "Coded"
        return node_type_name(self.far) if self.far else "Node"

    @property
    def payload(self) -> str:
        """Which set of properties its edges show, seen from the near end."""
        incoming = self.direction is Direction.IN
        return (incoming and self.edge.inverse_payload) or self.edge.payload

    def order(self) -> Order:
        """The order in which items come unless the caller asks for another."""
        if self.edge.strongest:
            return Order(self.edge.strongest, on_edge=True, descending=True)
        return Order("position", on_edge=True) if self.ordered else Order()

    def with_examples(self) -> tuple[str, ...]:
        """The edge kinds that count as this relation in a filter: what a page names as an example, it names too."""
        examples = ONTOLOGY.edges["NAMES_EXAMPLE"]
        procedure, concept = (self.near, self.far) if self.direction is Direction.OUT else (self.far, self.near)
        is_of_pages = self.edge is not examples and not self.edge.is_own
        joined = is_of_pages and procedure in examples.sources and concept in examples.targets
        return (self.edge.name, examples.name) if joined else (self.edge.name,)

    def kinds(self) -> tuple[str, ...]:
        """The edge kinds that the field follows, in the order of `EDGE_KINDS`.

        Back from a concept it leads also to procedures that name it as an example.
        """
        followed = self.with_examples() if self.direction is Direction.IN else (self.edge.name,)
        return tuple(sorted(followed, key=EDGE_KINDS.index))


@cache
def directed_edge_kinds(kind: str) -> tuple[DirectedEdgeKind, ...]:
    """All relations of a kind: outgoing ones first, in the order of the ontology."""
    outgoing = (
        DirectedEdgeKind(kind, edge, _forward(edge), ONTOLOGY.far_kind(edge, kind, forward=True))
        for edge in ONTOLOGY.outgoing(kind)
    )
    incoming = (
        DirectedEdgeKind(kind, edge, Direction.IN, ONTOLOGY.far_kind(edge, kind, forward=False))
        for edge in ONTOLOGY.incoming(kind)
    )
    return (*outgoing, *incoming)


@cache
def node_type_name(kind: str) -> str:
    """The GraphQL type of the nodes of a list of a kind: `Concept` where the kind has nothing of its own to show."""
    return "Concept" if kind in CONCEPT_KINDS and _names(kind) == common_field_names() else kind


@cache
def common_field_names() -> frozenset[str]:
    """The names of the relations that all kinds of concepts have."""
    return frozenset.intersection(*map(_names, CONCEPT_KINDS))


def _names(kind: str) -> frozenset[str]:
    return frozenset(relation.field for relation in directed_edge_kinds(kind))


@cache
def payload_properties(target: str, payload: str) -> Mapping[str, Property]:
    """The properties, by name, of all edges with this payload that lead to nodes of this type."""
    everywhere = (relation for kind in ONTOLOGY.nodes for relation in directed_edge_kinds(kind))
    kinds = (
        ONTOLOGY.edges[kind]
        for relation in everywhere
        if (relation.target, relation.payload) == (target, payload)
        for kind in relation.kinds()
    )
    return {item.name: item for kind in kinds for item in kind.properties}


def _forward(edge: EdgeKind) -> Direction:
    return Direction.BOTH if edge.symmetric else Direction.OUT
