"""`medcode valueset`: the codes of a value set, and what differs between two, two years or two graphs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.ingest.build import build
from graph.store.snapshot_writer import write_snapshot
from medcode.__main__ import main
from tests.history_world import EDGES, NODES, history_graph
from tests.world import World

MINE = '[[include]]\nsystem = "ICD10CM"\nfilter = [{property = "concept", op = "is-a", value = "A00"}]\n'
LISTED = '[[include]]\nsystem = "ICD10CM"\nconcept = ["A00",\n"B10.2", "B10.22",\n"X99"]\n'


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Snapshots of the small history, and of one in which B10.2 has not ended."""
    found = tmp_path_factory.mktemp("history")
    write_snapshot(history_graph(), found / "now")
    earlier = [node for node in NODES if not node.curie.startswith("ICD10CM:B10")]
    open_still = [node for node in NODES if node.curie == "ICD10CM:B10.21"]
    before = replace(open_still[0], curie="ICD10CM:B10.2", name="Disease B10.2")
    kept = {node.curie for node in [*earlier, before]}
    edges = [edge for edge in EDGES if {edge.source, edge.target} <= kept]
    write_snapshot(build([World([*earlier, before, *edges])]).graph, found / "before")
    return found


@pytest.fixture(autouse=True)
def place(tmp_path: Path, history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEDCODE_STORE", f"snapshot:{history / 'now'}")
    monkeypatch.setenv("MEDCODE_DATA", "mine")
    Path("mine/valuesets").mkdir(parents=True)
    Path("mine/valuesets/mine.toml").write_text(MINE)
    Path("listed.toml").write_text(LISTED)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> list[list[str]]:
    assert main(["valueset", *words]) == OK
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_a_value_set_is_expanded_by_name_or_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert [row[0] for row in printed(capsys, "expand", "mine")] == [
        f"ICD10CM:{code}" for code in ("A00", "A00.0", "A00.01", "A00.09")
    ]
    assert [row[0] for row in printed(capsys, "expand", "mine", "--year", "2025")] == ["ICD10CM:A00", "ICD10CM:A00.0"]
    assert main(["valueset", "expand", "listed.toml", "--json"]) == OK
    told = capsys.readouterr()
    assert [row["name"] for row in json.loads(told.out)] == ["Disease A00", "Disease B10.22"]
    assert "The graph has no ICD10CM:X99." in told.err


def test_what_differs_is_told_with_what_replaced_it(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "compare", "listed.toml", "--year", "2020", "--to-year", "2026") == [
        ["removed", "ICD10CM:B10.2", "Disease B10.2", "ICD10CM:B10.21 ICD10CM:B10.22"],
        ["added", "ICD10CM:B10.22", "Disease B10.22", ""],
    ]
    over = ["--graph", str(history / "before"), "--to-graph", str(history / "now")]
    assert printed(capsys, "compare", "listed.toml", *over) == [
        ["removed", "ICD10CM:B10.2", "Disease B10.2", "ICD10CM:B10.21 ICD10CM:B10.22"],
        ["added", "ICD10CM:B10.22", "Disease B10.22", ""],
    ]
    assert [row[:2] for row in printed(capsys, "compare", "mine", "listed.toml")] == [
        ["removed", "ICD10CM:A00.0"], ["removed", "ICD10CM:A00.01"], ["removed", "ICD10CM:A00.09"],
        ["added", "ICD10CM:B10.22"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["expand", "mime"], USAGE, "did_you_mean='mine'"),
        (["expand", "mine", "listed.toml"], USAGE, "expand one"),
        (["compare", "mine"], USAGE, "compare two"),
        (["compare", "mine", "mine", "mine"], USAGE, "compare two"),
        (["expand", "mine", "--to-year", "2020"], USAGE, "expand one"),
        (["expand", "wrong.toml"], FINDINGS, "wrong.toml:2"),
    ],
)
def test_mistakes_are_told(words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("wrong.toml").write_text(MINE.replace("ICD10CM", "ICD"))
    assert main(["valueset", *words]) == code
    assert told in capsys.readouterr().err


def test_a_check_tells_of_rules_codes_and_what_is_included(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine/valuesets/listed.toml").write_text(LISTED + '[[include]]\nvalueSet = ["mime"]\n')
    Path("mine/valuesets/wrong.json").write_text('{"include": [\n{"system": "ICD10C"}]}')
    assert main(["check", "mine"]) == OK
    out = capsys.readouterr().out
    for words in ("4 codes", "listed.toml:5", "Unknown name: 'ICD10CM:X99'", "listed.toml:7", "wrong.json:2"):
        assert words in out, out
    assert out.count("Did you mean 'mine'?") == out.count("Did you mean 'ICD10CM'?") == 1
