"""The nearest codes of a code: in ICD-10-PCS by the axes two codes share, in ICD-10-CM by the tree and by its notes.

Procedures with pages have computed resemblances instead (see `graph.similarity`); they are read here in the same form.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.direction import Direction
from graph.errors import InvalidArgument
from graph.freeze import EDGE_KINDS
from graph.model import Node
from graph.reason import Reason, read_reason
from graph.topology import Numbers, Topology, Ways
from graph.traverse import UP, distances

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
    reasons: Sequence[Reason]
    differences: Sequence[Difference] = ()


def nearest(topology: Topology, node: Node, first: int, differing_in: Sequence[str] = ()) -> list[Neighbour]:
    """The nearest of a procedure or diagnosis, nearest first, by name among equals.

    `differing_in` are axes of ICD-10-PCS: only codes that differ in at least one of these, and in nothing else.

    Raises:
        InvalidArgument: axes were given, and the node is no such code.
    """
    (number,) = topology.find([node.curie]).tolist()
    if len(topology.along([number], Direction.OUT, "IN_TABLE")):
        return list(_codes(topology, number, first, differing_in))
    if differing_in:
        raise InvalidArgument(argument="differingIn", problem="only codes of ICD-10-PCS have axes", node=node.curie)
    return list((_diagnoses if node.kind == "Diagnosis" else _pages)(topology, number, first))


def _pages(topology: Topology, number: int, first: int) -> Iterator[Neighbour]:
    """The computed resemblances of a procedure with a page."""
    steps = topology.steps(np.array([number]), Ways(edge_kinds=("RESEMBLES",)))
    found = [(float(edge.properties["score"]), edge, far)  # type: ignore[arg-type]
             for edge, far in zip(topology.edges(steps.edge), topology.nodes(steps.far), strict=True)]  # fmt: skip
    for score, edge, far in sorted(found, key=lambda item: (-item[0], item[2].name, item[2].curie))[:first]:
        reasons = edge.properties["reasons"]
        yield Neighbour(far, score, [read_reason(reason) for reason in reasons])  # type: ignore[union-attr]


def _codes(topology: Topology, number: int, first: int, differing_in: Sequence[str]) -> Iterator[Neighbour]:
    """The nearest of a code with seven axes: of its table, and of its body part elsewhere."""
    candidates = _sharing(topology, number, ("IN_TABLE", "ON_BODY_PART"))
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


def _compared(topology: Topology, number: int, here: Numbers, there: Numbers, score: float,
              weights: npt.NDArray[np.float64]) -> Neighbour:  # fmt: skip
    reasons, differences = [], []
    for axis, one, other, weight in zip(AXES, here.tolist(), there.tolist(), weights.tolist(), strict=True):
        if one == other:
            reasons.append(Reason(axis, topology.graph.curie(one), (), round(weight, 6)))
        else:
            differences.append(Difference(axis, topology.graph.node(one), topology.graph.node(other)))
    return Neighbour(topology.graph.node(number), score, reasons, differences)


def _sharing(topology: Topology, number: int, edge_kinds: Iterable[str]) -> Numbers:
    """The codes that have something of these kinds in common with a code, without itself."""
    found = [np.array([number])]
    for kind in edge_kinds:
        shared = topology.along([number], Direction.OUT, kind)
        back = Ways(Direction.IN, ("Procedure",), (kind,))
        found.extend(topology.first_steps(hub, back, _WIDE).far for hub in shared.tolist())
    return np.setdiff1d(np.concatenate(found), [number])


def _axes(topology: Topology, codes: Numbers) -> Numbers:
    """For each code what it has in each axis; -1 where it has nothing."""
    steps = topology.steps(np.unique(codes), Ways(Direction.OUT, edge_kinds=tuple(AXES)))
    kinds = [EDGE_KINDS.index(axis) for axis in AXES]
    table = np.full((len(codes), len(AXES)), -1, dtype=np.int64)
    order = np.argsort(codes)
    rows = order[np.searchsorted(codes, steps.near, sorter=order)]
    columns = np.array([kinds.index(int(kind)) for kind in topology.edge_kinds(steps.edge)], dtype=np.int64)
    table[rows, columns] = steps.far
    return table


def _diagnoses(topology: Topology, number: int, first: int) -> Iterator[Neighbour]:
    """The nearest of a diagnosis: by the depth of the lowest ancestor that both have, and by Excludes notes.

    The tree counts as Wu and Palmer measure it (ACL 1994): twice the depth of what both are by the sum of both depths.
    """
    above = distances(topology, number, UP)
    noted = _noted(topology, np.array(sorted(above), dtype=np.int64))
    near = [family for family in above if above[family] <= 2]
    candidates = {int(node) for family in near for node in _below(topology, family)} | noted.keys()
    depths = {node: max(distances(topology, node, UP).values()) + 1 for node in above}
    rated = []
    for candidate in candidates - {number}:
        reasons = _related(topology, above, depths, candidate, noted)
        rated.append((round(sum(reason.weight for reason in reasons), 6), candidate, reasons))
    rated.sort(key=lambda item: (-item[0], int(topology.rank(np.array([item[1]]))[0])))
    for score, candidate, reasons in rated[:first]:
        yield Neighbour(topology.graph.node(candidate), score, reasons)


def _below(topology: Topology, family: int) -> list[int]:
    """A node, its children and their children, so far as they are not too many."""
    down = Ways(Direction.IN, edge_kinds=("IS_A",))
    children = topology.first_steps(family, down, _WIDE).far
    grandchildren = topology.steps(children, down).far
    return [family, *children.tolist(), *grandchildren[:_WIDE].tolist()]


def _noted(topology: Topology, family: Numbers) -> dict[int, int]:
    """What Excludes notes at these diagnoses name, or what names these in its own; each with which of these it is."""
    steps = topology.steps(family, Ways(edge_kinds=("EXCLUDES",)))
    return {far: near for near, far in zip(steps.near.tolist(), steps.far.tolist(), strict=True) if far not in family}


def _related(
    topology: Topology, above: Mapping[int, int], depths: Mapping[int, int], other: int, noted: Mapping[int, int]
) -> list[Reason]:
    """What joins a diagnosis to another; `depths` are those of all `above` it."""
    reasons = []
    up = distances(topology, other, UP)
    shared = set(above) & set(up)
    if shared:
        lowest = min(shared, key=lambda node: (above[node] + up[node], node))
        depth = depths[lowest]
        likeness = 2 * depth / (2 * depth + above[lowest] + up[lowest])
        reasons.append(Reason("IS_A", topology.graph.curie(lowest), (), round(_TREE * likeness, 6)))
    if other in noted:
        reasons.append(Reason("EXCLUDES", topology.graph.curie(noted[other]), (), _NOTE))
    return reasons
