"""Coefficients of risk categories by segment: what a category adds to the risk score of a member.

A name in the files is a segment and a category, as `CNA_HCC37`. Left unread are what is of no category (age, sex,
counts of categories, new enrollees), what is of pairs of them and what is added to a category's for members below 65
(`INS_DISABLED_HCC85`, `DI_NONAGED_HCC85`): interactions, which the software sums apart.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.ingest.codes.risk.models import MODELS, RiskModel
from graph.model.elements import Edge, Evidence, Node, slugify

Row = Mapping[str, str]
_NAME = re.compile(r"(?P<segment>\w+?)_(?P<category>(?:RX)?HCC\d+)", re.IGNORECASE)


class Segment(NamedTuple):
    """A segment of members, and its name in the software."""

    abbreviation: str
    name: str

    @property
    def curie(self) -> str:
        return f"RISKSEGMENT:{slugify(self.name)}"

    def node(self) -> Node:
        return Node(self.curie, "RiskSegment", self.name, {"abbreviation": self.abbreviation})


_DUAL = (("N", "non-dual"), ("P", "partial-benefit dual"), ("F", "full-benefit dual"))
_SEGMENTS = {
    **{
        f"C{letter}{age}": f"Community, {dual}, {word}"
        for letter, dual in _DUAL
        for age, word in (("A", "aged"), ("D", "disabled"))
    },
    "INS": "Institutional",
    "DI": "Dialysis",
    "GC": "Functioning graft, community",
    "GI": "Functioning graft, institutional",
    **{
        f"G{letters}{age}": f"Functioning graft, community, {dual}, {word}"
        for letters, dual in (("NP", "non-dual or partial-benefit dual"), ("F", "full-benefit dual"))
        for age, word in (("A", "aged"), ("N", "non-aged"))
    },
    "RX_CE_NOLOWAGED": "Part D, community, not low income, aged",
    "RX_CE_NOLOWNOAGED": "Part D, community, not low income, non-aged",
    "RX_CE_LOWAGED": "Part D, community, low income, aged",
    "RX_CE_LOWNOAGED": "Part D, community, low income, non-aged",
    "RX_CE_LTI": "Part D, institutional",
}
"""The segments that have coefficients of categories, by their names in the software in capitals."""
_PLANS = {
    "_PDP_AND_MAPD": ", all plans",
    "_PDP_ONLY": ", stand-alone plans (PDP)",
    "_MAPD_ONLY": ", Medicare Advantage plans (MA-PD)",
}
"""The kinds of plans that Part D is calibrated for in a file that says so, as the ends of its model versions."""


def coefficient_items(
    rows: Sequence[Row], year: int, *, is_proposed: bool, evidence: tuple[Evidence, ...]
) -> Iterator[Node | Edge]:
    """The segments and the edges to them.

    A version of a model that has names twice is left out: the tables of Part D of 2025 and 2026 have each name twice,
    with two values for plans of two kinds, and do not say which is which.
    """
    ambiguous = _ambiguous_versions(rows)
    segments = dict[Segment, None]()
    for row in rows:
        match, version = _NAME.fullmatch(row["coefficient"]), row["model_version"]
        if match is None or version in ambiguous:
            continue
        for model, plans in _models(version):
            segment = _segment(match["segment"], plans)
            if segment is not None:
                segments[segment] = None
                yield Edge(
                    model.category(match["category"]),
                    "HAS_COEFFICIENT",
                    segment.curie,
                    {"payment_year": year, "coefficient": float(row["value"]), "is_proposed": is_proposed},
                    evidence,
                )
    yield from (segment.node() for segment in segments)


def _ambiguous_versions(rows: Sequence[Row]) -> set[str]:
    times = Counter((row["model_version"], row["coefficient"].upper()) for row in rows)
    return {version for (version, _), count in times.items() if count > 1}


def _models(version: str) -> Iterator[tuple[RiskModel, str]]:
    """The model of a version, and what kind of plans it is for."""
    for model in MODELS:
        plans = version.removeprefix(model.coefficients)
        if plans != version and plans in ("", *_PLANS):
            yield model, _PLANS.get(plans, "")


def _segment(abbreviation: str, plans: str) -> Segment | None:
    name = _SEGMENTS.get(abbreviation.upper())
    return Segment(abbreviation, f"{name}{plans}") if name else None
