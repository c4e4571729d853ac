"""How many questions are asked of whoever keeps the edges of a graph: one a level, whatever its width."""

from pathlib import Path

import pytest

from graph.ingest.build import build
from graph.model.elements import Edge, Node
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from tests.conftest import ask_compiled
from tests.partial_store import partial_store
from tests.world import EDGES, NODES, World, edge

DEPTH, SIBLINGS, LONG = 6, 3, 70
LEVELS = """query ($curie: String!) { procedure(curie: $curie) {
  risks { edges { evidence { quote } node { name procedures { nodes { name } totalCount } } } }
  indications { nodes { name procedures { nodes { name } } broader { nodes { name } } } }
  personnel { nodes { name procedures { nodes { name } } } }
} }"""
PAGE = """query ($curie: String!) {
  diagnosis(curie: $curie) {
    name
    notes { kind text codes { curie } at { curie } }
    broader { nodes { curie narrower(orderBy: [{ field: TABULAR_POSITION }]) { nodes { curie } } } }
    narrower(orderBy: [{ field: TABULAR_POSITION }]) { nodes { curie narrower(first: 0) { totalCount } } }
    excludes(inherited: true) { nodes { curie } }
    majorDiagnosticCategories { nodes { name } }
  }
  ancestors(of: $curie) { nodes { distance node { curie } } }
}"""


def _code(level: int, number: int = 0) -> str:
    return f"ICD10CM:A{level:02}.{number}"


def _hierarchy() -> list[Node | Edge]:
    """Levels of codes: the first of each has codes below it, and a note that excludes the last of its level.

    That of the second level excludes many more.
    """
    note = {"excludes1_notes": ("infection",)}
    nodes = [Node(_code(level, number), "Diagnosis", f"Code {level}.{number}", note if number == 0 else {})
             for level in range(DEPTH) for number in range(SIBLINGS)]  # fmt: skip
    below = [edge(_code(level, number), "IS_A", _code(level - 1))
             for level in range(1, DEPTH) for number in range(SIBLINGS)]  # fmt: skip
    excluded = [
        edge(_code(level), "EXCLUDES", _code(level, SIBLINGS - 1), "infection", excludes_type="excludes1")
        for level in range(DEPTH)
    ]
    others = [Node(f"ICD10CM:B{number:02}", "Diagnosis", f"Other {number}") for number in range(LONG)]
    many = [edge(_code(1), "EXCLUDES", other.curie, "infection", excludes_type="excludes1") for other in others]
    return [*nodes, *below, *excluded, *others, *many]


@pytest.mark.parametrize(
    ("query", "curie", "most"),
    [
        (LEVELS, "PAGE:cast", 2),
        *((PAGE, _code(level, number), 2) for level in range(1, DEPTH) for number in range(SIBLINGS)),
    ],
)
def test_a_question_a_level(query: str, curie: str, most: int, tmp_path: Path) -> None:
    write_snapshot(build([World([*NODES, *EDGES, *_hierarchy()])]).graph, tmp_path / "world")
    store, edges = partial_store(tmp_path / "world", tmp_path / "partial")
    answer = ask_compiled(store, query, {"curie": curie})
    assert answer is not None
    assert answer == ask_compiled(GraphStore(attach_snapshot(tmp_path / "world")), query, {"curie": curie})
    assert 0 < len(edges.asked) <= most
