"""Procedures for a diagnosis: pages name indications in words, and mappings say which diagnoses these words mean."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.model.direction import Direction
from graph.model.elements import Edge, Node, name_key
from graph.traversal.closure import DOWN, UP, breadth_first_levels
from graph.traversal.topology import Int64Array, Topology, TraversalFilter

Announce = Callable[[int], object]
_MAPPED = TraversalFilter(Direction.IN, edge_kinds=("MAPS_TO",))
_NAMED = TraversalFilter(Direction.IN, edge_kinds=("HAS_INDICATION", "NAMES_EXAMPLE"))
ONLY_RELATED = "skos:relatedMatch"
"""A mapping that says no more than that the two go together: no reason to do the one for the other."""


@dataclass(frozen=True, slots=True)
class IndicatedProcedure:
    """A procedure whose page names indications that are mapped to a diagnosis.

    `is_broader`: all mappings lead to diagnoses above the one that was asked about, so that the page speaks of more
    than it.
    """

    node: Node
    indications: Sequence[Node]
    mappings: Sequence[Edge]
    is_broader: bool


def indicated_procedures(
    topology: Topology, diagnosis: int, announce: Announce = lambda rows: None
) -> list[IndicatedProcedure]:
    """The procedures for a diagnosis: those for it or what is below it, then those for what is above it.

    Each part has those with the most indications first, and equal ones by name. `announce` is told how many rows are
    looked at, and may end it by raising.

    Raises:
        QueryTooCostly: more nodes than a closure may have lie below the diagnosis.
    """
    seed = np.array([diagnosis], dtype=np.int64)
    below = np.concatenate(list(breadth_first_levels(topology, seed, DOWN)))
    above = np.concatenate(list(breadth_first_levels(topology, seed, UP)))[1:]
    announce(len(below) + len(above))
    near, far = (_by_procedure(topology, group, announce) for group in (below, above))
    found = [_procedure(topology, number, near[number], is_broader=False) for number in near]
    found += [_procedure(topology, number, far[number], is_broader=True) for number in far if number not in near]
    return sorted(found, key=_order)


def mapped_concepts(topology: Topology, diagnoses: Int64Array, kind: str) -> Iterator[tuple[int, int]]:
    """The concepts of a kind that are mapped to some diagnoses, each with the number of the edge that says so."""
    steps = topology.expand(diagnoses, _MAPPED)
    chosen = steps.where(topology.are_of(steps.far, (kind,)))
    for concept, edge in zip(chosen.far.tolist(), chosen.edge.tolist(), strict=True):
        if topology.graph.edge(edge).properties.get("predicate") != ONLY_RELATED:
            yield concept, edge


def _by_procedure(topology: Topology, diagnoses: Int64Array, announce: Announce) -> dict[int, list[tuple[int, int]]]:
    """For each procedure the indications that it names, each with the edge that maps it, or what is broader."""
    found: dict[int, list[tuple[int, int]]] = {}
    for concept, edge in mapped_concepts(topology, diagnoses, "Indication"):
        narrower = np.concatenate(list(breadth_first_levels(topology, np.array([concept], dtype=np.int64), DOWN)))
        steps = topology.expand(narrower, _NAMED)
        announce(len(narrower) + len(steps))
        for indication, procedure in zip(steps.near.tolist(), steps.far.tolist(), strict=True):
            found.setdefault(procedure, []).append((indication, edge))
    return found


def _procedure(
    topology: Topology, number: int, named: Sequence[tuple[int, int]], *, is_broader: bool
) -> IndicatedProcedure:
    indications, edges = (np.array(numbers, dtype=np.int64) for numbers in zip(*named, strict=True))
    return IndicatedProcedure(
        topology.graph.node(number),
        topology.nodes(topology.sorted_by_name(indications)),
        topology.edges(topology.distinct(edges)),
        is_broader,
    )


def _order(found: IndicatedProcedure) -> tuple[bool, int, object]:
    return found.is_broader, -len(found.indications), name_key(found.node.name, found.node.curie)
