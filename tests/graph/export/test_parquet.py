"""Parquet: read by pyarrow and by pandas, each column with its type."""

import io
from typing import Any

import orjson
import pandas
import pytest
from pyarrow import parquet, types

from graph.export import optional_packages as extra
from graph.export.parquet import PARQUET
from graph.export.selection import Selection
from graph.export.subgraph import ExportedSubgraph
from graph.ingest.build import build
from graph.model.elements import Node
from graph.model.errors import ExportError
from graph.storage.freeze import freeze_in_memory
from graph.traversal.topology import Topology
from tests.graph.export.parts import PARTS, each_part, in_json, nasty_part, said_of, world_part
from tests.graph.export.unpacked import unpacked
from tests.world import World


def _tables(part: ExportedSubgraph) -> dict[str, Any]:
    files = unpacked("parquet", part)
    return {what: parquet.read_table(io.BytesIO(files[f"{what}.parquet"])) for what in ("nodes", "edges")}


def _said(row: dict[str, Any], own: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in own and value is not None}


def _expected(properties: Any) -> dict[str, Any]:
    """Properties as the columns have them: `number` is a text, and dates are dates."""
    return {name: str(value) if name == "number" else value for name, value in in_json(properties).items()}


@each_part
def test_pyarrow_reads_all_of_it(name: str) -> None:
    tables, (nodes, edges) = _tables(PARTS[name]()), said_of(PARTS[name]())
    for row in tables["nodes"].to_pylist():
        node = nodes.pop(row["curie"])
        said = _said(row, ("curie", "kind", "name"))
        assert (row["kind"], row["name"]) == (node.kind, node.name)
        assert {key: str(value) if "date" in key else value for key, value in said.items()} == _expected(
            node.properties
        )
    for row in tables["edges"].to_pylist():
        edge = edges.pop(f"{row['source']} {row['key']} {row['target']}")
        assert row["kind"] == edge.kind
        assert _said(row, ("source", "target", "kind", "key", "evidence")) == in_json(edge.properties)
        assert row["evidence"] == orjson.loads(edge.evidence_json)
    assert not nodes
    assert not edges


def test_columns_have_types() -> None:
    tables = _tables(nasty_part())
    nodes, edges = tables["nodes"].schema, tables["edges"].schema
    assert types.is_boolean(nodes.field("is_stub").type)
    assert types.is_int64(nodes.field("duration_min_minutes").type)
    assert types.is_string(nodes.field("slug").type)
    assert types.is_date32(nodes.field("effective_date").type)
    assert types.is_list(nodes.field("synonyms").type)
    assert types.is_float64(edges.field("duration_min").type)
    assert types.is_struct(edges.field("evidence").type.value_type)


def test_pandas_reads_codes_as_texts() -> None:
    files = unpacked("parquet", world_part())
    nodes = pandas.read_parquet(io.BytesIO(files["nodes.parquet"])).set_index("curie")
    edges = pandas.read_parquet(io.BytesIO(files["edges.parquet"]))
    assert nodes.loc["CPT:00100", "name"] == "Brace"
    assert edges[edges.kind == "HAS_RISK"].groupby("target").size().to_dict()["RISK:infection"] == 2


def test_a_day_that_is_none_is_left_out() -> None:
    policy = Node("POLICY:x", "Policy", "X", {"effective_date": "2025-02-30", "review_date": "0999-01-01"})
    graph = build([World([policy])]).graph
    part = Selection().subgraph(Topology(freeze_in_memory(graph)), "0", ())
    (row,) = _tables(part)["nodes"].to_pylist()
    assert (row["effective_date"], str(row["review_date"])) == (None, "0999-01-01")


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extra, "import_module", missing)
    with pytest.raises(ExportError, match="pip install pyarrow"):
        PARQUET.write(world_part())
