"""The words in which an ontology is written: properties, node kinds, edge kinds."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.model.findings import SourceError


class PropertyType(StrEnum):
    """Types a property can have: `STRINGS` is a list, `REASONS` one of `graph.model.shared_feature.SharedFeature`."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    STRINGS = "strings"
    REASONS = "reasons"


class Searched(StrEnum):
    """What the text of a property is to a search."""

    CODE = "code"
    SYNONYM = "synonym"
    DESCRIPTOR = "descriptor"
    INCLUDES = "includes"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or an edge. `values` closes the set of strings it may have, under the name `enum`.

    `searched` says that a search looks at it, and as what. `default` is the value of a node whose sources do not state
    it; without one it is unknown. `shown_only` marks what is read or searched, and neither filtered nor sorted by.
    `is_note` marks the texts of a kind of notes: GraphQL shows them as notes, and has no field for each kind.
    """

    name: str
    description: str
    type: PropertyType = PropertyType.STRING
    enum: str | None = None
    values: tuple[tuple[str, str], ...] = ()
    searched: Searched | None = None
    default: bool | None = None
    shown_only: bool = False
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A code system. `pattern` is a regular expression that matches whole codes, without groups.

    `licensed`: its texts may not be passed on, so that none are shipped.
    """

    prefix: str
    title: str
    publisher: str
    description: str
    pattern: str
    licensed: bool = False


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """How a node is drawn: its hue in degrees of OKLCH (kinds that belong together lie together), and its shape."""

    hue: int
    shape: str


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """How an edge is drawn.

    `line` is solid for what a page or a classification says, dashed for what is alike, dotted for rules of coding and
    payment; the hue is that of the kind of node `hue_of`.
    """

    line: str
    arrow: str
    hue_of: str


@dataclass(frozen=True, slots=True)
class BiolinkTerm:
    """A category or predicate of the Biolink Model, without its prefix, and why it is that one.

    It is the closest that does not say more than the kind does (where it does, its reason tells); `NamedThing` or
    `related_to` where Biolink has none.
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node: the prefixes of its CURIEs and the words by which it is asked for, one and many.

    The local parts of the prefixes in `coded` are official codes; all others are slugs of ours. An `is_part` is a part
    of one other node: it is reached through that node, neither listed nor looked up by itself.

    `search_prior` is how likely a search means a node of the kind, from 0 to 3; what `names_others` is found after what
    has the same words for its own name; without `is_searched` a node is found under what it belongs to, and without
    `is_grounded` a free text means it only where its kind is asked for. With `is_shared` it counts for the communities
    of the procedures that lead to it.
    """

    name: str
    prefixes: tuple[str, ...]
    singular: str
    plural: str
    description: str
    properties: tuple[Property, ...] = ()
    coded: tuple[str, ...] = ()
    is_part: bool = False
    style: NodeStyle = dataclasses.field(kw_only=True)
    biolink: BiolinkTerm = dataclasses.field(kw_only=True)
    search_prior: int = dataclasses.field(default=1, kw_only=True)
    names_others: bool = dataclasses.field(default=False, kw_only=True)
    is_searched: bool = dataclasses.field(default=True, kw_only=True)
    is_grounded: bool = dataclasses.field(default=True, kw_only=True)
    is_shared: bool = dataclasses.field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A kind of edge.

    `field` and `description` are its name, and what is at its other end, seen from the source node; `inverse` and
    `inverse_description` the same seen from the target node.

    `same_kind` narrows many allowed kinds to edges whose two ends are of one kind. With `speaks_of_absent`, an edge
    whose source is not in the graph is no mistake: a set of mappings speaks of more than any one graph holds. A
    `symmetric` edge says the same of both its ends: it is there once, and has one field, whose name `inverse` repeats.
    `strongest` names the property by which its edges are listed, the highest value first. No source states a `computed`
    edge. Edges with the same `payload`, a noun, are shown with the same properties; seen from the target with those of
    `inverse_payload`, which is the same unless given. With `few_targets` a node has a handful of them at most: their
    list is neither filtered nor sorted, and nothing is found by it from the other end.
    What an `is_inherited` edge says of a node holds for all below that node, at both its ends.
    `similarity` is how much it counts when procedures are compared: what is done for what counts more than what comes
    with it. An `is_own` kind is declared in a file of an institution's own (see `graph.model.ontology.own_kinds`), and
    no page states it.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    field: str
    inverse: str
    description: str
    properties: tuple[Property, ...] = ()
    same_kind: bool = False
    speaks_of_absent: bool = False
    symmetric: bool = False
    computed: bool = False
    strongest: str | None = None
    payload: str = ""
    inverse_payload: str = ""
    few_targets: bool = False
    is_inherited: bool = False
    inverse_description: str = ""
    style: EdgeStyle = dataclasses.field(kw_only=True)
    biolink: BiolinkTerm = dataclasses.field(kw_only=True)
    similarity: float = dataclasses.field(default=0.0, kw_only=True)
    is_own: bool = dataclasses.field(default=False, kw_only=True)


@dataclass(frozen=True)
class Ontology:
    """All kinds, with lookups by name."""

    node_kinds: tuple[NodeKind, ...]
    edge_kinds: tuple[EdgeKind, ...]

    @cached_property
    def nodes(self) -> dict[str, NodeKind]:
        return {kind.name: kind for kind in self.node_kinds}

    @cached_property
    def edges(self) -> dict[str, EdgeKind]:
        return {kind.name: kind for kind in self.edge_kinds}

    @cached_property
    def by_prefix(self) -> dict[str, NodeKind]:
        return {prefix: kind for kind in self.node_kinds for prefix in kind.prefixes}

    def outgoing(self, kind: str) -> Iterator[EdgeKind]:
        """Edge kinds that may start at a node of this kind."""
        return (edge for edge in self.edge_kinds if kind in edge.sources)

    def incoming(self, kind: str) -> Iterator[EdgeKind]:
        """Edge kinds that may end at a node of this kind; symmetric ones count as outgoing."""
        return (edge for edge in self.edge_kinds if kind in edge.targets and not edge.symmetric)

    def far_kind(self, edge: EdgeKind, near: str, *, forward: bool) -> str | None:
        """The one kind at the other end of an edge seen from a node of kind `near`; None where there are several."""
        far = edge.targets if forward else edge.sources
        if edge.same_kind:
            return near
        return far[0] if len(far) == 1 else None

    def allows(self, edge: EdgeKind, source: str, target: str) -> bool:
        ends = source in edge.sources and target in edge.targets
        return ends and (source == target or not edge.same_kind)


@dataclass(frozen=True, slots=True)
class OwnKinds:
    """What files of an institution's own declare: the kinds, what is wrong with the files, and the files themselves."""

    edge_kinds: tuple[EdgeKind, ...] = ()
    findings: tuple["SourceError", ...] = ()
    files: tuple[str, ...] = ()
