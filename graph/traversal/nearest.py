"""The nearest codes of a code: in ICD-10-PCS by the axes two codes share, in ICD-10-CM by the tree and by its notes.

Procedures with pages have computed resemblances instead (see `graph.ingest.similarity`); they are read here in the
same form.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model.direction import Direction
from graph.model.elements import Node
from graph.model.errors import InvalidArgument
from graph.model.ontology import EDGE_KINDS
from graph.model.shared_feature import SharedFeature, parse_shared_feature
from graph.traversal.ancestry import UNREACHED, ancestor_distances
from graph.traversal.closure import DOWN, UP, distances
from graph.traversal.topology import Int64Array, Topology, TraversalFilter

AXES: Mapping[str, int] = {
    "IN_SECTION": 7,
    "IN_BODY_SYSTEM": 6,
    "HAS_ROOT_OPERATION": 5,
    "ON_BODY_PART": 4,
    "USES_APPROACH": 3,
    "USES_DEVICE": 2,
    "HAS_QUALIFIER": 1,
}
"""The axes of ICD-10-PCS and how much each counts: codes that differ only in a later one are nearer."""
_TREE, _NOTE = 0.8, 0.2
"""How much of the score comes from the tree, and how much from a note that names one code at the other."""
_WIDE = 2_000
"""Candidates beyond which no more are looked at."""
_KINSHIP = 2
"""Of ancestors that are at most so far above, what lies below is looked at too."""
_SEARCH, _RESULT = 2_000, 8
"""What finding the nearest costs, and each that is told, in rows that could be looked at in that time."""
Announce = Callable[[int], object]
"""Is told what is about to be looked at, and may end it by raising."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """An axis in which two codes differ, and what each has there."""

    edge_kind: str
    here: Node
    there: Node


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A near code, with the reasons, whose weights add up to the score, and with what differs."""

    node: Node
    score: float
    reasons: Sequence[SharedFeature]
    differences: Sequence[Difference] = ()


def nearest(
    topology: Topology, node: Node, first: int, differing_in: Sequence[str] = (), announce: Announce = lambda rows: None
) -> list[Neighbour]:
    """The nearest of a procedure or diagnosis, nearest first, by name among equals.

    `differing_in` are axes of ICD-10-PCS: only codes that differ in at least one of these, and in nothing else.

    Raises:
        InvalidArgument: axes were given, and the node is no such code.
    """
    announce(_SEARCH + first * _RESULT)
    (number,) = topology.find([node.curie]).tolist()
    if len(topology.along([number], Direction.OUT, "IN_TABLE")):
        return list(_codes(topology, number, first, differing_in, announce))
    if differing_in:
        raise InvalidArgument(argument="differingIn", problem="only codes of ICD-10-PCS have axes", node=node.curie)
    return list((_diagnoses if node.kind == "Diagnosis" else _pages)(topology, number, first, announce))


def _pages(topology: Topology, number: int, first: int, announce: Announce) -> Iterator[Neighbour]:
    """The computed resemblances of a procedure with a page."""
    steps = topology.expand(np.array([number]), TraversalFilter(edge_kinds=("RESEMBLES",)))
    announce(len(steps))
    found = [(float(edge.properties["score"]), edge, far)  # type: ignore[arg-type]
             for edge, far in zip(topology.edges(steps.edge), topology.nodes(steps.far), strict=True)]  # fmt: skip
    for score, edge, far in sorted(found, key=lambda item: (-item[0], item[2].name, item[2].curie))[:first]:
        reasons = edge.properties["reasons"]
        yield Neighbour(far, score, [parse_shared_feature(reason) for reason in reasons])  # type: ignore[union-attr]


def _codes(
    topology: Topology, number: int, first: int, differing_in: Sequence[str], announce: Announce
) -> Iterator[Neighbour]:
    """The nearest of a code with seven axes: of its table, and of its body part elsewhere."""
    candidates = _sharing(topology, number, ("IN_TABLE", "ON_BODY_PART"))
    announce(len(candidates))
    values = _axes(topology, np.append(number, candidates))
    differs = values[1:] != values[0]
    if differing_in:
        outside = [place for place, axis in enumerate(AXES) if axis not in differing_in]
        chosen = ~differs[:, outside].any(axis=1)
        candidates, values, differs = candidates[chosen], values[np.append(True, chosen)], differs[chosen]
    weights = np.array(list(AXES.values())) / sum(AXES.values())
    scores = np.round((~differs * np.round(weights, 6)).sum(axis=1), 6)
    order = np.lexsort((topology.rank(candidates), -scores))[:first]
    for place in order:
        yield _compared(topology, int(candidates[place]), values[0], values[1 + place], float(scores[place]), weights)


def _compared(topology: Topology, number: int, here: Int64Array, there: Int64Array, score: float,
              weights: npt.NDArray[np.float64]) -> Neighbour:  # fmt: skip
    reasons, differences = [], []
    for axis, one, other, weight in zip(AXES, here.tolist(), there.tolist(), weights.tolist(), strict=True):
        if one == other:
            reasons.append(SharedFeature(axis, topology.graph.curie(one), (), round(weight, 6)))
        else:
            differences.append(Difference(axis, topology.graph.node(one), topology.graph.node(other)))
    return Neighbour(topology.graph.node(number), score, reasons, differences)


def _sharing(topology: Topology, number: int, edge_kinds: Iterable[str]) -> Int64Array:
    """The codes that have something of these kinds in common with a code, without itself."""
    found = [np.array([number])]
    for kind in edge_kinds:
        shared = topology.along([number], Direction.OUT, kind)
        back = TraversalFilter(Direction.IN, ("Procedure",), (kind,))
        found.extend(topology.expand_hub(hub, back, _WIDE).far for hub in shared.tolist())
    return np.setdiff1d(np.concatenate(found), [number])


def _axes(topology: Topology, codes: Int64Array) -> Int64Array:
    """For each code what it has in each axis; -1 where it has nothing."""
    steps = topology.expand(np.unique(codes), TraversalFilter(Direction.OUT, edge_kinds=tuple(AXES)))
    places = np.zeros(len(EDGE_KINDS), dtype=np.int64)
    places[[EDGE_KINDS.index(axis) for axis in AXES]] = np.arange(len(AXES))
    table = np.full((len(codes), len(AXES)), -1, dtype=np.int64)
    order = np.argsort(codes)
    rows = order[np.searchsorted(codes, steps.near, sorter=order)]
    table[rows, places[topology.edge_kinds(steps.edge)]] = steps.far
    return table


def _diagnoses(topology: Topology, number: int, first: int, announce: Announce) -> Iterator[Neighbour]:
    """The nearest of a diagnosis: by the depth of the lowest ancestor that both have, and by Excludes notes.

    The tree counts as Wu and Palmer measure it (ACL 1994): twice the depth of what both are by the sum of both depths.
    """
    above = distances(topology, number, UP)
    family = np.array(sorted(above), dtype=np.int64)
    noted = _noted(topology, family)
    found = [_below(topology, node) for node in family.tolist() if above[node] <= _KINSHIP]
    candidates = topology.distinct(np.concatenate([*found, np.array([*noted], dtype=np.int64)]))
    candidates = candidates[candidates != number]
    announce(len(candidates))
    lowest, tree = _likeness(topology, above, family, candidates)
    notes = _NOTE * np.isin(candidates, [*noted])
    scores = _rounded(tree + notes)
    for place in np.lexsort((topology.rank(candidates), -scores))[:first].tolist():
        node, reasons = int(candidates[place]), []
        if tree[place]:
            reasons.append(SharedFeature("IS_A", topology.graph.curie(int(lowest[place])), (), float(tree[place])))
        if node in noted:
            reasons.append(SharedFeature("EXCLUDES", topology.graph.curie(noted[node]), (), _NOTE))
        yield Neighbour(topology.graph.node(node), float(scores[place]), reasons)


def _likeness(
    topology: Topology, above: Mapping[int, int], family: Int64Array, candidates: Int64Array
) -> tuple[Int64Array, Floats]:
    """Of each candidate the lowest ancestor that it has among a family, and what that counts; 0 where there is none.

    `above` says how far each of the family is above the diagnosis.
    """
    up = ancestor_distances(topology, np.concatenate([family, candidates]), family)
    among, below = up[: len(family)], up[len(family) :]
    depths = 1 + np.where(among < UNREACHED, among, 0).max(axis=1)
    own = np.array([above[node] for node in family.tolist()])
    lowest = (own + below).argmin(axis=1)
    least = below[np.arange(len(below)), lowest]
    depth = 2 * depths[lowest]
    tree = np.where(least < UNREACHED, _TREE * (depth / (depth + own[lowest] + least)), 0.0)
    return family[lowest], _rounded(tree)


def _rounded(values: Floats) -> Floats:
    """Values to six digits, as Python rounds, of which numpy differs in the last place."""
    distinct, which = np.unique(values, return_inverse=True)
    rounded: Floats = np.array([round(value, 6) for value in distinct.tolist()])[which]
    return rounded


def _below(topology: Topology, family: int) -> Int64Array:
    """A node, its children and their children, so far as they are not too many."""
    children = topology.expand_hub(family, DOWN, _WIDE).far
    return np.concatenate([[family], children, topology.expand(children, DOWN).far[:_WIDE]])


def _noted(topology: Topology, family: Int64Array) -> dict[int, int]:
    """What Excludes notes at these diagnoses name, or what names these in its own; each with which of these it is."""
    steps = topology.expand(family, TraversalFilter(edge_kinds=("EXCLUDES",)))
    steps = steps.where(~topology.are_among(steps.far, family))
    return dict(zip(steps.far.tolist(), steps.near.tolist(), strict=True))
