"""Indications are mapped to diagnoses of the layer below by what that knows of them, and not by what is only near."""

from pathlib import Path

import pytest

from graph.ingest.layer import empty_layer
from graph.ingest.merge import Merger
from graph.ingest.source import no_progress
from graph.ingest.stored_layer import StoredLayer, read_or_build
from graph.model.elements import Edge, Node
from graph.progress_bar import NoProgress
from tests.graph.ingest.test_derived_edges import DIAGNOSES
from tests.world import EDGES, NODES, World, edge


def _known_as(code: str, expression: str, predicate: str) -> Edge:
    by_hand = "semapv:ManualMappingCuration"
    return edge(code, "KNOWN_AS", expression, predicate=predicate, justification=by_hand, confidence=0.9)


_BELOW: list[Node | Edge] = [
    *DIAGNOSES,
    Node("ICD10CM:S63", "Diagnosis", "Dislocation"),
    Node("ICD10CM:Z99", "Diagnosis", "Wrist fractures", {"is_stub": True}),
    Node("ICD10CM:Z98", "Diagnosis", "Wrist fractures", {"is_deleted": True}),
    Node("LAY:wrist-fracture", "Expression", "wrist fracture"),
    Node("LAY:hard-breathing", "Expression", "hard breathing"),
    _known_as("ICD10CM:S63", "LAY:wrist-fracture", "skos:relatedMatch"),
    _known_as("ICD10CM:J45", "LAY:hard-breathing", "skos:exactMatch"),
]


@pytest.fixture
def below(tmp_path: Path) -> StoredLayer:
    def read(merger: Merger) -> None:
        merger.read(World(list(_BELOW)), no_progress)

    return read_or_build(tmp_path / "below", "key", StoredLayer(empty_layer()), read, NoProgress())


@pytest.mark.parametrize(
    ("term", "curies"),
    [
        ("Wrist fractures", ["ICD10CM:S62.9"]),
        ("Hard breathing", ["ICD10CM:J45"]),
        ("Curvature of the spine", ["ICD10CM:M41"]),
        ("Gout", []),
    ],
)
def test_a_described_diagnosis_below_is_a_candidate_by_its_own_names(
    term: str, curies: list[str], below: StoredLayer
) -> None:
    condition = Node("INDICATION:it", "Indication", term)
    merger = Merger(below.layer)
    treats = edge("PAGE:cast", "HAS_INDICATION", "INDICATION:it", position=1)
    merger.read(World([*NODES, condition, *EDGES, treats]), no_progress)
    edges = merger.merge(is_last=True).additions.edges
    assert [item.target for item in edges if (item.source, item.kind) == ("INDICATION:it", "MAPS_TO")] == curies
