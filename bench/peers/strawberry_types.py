"""The types of the Strawberry peer: each field is a value, or asks the graph."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

import strawberry

from bench.peers import strawberry_node as nodes
from bench.peers.strawberry_enums import DurationUnit, NodeKind
from bench.peers.strawberry_evidence import Evidence, PageInfo, encode_cursor
from bench.peers.strawberry_graph import Link, Memory
from bench.peers.strawberry_node import Node

MEMORY = Memory()
DEFAULT_FIRST = 100
T = TypeVar("T")


@strawberry.type
class Edge(Generic[T]):
    """An item of a list with what the page says of it."""

    node: T
    key: strawberry.Private[str]
    position: int | None = None
    detail: str | None = None
    condition: str | None = None
    duration_min: float | None = None
    duration_max: float | None = None
    duration_unit: DurationUnit | None = None
    specialty: str | None = None
    entry: int | None = None
    interchangeable: bool | None = None
    pros: list[str] = strawberry.field(default_factory=list)
    cons: list[str] = strawberry.field(default_factory=list)
    evidence: list[Evidence] = strawberry.field(default_factory=list)

    @strawberry.field
    def cursor(self) -> str:
        return _cursor(self)


@strawberry.type
class Connection(Generic[T]):
    """A list."""

    total_count: int
    edges: list[Edge[T]]

    @strawberry.field
    def nodes(self) -> list[T]:
        return [edge.node for edge in self.edges]

    @strawberry.field
    def page_info(self) -> PageInfo:
        last = _cursor(self.edges[-1]) if self.edges else None
        return PageInfo(has_next_page=len(self.edges) < self.total_count, end_cursor=last)


@strawberry.type
class Indication(Node):
    """A condition."""

    @strawberry.field
    def procedures(self, first: int = DEFAULT_FIRST) -> Connection["Procedure"]:
        links = list(MEMORY.into(self.curie, "HAS_INDICATION"))
        return connection(links, first)


@strawberry.type
class Procedure(Node):
    """A procedure."""

    slug: str | None
    summary: str | None
    purpose: str | None
    duration_min_minutes: int | None
    duration_max_minutes: int | None

    @strawberry.field
    def indications(self, first: int = DEFAULT_FIRST) -> Connection[Indication]:
        return self._listed("HAS_INDICATION", first)

    @strawberry.field
    def risks(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Risk]:
        return self._listed("HAS_RISK", first)

    @strawberry.field
    def personnel(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Role]:
        return self._listed("PERFORMED_BY", first)

    @strawberry.field
    def settings(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Setting]:
        return self._listed("PERFORMED_IN", first)

    @strawberry.field
    def preparations(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Preparation]:
        return self._listed("HAS_PREPARATION", first)

    @strawberry.field
    def steps(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Step]:
        return self._listed("HAS_STEP", first)

    @strawberry.field
    def benefits(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Benefit]:
        return self._listed("HAS_BENEFIT", first)

    @strawberry.field
    def recovery(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Recovery]:
        return self._listed("HAS_RECOVERY", first)

    @strawberry.field
    def alternatives(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Alternative]:
        return self._listed("HAS_ALTERNATIVE", first)

    @strawberry.field
    def sections(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Section]:
        return self._listed("HAS_SECTION", first)

    @strawberry.field
    def categories(self, first: int = DEFAULT_FIRST) -> Connection[nodes.Category]:
        return self._listed("IN_CATEGORY", first)

    def _listed(self, kind: str, first: int) -> Connection[Any]:
        links = sorted(MEMORY.out(self.curie, kind), key=lambda link: link[2].get("position", 0))
        return connection(links, first)


def connection(links: Sequence[Link], first: int) -> Connection[Any]:
    """A page of the items at the other end of some edges."""
    return Connection(total_count=len(links), edges=[_edge(*link) for link in links[:first]])


def _cursor(edge: Edge[Any]) -> str:
    return encode_cursor(edge.position, edge.node.name, edge.node.curie, edge.key)


def _edge(curie: str, key: str, said: Mapping[str, Any]) -> Edge[Any]:
    unit = said.get("durationUnit")
    return Edge(
        node=node(curie),
        key=key,
        position=said.get("position"),
        detail=said.get("detail"),
        condition=said.get("condition"),
        duration_min=said.get("durationMin"),
        duration_max=said.get("durationMax"),
        duration_unit=DurationUnit(unit) if unit else None,
        specialty=said.get("specialty"),
        entry=said.get("entry"),
        interchangeable=said.get("interchangeable"),
        pros=said.get("pros", []),
        cons=said.get("cons", []),
        evidence=said.get("evidence", []),
    )


_CONCEPTS: dict[str, type[Node]] = {
    "INDICATION": Indication,
    "RISK": nodes.Risk,
    "ROLE": nodes.Role,
    "SETTING": nodes.Setting,
    "PREPARATION": nodes.Preparation,
    "BENEFIT": nodes.Benefit,
    "RECOVERY": nodes.Recovery,
    "ALTERNATIVE": nodes.Alternative,
    "CATEGORY": nodes.Category,
}


def node(curie: str) -> Node:
    """The node of a CURIE as its type."""
    said = MEMORY.graph.nodes[curie]
    kind, name = said["kind"], said["name"]
    if kind == "PROCEDURE":
        return Procedure(
            curie=curie,
            kind=NodeKind.PROCEDURE,
            name=name,
            slug=said.get("slug"),
            summary=said.get("summary"),
            purpose=said.get("purpose"),
            duration_min_minutes=said.get("durationMinMinutes"),
            duration_max_minutes=said.get("durationMaxMinutes"),
        )
    if kind in ("STEP", "SECTION"):
        part = nodes.Step if kind == "STEP" else nodes.Section
        return part(curie=curie, kind=NodeKind(kind), name=name, number=said.get("number"), text=said.get("text"))
    return _CONCEPTS[kind](curie=curie, kind=NodeKind(kind), name=name)
