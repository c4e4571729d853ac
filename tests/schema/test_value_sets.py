"""Value sets over GraphQL: their codes by pages, and the filter `in`, by either execution and wherever edges are."""

from pathlib import Path

import orjson
import pytest

from graph.store import GraphStore
from graph.store.snapshot_writer import write_snapshot
from tests.conftest import ask_compiled, ask_store, snapshot_of
from tests.history_world import history_graph
from tests.partial_store import partial_store

RULES = """
title = "Mine"
[[include]]
system = "ICD10CM"
filter = [{ property = "concept", op = "is-a", value = "A00" }]
[[include]]
system = "ICD10PCS"
"""
CODES = 'query ($after: String) { valueSet(name: "mine") { codes(first: 3, after: $after) {'
CODES += " totalCount nodes { curie } pageInfo { hasNextPage endCursor } } } }"


@pytest.fixture
def stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[GraphStore]:
    """The small history with its edges in memory, and with its edges elsewhere."""
    (tmp_path / "valuesets").mkdir()
    (tmp_path / "valuesets" / "mine.toml").write_text(RULES)
    monkeypatch.setenv("MEDCODE_DATA", str(tmp_path))
    write_snapshot(history_graph(), tmp_path / "whole")
    return [GraphStore(snapshot_of(history_graph())), partial_store(tmp_path / "whole", tmp_path / "partial")[0]]


def test_codes_come_by_pages(stores: list[GraphStore]) -> None:
    for store in stores:
        found, after = [], None
        for _ in range(2):
            answer = ask_store(store, CODES, {"after": after})
            compiled = ask_compiled(store, CODES, {"after": after})
            assert compiled is not None
            assert orjson.loads(compiled.body)["data"] == answer["data"]
            page = answer["data"]["valueSet"]["codes"]
            found += [node["curie"] for node in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
        assert found == [f"ICD10CM:{code}" for code in ("A00", "A00.0", "A00.01", "A00.09")] + ["ICD10PCS:0SR9019"]
        assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (5, False)
    last = ask_store(stores[0], CODES.replace("first: 3, after", "last: 2, before"), {"after": after})["data"]
    assert [node["curie"] for node in last["valueSet"]["codes"]["nodes"]] == found[2:4]
    assert ask_store(stores[0], CODES.replace("first: 3", "first: 1001"))["errors"][0]["extensions"]["maximum"] == 1000
    (refused,) = ask_store(stores[0], CODES.replace("mine", "diabetes"), {"after": after})["errors"]
    assert refused["extensions"]["code"] == "INVALID_CURSOR"


def test_connections_of_codes_are_filtered(stores: list[GraphStore]) -> None:
    query = """query ($in: String) {
      diagnoses(where: { in: $in, isBillable: { equals: true } }) { totalCount nodes { code: curie } }
      procedures(where: { in: "mine" }) { totalCount }
      diagnosis(code: "A00.0") { narrower(where: { in: $in }) { nodes { curie } } }
      valueSets { name title url }
    }"""
    for store in stores:
        compiled = ask_compiled(store, query, {"in": "mine"})
        assert compiled is not None
        data = orjson.loads(compiled.body)["data"]
        assert ask_store(store, query, {"in": "mine"}) == {"data": data, "errors": []}
        curies = ["ICD10CM:A00.01", "ICD10CM:A00.09"]
        assert data["diagnoses"] == {"totalCount": 2, "nodes": [{"code": one} for one in curies]}
        assert data["procedures"] == {"totalCount": 1}
        assert [one["name"] for one in data["valueSets"]] == ["diabetes", "ischemic-heart-disease", "mine"]
    assert ask_store(stores[0], query, {"in": "diabetes"})["data"]["diagnoses"]["totalCount"] == 0
    for error in ask_store(stores[0], query, {"in": "mime"})["errors"]:
        assert (error["extensions"]["code"], error["extensions"]["did_you_mean"]) == ("INVALID_ARGUMENT", "mine")
    assert ask_compiled(stores[0], '{ valueSet(name: "mime") { name } }') is None
