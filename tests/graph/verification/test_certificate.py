"""The certificate of what a verified text rests on, checked against other graphs."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.ingest.build import build
from graph.model.elements import Edge, Node
from graph.store import GraphStore
from graph.store.snapshot_writer import write_snapshot
from medcode.__main__ import main
from tests.graph.verification.verified_world import GRAPH, ITEMS, verify
from tests.world import World, edge

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
