"""How invasive a procedure is: how deep its approach reaches into the body, then how much its setting must offer.

Ranks are of this project: the approaches of ICD-10-PCS from what stays outside the body to what opens it, and the
settings of the vocabulary from an office to intensive care. What is not known is compared with nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.model.direction import Direction
from graph.model.elements import Node
from graph.traversal.topology import Int64Array, Topology

APPROACHES: Mapping[str, int] = {
    curie: rank
    for rank, curie in enumerate(
        (
            "PCSAPPROACH:external",
            "PCSAPPROACH:via-natural-or-artificial-opening",
            "PCSAPPROACH:via-natural-or-artificial-opening-endoscopic",
            "PCSAPPROACH:percutaneous",
            "PCSAPPROACH:percutaneous-endoscopic",
            "PCSAPPROACH:via-natural-or-artificial-opening-with-percutaneous-endoscopic-assistance",
            "PCSAPPROACH:open",
        )
    )
}
_SETTING_RANKS = (
    "physicians-office imaging-center pulmonary-function-laboratory sleep-laboratory",
    "ambulatory-surgery-center endoscopy-suite bronchoscopy-suite lithotripsy-unit",
    "hospital-outpatient-department interventional-radiology-suite cardiac-catheterization-laboratory "
    "electrophysiology-laboratory emergency-department birth-center",
    "hospital hospital-operating-room labor-and-delivery-unit",
    "inpatient-hospital",
    "intensive-care-unit",
)
SETTINGS: Mapping[str, int] = {
    f"SETTING:{slug}": rank for rank, slugs in enumerate(_SETTING_RANKS) for slug in slugs.split()
}


_BY_CLOSENESS = ("skos:exactMatch", "skos:closeMatch", "skos:narrowMatch", "skos:broadMatch", "skos:relatedMatch")
"""What mappings say, the closest first: the approach is that of the codes that mean most nearly the procedure."""


@dataclass(frozen=True, slots=True)
class Invasiveness:
    """The deepest approach of a procedure's codes and the simplest setting it is done in, where they are known."""

    approach: Node | None = None
    setting: Node | None = None

    @property
    def ranks(self) -> tuple[int | None, int | None]:
        approach = APPROACHES.get(self.approach.curie) if self.approach else None
        return approach, SETTINGS.get(self.setting.curie) if self.setting else None

    def below(self, other: "Invasiveness") -> bool | None:
        """Whether this is less invasive: by the approach, or by the setting where the approach does not tell.

        None where nothing that is known of both tells.
        """
        compared = [(a, b) for a, b in zip(self.ranks, other.ranks, strict=True) if a is not None and b is not None]
        equal = False if len(compared) == len(self.ranks) else None
        return next((a < b for a, b in compared if a != b), equal)


def invasiveness(topology: Topology, procedure: int) -> Invasiveness:
    """How invasive a procedure is: by its own approach, or by those of the codes and tables it maps to."""
    settings = topology.along([procedure], Direction.OUT, "PERFORMED_IN")
    approaches = (_approaches(topology, codes) for codes in ([procedure], *_mapped(topology, procedure)))
    known = (_best(topology, found, APPROACHES, deepest=True) for found in approaches)
    approach = next((found for found in known if found), None)
    return Invasiveness(approach, _best(topology, settings, SETTINGS, deepest=False))


def _mapped(topology: Topology, procedure: int) -> list[list[int]]:
    """The codes and tables that a procedure maps to: those that mean the same first, then by how they compare."""
    graph = topology.graph
    by_predicate: dict[object, list[int]] = {}
    for edge in graph.row(procedure, "MAPS_TO", out=True):
        by_predicate.setdefault(graph.properties(edge).get("predicate"), []).append(graph.target(edge))
    return [by_predicate[predicate] for predicate in (*_BY_CLOSENESS, None) if predicate in by_predicate]


def _approaches(topology: Topology, codes: Sequence[int]) -> Int64Array:
    """The approaches of some codes, and those of tables of which all codes have the same."""
    own = topology.along(codes, Direction.OUT, "USES_APPROACH")
    return np.concatenate([own, *(_only_approach(topology, code) for code in codes)])


def _only_approach(topology: Topology, table: int) -> Int64Array:
    """The approach of all codes of a table, where they have but one."""
    codes = topology.along([table], Direction.IN, "IN_TABLE")
    approaches = topology.along(codes, Direction.OUT, "USES_APPROACH")
    return approaches if len(approaches) == 1 else approaches[:0]


def _best(topology: Topology, numbers: Int64Array, ranks: Mapping[str, int], *, deepest: bool) -> Node | None:
    known = [node for node in topology.nodes(numbers) if node.curie in ranks]
    choose = max if deepest else min
    return choose(known, key=lambda node: ranks[node.curie]) if known else None
