"""Tables become the same columns on disk as the same graph in memory, each of them, byte for byte."""

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.ingest.known_nodes import with_derived_properties
from graph.model.elements import Edge, Evidence, Node
from graph.model.limits import Limits
from graph.model.property_graph import Graph, add_edge
from graph.progress_bar import NoProgress
from graph.storage import stored_rows
from graph.storage.column_types import COLUMN_TYPES, NOT_FOUND
from graph.storage.freeze import freeze, version_of
from graph.storage.version import version_of_columns
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from graph.tables.table_snapshot import read_table_snapshot
from tests.graph.export.parts import PARTS, each_part
from tests.graph.tables.table_parts import exported, frozen_in_memory, imported, write_tables


def assert_same(columns: Any, graph: Graph) -> None:
    expected = freeze(graph)
    assert list(columns) == list(expected) == list(COLUMN_TYPES)
    for name, column in expected.items():
        assert columns[name].dtype == column.dtype, name
        assert np.array_equal(columns[name], column), name
    assert version_of_columns(columns) == version_of(graph)


@each_part
def test_of_an_export(name: str, tmp_path: Path) -> None:
    export = exported(PARTS[name](), tmp_path)
    found = imported(export, tmp_path / "work")
    assert list(found.findings) == []
    assert_same(found.columns, frozen_in_memory(export, tmp_path / "work"))


def test_the_files_of_the_snapshots_are_the_same(tmp_path: Path) -> None:
    export = exported(PARTS["world"](), tmp_path)
    imported(export, tmp_path / "work")
    graph = frozen_in_memory(export, tmp_path / "work")
    graph.graph["version"] = version_of(graph)
    write_snapshot(graph, tmp_path / "in memory")
    with read_table_snapshot(export, tmp_path / "on disk", NoProgress()) as read:
        read.write(NoProgress())
    names = [sorted(path.name for path in (tmp_path / way).iterdir()) for way in ("in memory", "on disk")]
    assert names[0] == names[1]
    assert attach_snapshot(tmp_path / "on disk").version == graph.graph["version"]


NODES = [
    *(Node(f"PAGE:p{number}", "Procedure", f"P{number % 3}", {"slug": f"P{number}"}) for number in range(5)),
    *(Node(f"RISK:r{number}", "Risk", f"risk {number}") for number in range(5)),
    *(Node(f"SECTION:s{number}", "Section", "Risks", {"text": "Text."}) for number in range(2)),
]
SAID = [(), (Evidence("a"),), (Evidence("b", quote="b"), Evidence("a"))]
edges = st.one_of(
    st.builds(
        lambda source, target, place, said: Edge(
            f"PAGE:p{source}", "HAS_RISK", f"RISK:r{target}", {} if place is None else {"position": place}, said
        ),
        st.integers(0, 4), st.integers(0, 4), st.none() | st.integers(0, 3), st.sampled_from(SAID),
    ),
    st.builds(
        lambda source, target: Edge(f"PAGE:p{source}", "HAS_SECTION", f"SECTION:s{target}"),
        st.integers(0, 4), st.integers(0, 1),
    ),
    st.builds(
        lambda source, target, score: Edge(f"PAGE:p{source}", "RESEMBLES", f"PAGE:p{target}", {"score": score}),
        st.integers(0, 4), st.integers(0, 4), st.floats(0, 1),
    ),
)  # fmt: skip


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(edges, max_size=40), at_once=st.integers(1, 5))
def test_of_any_edges_a_few_at_a_time(
    drawn: list[Edge], at_once: int, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without keys, parallel edges are numbered as they are listed."""
    monkeypatch.setattr(stored_rows, "_EDGES", at_once)
    folder = tmp_path_factory.mktemp("tables")
    rows = [
        {
            "source": edge.source,
            "target": edge.target,
            "kind": edge.kind,
            **edge.properties,
            "evidence": [{"source": item.source, "quote": item.quote} for item in edge.evidence],
        }
        for edge in drawn
    ]
    nodes = [{"curie": node.curie, "kind": node.kind, "name": node.name, **node.properties} for node in NODES]
    found = imported(
        write_tables(folder / "tables", nodes, rows, columns=("source", "target", "kind")), folder / "work"
    )
    assert list(found.findings) == []
    graph = in_memory(drawn)
    assert_same(found.columns, graph)


def in_memory(drawn: list[Edge]) -> Graph:
    graph: Graph = nx.MultiDiGraph(documents=())
    for node in map(with_derived_properties, NODES):
        graph.add_node(node.curie, kind=node.kind, name=node.name, **node.properties)
    for edge in drawn:
        add_edge(graph, edge)
    return graph


def test_communities_are_left_out_in_both_ways_where_too_many_edges_join_members(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "community_edges", 3)
    export = exported(PARTS["world"](), tmp_path)
    found = imported(export, tmp_path / "work")
    assert set(found.columns["node.community"].tolist()) == {NOT_FOUND}
    assert_same(found.columns, frozen_in_memory(export, tmp_path / "work"))
