"""Value sets over the shipped graph, compared with what NetworkX finds; years and cycles over a small history."""

from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import DataFolder
from graph.model.elements import Node
from graph.model.errors import InvalidArgument
from graph.model.ontology import EDGE_KINDS
from graph.store import ComparisonOperator, Condition, Filter, GraphStore, Paging, Scan
from graph.store.query_types import NodeSet
from graph.store.snapshot_writer import write_snapshot
from graph.value_sets.expansion import expand, node_set, unknown_codes
from graph.value_sets.fhir_form import value_set_of
from graph.value_sets.library import value_sets_of
from tests.conftest import snapshot_of
from tests.history_world import history_graph
from tests.partial_store import partial_store

ICD = "http://hl7.org/fhir/sid/icd-10-cm"


@pytest.fixture(scope="module")
def hierarchy(shipped: GraphStore) -> "nx.DiGraph[str]":
    """IS_A from what is broader to what is narrower, with the nodes of diagnoses."""
    graph = shipped.topology.graph
    made: nx.DiGraph[str] = nx.DiGraph()
    is_a, columns = EDGE_KINDS.index("IS_A"), graph.columns
    chosen = (columns["edge.kind"] == is_a).nonzero()[0]
    ends = zip(columns["edge.target"][chosen].tolist(), columns["edge.source"][chosen].tolist(), strict=True)
    made.add_edges_from((graph.curie(broader), graph.curie(narrower)) for broader, narrower in ends)
    return made


def concept(op: str, value: str, *more: dict[str, Any]) -> dict[str, Any]:
    return {"system": ICD, "filter": [{"property": "concept", "op": op, "value": value}, *more]}


def nodes(store: GraphStore, resource: dict[str, Any], year: int | None = None) -> list[Node]:
    return list(store.topology.nodes(expand(store, value_set_of(resource), year)))


def curies(store: GraphStore, resource: dict[str, Any], year: int | None = None) -> list[str]:
    return [node.curie for node in nodes(store, resource, year)]


BILLABLE = {"property": "is_billable", "op": "=", "value": "true"}


def test_rules_select_what_networkx_finds(shipped: GraphStore, hierarchy: "nx.DiGraph[str]") -> None:
    below = {code: nx.descendants(hierarchy, f"ICD10CM:{code}") for code in ("E11", "I20-I25", "I21", "chapter-9")}
    assert {*curies(shipped, {"include": [concept("is-a", "E11")]})} == below["E11"] | {"ICD10CM:E11"}
    assert {*curies(shipped, {"include": [concept("descendent-of", "E11")]})} == below["E11"]
    assert {*curies(shipped, {"include": [concept("descendent-of", "I00-I99")]})} == below["chapter-9"]
    heart = {"include": [concept("is-a", "I20-I25", BILLABLE)], "exclude": [concept("is-a", "I21")]}
    expected = {one for one in below["I20-I25"] - below["I21"] if shipped.node(one).properties["is_billable"]}  # type: ignore[union-attr]
    assert {*curies(shipped, heart)} == expected
    assert len(expected) > 50


def test_properties_and_lists_select_what_a_look_at_each_node_does(shipped: GraphStore) -> None:
    every = [shipped.topology.graph.node(one) for one in range(*shipped.topology.graph.beginning("ICD10CM:"))]
    sepsis = {"property": "name", "op": "contains", "value": "SEPSIS"}
    severe = {"property": "severity_level", "op": "in", "value": "mcc"}
    resource = {
        "include": [{"system": ICD, "filter": [sepsis, severe]}, {"system": ICD, "concept": ["E11.9", "E11.x"]}]
    }
    expected = {
        node.curie
        for node in every
        if ("sepsis" in node.name.casefold() and node.properties.get("severity_level") == "mcc")
        or node.curie == "ICD10CM:E11.9"
        if not node.properties["is_deleted"]
    }
    assert {*curies(shipped, resource)} == expected
    assert len(expected) > 20
    assert unknown_codes(shipped, value_set_of(resource)) == ["ICD10CM:E11.x"]


def test_codes_come_as_their_books_list_them(shipped: GraphStore) -> None:
    found = nodes(shipped, {"include": [{"system": "MSDRG"}, concept("is-a", "C00-D49"), concept("is-a", "A00-B99")]})
    places = [int(str(node.properties["tabular_position"])) for node in found if node.kind == "Diagnosis"]
    assert places == sorted(places)
    listed = [node.curie for node in found]
    assert listed.index("ICD10CM:B95") < listed.index("ICD10CM:C43") < listed.index("ICD10CM:C4A")
    assert listed[-1] == max(one for one in listed if one.startswith("MSDRG:"))


def test_scans_compare_numbers_as_they_compare_curies(shipped: GraphStore) -> None:
    resource = {"include": [concept("is-a", "S00-T88"), concept("is-a", "I21")]}
    found = NodeSet(curies(shipped, resource))
    found.numbers = expand(shipped, value_set_of(resource))
    for condition in (), (Condition("is_billable", ComparisonOperator.EQUALS, False),):
        pages = [
            shipped.scan(Scan("Diagnosis", Filter(condition, only=(only,)), paging=Paging(50)))
            for only in (found, frozenset(found))
        ]
        assert pages[0] == pages[1]
        assert pages[0].total > 10_000


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with value sets that include others."""
    folder = tmp_path / "mine" / "valuesets"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text(
        'url = "http://a"\n[[include]]\nsystem = "ICD10CM"\nconcept = ["A00", "B10.2", "D30"]\n'
    )
    (folder / "a-current.toml").write_text('[[include]]\nsystem = "ICD10CM"\nvalueSet = ["http://a"]\nfilter = '
                                           '[{property = "is_billable", op = "=", value = true}]\n')  # fmt: skip
    (folder / "one.toml").write_text('[[include]]\nvalueSet = ["two"]\n')
    (folder / "two.toml").write_text('[[include]]\nvalueSet = ["one"]\n')
    (folder / "wrong.json").write_text("{}")
    monkeypatch.setenv("MEDCODE_DATA", str(tmp_path / "mine"))
    return tmp_path


@pytest.fixture
def history(mine: Path) -> GraphStore:
    return GraphStore(snapshot_of(history_graph()))


def test_a_change_is_one_of_what_a_snapshot_is_built_from(mine: Path, history: GraphStore) -> None:
    inputs = BuildInputs((DataFolder(mine / "mine"),))
    before, known = inputs.fingerprint(), value_sets_of(history)
    (mine / "mine" / "valuesets" / "three.toml").write_text('[[include]]\nsystem = "CPT"\n')
    assert inputs.fingerprint() != before
    assert "three" not in value_sets_of(history).by_name
    assert value_sets_of(history) is known
    assert "three" in value_sets_of(GraphStore(snapshot_of(history_graph()))).by_name


def test_a_year_has_the_codes_that_it_had(history: GraphStore) -> None:
    below = {"include": [concept("is-a", "A00", BILLABLE)]}
    assert curies(history, below, 2025) == ["ICD10CM:A00.0"]
    assert curies(history, below, 2026) == curies(history, below) == ["ICD10CM:A00.01", "ICD10CM:A00.09"]
    listed = {"include": [{"system": ICD, "concept": ["B10.1", "B10.2", "B10.21", "C20.1", "E40.1", "F50"]}]}
    in_year = {year: [one.partition(":")[2] for one in curies(history, listed, year)] for year in (2018, 2020, 2025)}
    assert in_year == {2018: ["B10.1", "C20.1", "F50"], 2020: ["B10.2", "C20.1", "F50"], 2025: ["B10.21"]}
    assert curies(history, listed) == ["ICD10CM:B10.21", "ICD10CM:E40.1"]


@pytest.mark.parametrize("year", [2015, 2027])
def test_no_codes_are_told_of_a_year_that_no_source_knows(shipped: GraphStore, year: int) -> None:
    with pytest.raises(InvalidArgument) as refused:
        curies(shipped, {"include": [concept("is-a", "A00")]}, year)
    assert refused.value.details == {"argument": "year", "value": year, "minimum": 2016, "maximum": 2026}


def test_what_has_ended_is_below_what_its_code_begins_with(shipped: GraphStore) -> None:
    glaucoma = {"include": [concept("is-a", "H40", BILLABLE)]}
    then = curies(shipped, glaucoma, 2016)
    assert "ICD10CM:H40.11X1" in then
    assert "ICD10CM:H40.11X1" not in curies(shipped, glaucoma, 2017)
    assert "ICD10CM:H40.1111" not in then


def test_value_sets_include_others_but_not_themselves(history: GraphStore) -> None:
    known = value_sets_of(history)
    assert [*known.by_name] == ["diabetes", "ischemic-heart-disease", "a-current", "a", "one", "two"]
    assert [finding.code() for finding in known.findings] == ["INVALID_VALUE_SET"]
    assert {*node_set(history, "a-current")} == {"ICD10CM:D30"}
    assert {*node_set(history, "http://a")} == {"ICD10CM:A00", "ICD10CM:D30"}
    (number,) = history.topology.find(["ICD10CM:D30"]).tolist()
    assert number in expand(history, known.named("a"))
    assert number in expand(history, value_set_of({"include": [{"system": ICD}]}))
    assert number + 1 not in expand(history, known.named("a"))
    with pytest.raises(InvalidArgument) as refused:
        node_set(history, "one")
    assert refused.value.details["value_sets"] == ["one", "two"]
    with pytest.raises(InvalidArgument, match="did_you_mean='diabetes'"):
        known.named("diabets")


def test_edges_that_are_kept_elsewhere_give_the_same(history: GraphStore, tmp_path: Path) -> None:
    write_snapshot(history_graph(), tmp_path / "whole")
    partial, edges = partial_store(tmp_path / "whole", tmp_path / "partial")
    resource = {"include": [concept("is-a", "A00")]}
    assert curies(partial, resource) == curies(history, resource)
    assert len(edges.asked) > 0
