"""Other procedures for the same conditions: how many of the indications each covers, and how invasive it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.model.direction import Direction
from graph.model.elements import Node
from graph.traversal.diagnostic import is_diagnostic
from graph.traversal.invasiveness import Invasiveness, invasiveness
from graph.traversal.topology import Int64Array, Topology

Announce = Callable[[int], object]
_COMPARISON = 300
"""What comparing two procedures costs, in rows that could be looked at in that time."""
_MAJOR = 0.5
"""The share of the indications from which on a procedure of another specialty is an alternative, too."""
_UNKNOWN = 99
"""Ranks after all that are known."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A procedure that covers some of the indications of another; `listed` where the other's page names it as one.

    `less_invasive` is None where too little is known of the two.
    """

    node: Node
    covered: Sequence[Node]
    missing: Sequence[Node]
    invasiveness: Invasiveness
    less_invasive: bool | None
    listed: bool

    @property
    def approach(self) -> Node | None:
        return self.invasiveness.approach

    @property
    def setting(self) -> Node | None:
        return self.invasiveness.setting

    @property
    def share(self) -> float:
        """The share of the indications that it covers, from 0 to 1."""
        return len(self.covered) / (len(self.covered) + len(self.missing) or 1)


def alternatives(
    topology: Topology, curie: str, share: float, *, less_invasive: bool | None, announce: Announce = lambda rows: None
) -> list[Alternative]:
    """Other procedures for at least this share of the indications: what is known to be less invasive first.

    What looks at a condition is no alternative to what treats it, nor the other way round (see
    `graph.traversal.diagnostic`).

    Nor is what shares a minor part of the indications, and neither a specialty nor a body system: a gastric bypass is
    no alternative to a tonsillectomy, though both are for sleep apnea.

    An indication is covered by a procedure whose page names it, as an indication or as an example of one. What the page
    lists as an alternative is there too, whatever share it covers. `less_invasive` holds them to those of which
    it is known that they are, or are not. `announce` is told how much there is to compare, and may end it by raising.
    """
    (procedure,) = topology.find([curie]).tolist()
    indications = topology.along([procedure], Direction.OUT, "HAS_INDICATION")
    listed = topology.along(topology.along([procedure], Direction.OUT, "HAS_ALTERNATIVE"), Direction.OUT, "DENOTES")
    others = np.union1d(topology.along(indications, Direction.IN, *_NAMING), listed)
    announce(_COMPARISON * (1 + len(others)))
    topology.graph.meet(np.append(others, procedure))
    here, purpose = invasiveness(topology, procedure), is_diagnostic(topology, procedure)
    found = [
        _alternative(topology, other, indications, here, listed=other in listed)
        for other in others.tolist()
        if other != procedure and is_diagnostic(topology, other) is purpose
    ]
    akin = _akin(topology, procedure)
    chosen = (
        it
        for it in found
        if less_invasive in (None, it.less_invasive)
        and (it.listed or (it.share >= share and (it.share >= _MAJOR or akin & _akin(topology, it.node.place))))
    )
    return sorted(chosen, key=_order)


def _akin(topology: Topology, procedure: int) -> set[int]:
    """The specialties of a procedure, and the body systems of the codes and tables that it maps to."""
    mapped = topology.along([procedure], Direction.OUT, "MAPS_TO")
    specialties = topology.along([procedure], Direction.OUT, "IN_CATEGORY")
    return {*specialties.tolist(), *topology.along([procedure, *mapped], Direction.OUT, "IN_BODY_SYSTEM").tolist()}


_NAMING = ("HAS_INDICATION", "NAMES_EXAMPLE")


def _alternative(
    topology: Topology, other: int, indications: Int64Array, here: Invasiveness, *, listed: bool
) -> Alternative:
    named = topology.along([other], Direction.OUT, *_NAMING)
    covered = np.isin(indications, named)
    how = invasiveness(topology, other)
    has, lacks = (topology.nodes(topology.sorted_by_name(indications[chosen])) for chosen in (covered, ~covered))
    return Alternative(topology.graph.node(other), has, lacks, how, how.below(here), listed)


def _order(found: Alternative) -> tuple[int, int, int, float, str, str]:
    approach, setting = (_UNKNOWN if rank is None else rank for rank in found.invasiveness.ranks)
    less = (True, None, False).index(found.less_invasive)
    return less, approach, setting, -found.share, found.node.name, found.node.curie
