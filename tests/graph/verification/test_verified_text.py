"""What a text claims, compared with the graph, and the certificate of what that rests on."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.ingest.build import build
from graph.model.elements import Edge, Node
from graph.model.limits import Limits
from graph.model.ontology import EDGE_KINDS
from graph.model.source_files import ROOT
from graph.store import GraphStore
from graph.store.snapshot_writer import write_snapshot
from medcode.__main__ import main
from tests import history_world
from tests.conftest import ask_compiled, ask_store, store_of
from tests.world import EDGES, NODES, World, edge

MORE: list[Node | Edge] = [
    history_world.diagnosis("E11", "Type 2 diabetes", is_billable=False, level="category"),
    history_world.diagnosis("E11.9", "Type 2 diabetes without complications", synonyms=("Plain diabetes",)),
    history_world.diagnosis("E11.65", "Type 2 diabetes with hyperglycemia"),
    history_world.diagnosis("E10", "Type 1 diabetes", is_billable=False, level="category"),
    history_world.diagnosis("E10.9", "Type 1 diabetes without complications"),
    history_world.diagnosis("J18.9", "Pneumonia, unspecified"),
    Node("LAY:lung-infection", "Expression", "lung infection"),
    Node("MSDRG:638", "DiagnosisGroup", "Diabetes"),
    Node("MSDRG:470", "DiagnosisGroup", "Joints"),
    edge("ICD10CM:E11.9", "IS_A", "ICD10CM:E11"),
    edge("ICD10CM:E11.65", "IS_A", "ICD10CM:E11"),
    edge("ICD10CM:E10.9", "IS_A", "ICD10CM:E10"),
    edge("ICD10CM:E10", "EXCLUDES", "ICD10CM:E11", "infection", excludes_type="excludes1"),
    edge("ICD10CM:E11.9", "EXCLUDES", "ICD10CM:J18.9", excludes_type="excludes2"),
    edge("ICD10CM:E11.9", "GROUPS_TO", "MSDRG:638", role="principal"),
    edge("ICD10CM:J18.9", "KNOWN_AS", "LAY:lung-infection", predicate="skos:exactMatch", confidence=0.9),
]
ITEMS: list[Node | Edge] = [*NODES, *EDGES, *history_world.NODES, *history_world.EDGES, *MORE]
GRAPH = build([World(ITEMS)]).graph
QUERY = """query ($text: String!, $on: Date) { verifyText(text: $text, on: $on) { truncated certificate claims {
    type text start end verdict explanation nodes { curie } nearest { curie }
    edges { kind sourceCurie targetCurie evidence { quote } } } } }"""


@pytest.fixture(scope="module")
def verified_store() -> GraphStore:
    return store_of(GRAPH)


def verify(store: GraphStore, text: str, on: str | None = None) -> dict[str, Any]:
    """The answer, which both executions give alike."""
    given = {"text": text, "on": on}
    answer = ask_store(store, QUERY, given)
    assert answer["errors"] == []
    compiled = ask_compiled(store, QUERY, given)
    assert compiled is not None
    assert orjson.loads(compiled.body) == {"data": answer["data"]}
    assert compiled.private
    found: dict[str, Any] = answer["data"]["verifyText"]
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in found["claims"])
    return found


def short(claim: dict[str, Any]) -> tuple[str, str, str, list[str]]:
    """The type, text and verdict of a claim, and what may be meant instead."""
    return claim["type"], claim["text"], claim["verdict"], [node["curie"] for node in claim["nearest"]]


@pytest.mark.parametrize(
    ("text", "verdict", "nearest"),
    [
        ("E11.9", "SUPPORTED", []),
        ("e11.9.", "SUPPORTED", []),
        ("ICD-10-CM code: D30", "SUPPORTED", []),
        ("DRG 638", "SUPPORTED", []),
        ("MS-DRG 999", "NO_SUCH_CODE", []),
        ("E11.99", "NO_SUCH_CODE", ["ICD10CM:E11.9"]),
        ("B10.2", "NOT_VALID_ON_DAY", ["ICD10CM:B10.21", "ICD10CM:B10.22"]),
        ("E40.1", "NOT_VALID_ON_DAY", []),
        ("CPT 00100", "SUPPORTED", []),
        ("CPT 99213", "NO_SUCH_CODE", []),
        ("code 0SR9019", "SUPPORTED", []),
    ],
)
def test_a_code_is_looked_at_as_of_a_day(
    verified_store: GraphStore, text: str, verdict: str, nearest: list[str]
) -> None:
    (claim,) = verify(verified_store, text, "2026-01-15")["claims"]
    assert (claim["type"], claim["verdict"]) == ("CODE", verdict)
    assert sorted(node["curie"] for node in claim["nearest"]) == nearest


def test_what_a_system_that_is_not_loaded_may_have_is_not_refuted() -> None:
    plain = store_of(build([World([node for node in NODES if not node.curie.startswith("HCPCS")])]).graph)
    assert [claim["verdict"] for claim in verify(plain, "J1100")["claims"]] == ["NOT_IN_GRAPH"]


@pytest.mark.parametrize(
    "text", ["Room 470, zip 12345, T12 and B12, D30, 2026-01-15, E11.9.1, A1C", "", "\x00E", "E11.x"]
)
def test_what_only_looks_like_a_code_is_no_claim(verified_store: GraphStore, text: str) -> None:
    assert verify(verified_store, text)["claims"] == []


@pytest.mark.parametrize(
    ("text", "claimed", "verdict"),
    [
        ("E11.9: Type 2 diabetes without complications.", "E11.9: Type 2 diabetes without complications", "SUPPORTED"),
        ("E11.9 (plain diabetes) was found", "E11.9 (plain diabetes)", "SUPPORTED"),
        ("J18.9 – lung infection, treated", "J18.9 – lung infection", "SUPPORTED"),
        ("She has plain diabetes (E11.9).", "plain diabetes (E11.9)", "SUPPORTED"),
        ("D30: New", "D30: New", "SUPPORTED"),
        ("E11.9: type 1 diabetes", "E11.9: type 1 diabetes", "CONTRADICTED"),
        (
            "E11.9 is Type 2 diabetes with hyperglycemia",
            "E11.9 is Type 2 diabetes with hyperglycemia",
            "CONTRADICTED",
        ),
        ("E11.9: type 2 diabetes", "E11.9: type 2 diabetes", "UNDECIDED"),
        ("J18.9: lung infection due to mold", "J18.9: lung infection due to mold", "UNDECIDED"),
    ],
)
def test_a_name_beside_a_code_is_compared_as_a_whole(
    verified_store: GraphStore, text: str, claimed: str, verdict: str
) -> None:
    (named,) = [claim for claim in verify(verified_store, text)["claims"] if claim["type"] == "CODE_NAME"]
    assert (named["text"], named["verdict"]) == (claimed, verdict)
    assert bool(named["explanation"]) == (verdict != "SUPPORTED")
    assert bool(named["edges"]) == ("lung infection" in claimed and verdict == "SUPPORTED")


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("A cast can cause infection, stiffness and skin sore.", ["SUPPORTED", "SUPPORTED", "NOT_IN_GRAPH"]),
        ("Stiffness is a known risk of the cast.", ["SUPPORTED"]),
        ("The cast (PAGE:cast) is indicated for fracture", ["SUPPORTED"]),
        ("A cast is not indicated for fracture", ["CONTRADICTED"]),
        ("A cast is contraindicated in fracture", ["CONTRADICTED"]),
        ("A cast is not indicated for sprain", ["UNDECIDED"]),
        ("Splint is an alternative to cast.", ["SUPPORTED"]),
        ("A cast in children can cause infection", ["UNDECIDED"]),
        ("A cast can cause despair", ["UNDECIDED"]),
        ("E10.9 can be coded with E11.65", ["CONTRADICTED"]),
        ("E11.65 cannot be coded with E10.9", ["SUPPORTED"]),
        ("E11.9 can be coded with J18.9", ["SUPPORTED"]),
        ("E11.9 groups to DRG 638 or DRG 470", ["SUPPORTED", "NOT_IN_GRAPH"]),
        ("B10.2 was replaced by B10.21; B10.21 was replaced by B10.2", ["SUPPORTED", "CONTRADICTED"]),
        ("Hope can cause despair. We talked about the cast and its infection.", []),
    ],
)
def test_a_statement_is_supported_or_contradicted_by_edges(
    verified_store: GraphStore, text: str, verdicts: list[str]
) -> None:
    found = [claim for claim in verify(verified_store, text)["claims"] if claim["type"] == "STATEMENT"]
    assert [claim["verdict"] for claim in found] == verdicts
    assert all(bool(claim["edges"]) == (claim["verdict"] in ("SUPPORTED", "CONTRADICTED")) for claim in found)


def test_every_phrase_stands_for_kinds_of_edges() -> None:
    with (ROOT / "data" / "language" / "relation-phrases.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len({row["phrase"] for row in rows}) == len(rows)
    for row in rows:
        relations = [relation.lstrip("~").partition("=") for relation in f"{row['kinds']} {row['opposites']}".split()]
        assert relations, row
        assert {kind for kind, _, _ in relations} <= set(EDGE_KINDS), row
        assert {value for _, _, value in relations} <= {"", "excludes1", "excludes2"}, row


TEXT = "E11.9: type 1 diabetes. A cast can cause infection. E10.9 can be coded with E11.9."


def changed(item: Node | Edge) -> Node | Edge:
    """A node with another name, and an edge with another quote; all others as they are."""
    if isinstance(item, Node):
        return replace(item, name="Plaster") if item.curie == "PAGE:cast" else item
    is_other = item.kind == "EXCLUDES" and item.source == "ICD10CM:E10"
    return replace(item, evidence=(replace(item.evidence[0], quote="fracture"),)) if is_other else item


def changed_items() -> list[Node | Edge]:
    """The items, without the edge that says that a cast can cause infection."""
    gone = edge("PAGE:cast", "HAS_RISK", "RISK:infection", "infection", position=0)
    return [changed(item) for item in ITEMS if item != gone]


def test_a_certificate_says_what_still_holds(
    verified_store: GraphStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate = verify(verified_store, TEXT)["certificate"]
    assert certificate["graph"] == verified_store.summary().version
    (risk,) = [item for item in certificate["edges"] if item["kind"] == "HAS_RISK"]
    assert [quote["text"] for quote in risk["quotes"]] == ["infection"]
    file = tmp_path / "answer.json"
    file.write_bytes(orjson.dumps(certificate))
    for name, graph in (("same", GRAPH), ("changed", build([World(changed_items())]).graph)):
        write_snapshot(graph, tmp_path / name)
    assert main(["verify", "--certificate", str(file), "--graph", str(tmp_path / "same")]) == OK
    assert capsys.readouterr().out.endswith(" all hold\n")
    assert main(["verify", "--certificate", str(file), "--graph", str(tmp_path / "changed")]) == FINDINGS
    *lines, summary = capsys.readouterr().out.splitlines()
    states = {name: state for state, _, name in (line.partition(" ") for line in lines)}
    assert {name.strip(): state for name, state in states.items() if state != "holds"} == {
        "PAGE:cast": "changed",
        "ICD10CM:E10 EXCLUDES ICD10CM:E11": "changed",
        "PAGE:cast HAS_RISK RISK:infection": "gone",
    }
    assert summary.endswith("3 do not hold")
    risk["quotes"][0]["text"] = "bliss"  # Whoever changes a certificate finds that it does not hold.
    file.write_bytes(orjson.dumps(certificate))
    assert main(["verify", "--certificate", str(file), "--graph", str(tmp_path / "same")]) == FINDINGS
    of_numbers = b'{"format": "medcode certificate 1", "nodes": [1], "edges": []}'
    for content in (b"", b"[]", b'{"format": "x"}', b"\xff", of_numbers):
        file.write_bytes(content)
        assert main(["verify", "--certificate", str(file), "--graph", str(tmp_path / "same")]) == USAGE
    assert main(["verify", "--certificate", str(tmp_path), "--graph", str(tmp_path / "same")]) == USAGE


def test_more_claims_than_the_limit_are_told_of(verified_store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "mentions", 2)
    found = verify(verified_store, "E11.9, E10.9, J18.9")
    assert (found["truncated"], len(found["claims"])) == (True, 2)
