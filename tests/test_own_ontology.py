"""A process with an ontology of one's own: its kinds work as the shipped ones, and no other process reads them."""

import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.console import OK, USAGE
from graph.model.errors import SnapshotError
from graph.store.manifest import _seal
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from medcode.__main__ import main
from tests.own_ontology import EDGES, ONTOLOGY, run_program, write_data
from tests.world import world_graph


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("own") / "mine")


@pytest.fixture(scope="module")
def snapshot(data: Path) -> Path:
    return data.parent / "snapshot"


@pytest.fixture(scope="module")
def printed(data: Path, snapshot: Path) -> dict[str, Any]:
    words = ("-m", "tests.own_ontology_program", str(data), str(snapshot))
    ended = run_program(*words, MEDCODE_DATA=str(data))
    assert ended.returncode == 0, ended.stderr
    shown: dict[str, Any] = json.loads(ended.stdout)
    assert (shown["findings"], shown["unquoted"]) == ([], [])
    return shown


def test_fields_lead_both_ways(printed: dict[str, Any]) -> None:
    answers = printed["answers"]
    assert [answer["errors"] for answer in answers.values()] == [[]] * len(answers)
    procedure = answers["field"]["data"]["procedure"]
    assert [
        (edge["node"]["name"], edge["daysBefore"], edge["extent"], edge["forms"])
        for edge in procedure["assessedBy"]["edges"]
    ] == [("Surgeon", 7, "BRIEF", []), ("Nurse", 3, "IN_FULL", ["A 1", "B 2"])]
    assert procedure["sharesRoomWith"]["nodes"] == [{"name": "Splint"}]
    assert procedure["treatsFirst"]["nodes"] == [{"name": "Fracture"}]
    inverse = answers["inverse"]["data"]
    assert [edge["node"]["name"] for edge in inverse["role"]["assesses"]["edges"]] == ["Cast", "Splint"]
    # The page of the cast names the wrist fracture as an example of what it is for, which says nothing of this kind.
    assert inverse["indication"]["firstTreatments"]["totalCount"] == 0


def test_filters_know_the_kind_and_its_properties(printed: dict[str, Any]) -> None:
    answers = printed["answers"]
    assert answers["where"]["data"]["procedures"]["nodes"] == [{"name": "Cast"}]
    assert answers["where edge"]["data"]["procedure"]["assessedBy"]["nodes"] == [{"name": "Nurse"}]
    assert len(answers["neighborhood"]["data"]["neighborhood"]["edges"]) == 2


def test_a_compiled_query_has_the_same_answer(printed: dict[str, Any]) -> None:
    compiled = {name: answer for name, answer in printed["compiled"].items() if answer is not None}
    assert {name: answer["data"] for name, answer in compiled.items()} == {
        name: printed["answers"][name]["data"] for name in compiled
    }
    assert compiled


def test_the_schema_has_types_for_it(printed: dict[str, Any]) -> None:
    for part in ("Role_AssessedByConnection!", "enum AssessedBy_UrgencyValue", "  SHARES_ROOM_WITH\n"):
        expected = part.replace("Urgency", "Extent")
        assert expected in printed["sdl"]


def test_every_export_has_it_and_is_read_back(printed: dict[str, Any]) -> None:
    read_back = {name: found for name, found in printed["exports"].items() if found is not None}
    assert len(read_back) > 5
    assert all(found == [] for found in read_back.values()), read_back


def _open(snapshot: Path, **settings: str) -> str:
    """What a process says that opens the snapshot: its last line."""
    ended = run_program("-c", f"from graph.store import open_store; open_store('snapshot:{snapshot}')", **settings)
    return ended.stderr.strip().rpartition("\n")[2]


def test_a_process_without_it_refuses_the_snapshot(printed: dict[str, Any], snapshot: Path, data: Path) -> None:
    said = _open(snapshot)
    assert "OtherOntology" in said
    assert "ASSESSED_BY, SHARES_ROOM_WITH, TREATS_FIRST" in said
    assert "MEDCODE_ONTOLOGY" in said
    assert _open(snapshot, MEDCODE_ONTOLOGY=str(data / "ontology.toml")) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('type = "integer"', 'type = "number"', "properties of ASSESSED_BY"),
        ("[edges.ASSESSED_BY.properties.forms]", "[edges.ASSESSED_BY.properties.papers]", "properties of ASSESSED_BY"),
        ('brief = "A talk."', 'short = "A talk."', "properties of ASSESSED_BY"),
        ("TREATS_FIRST", "TREATS_ALSO", "TREATS_FIRST"),
        ("Procedures in the same room.", "Those in the same room.", ""),
        ('brief = "A talk."', 'brief = "A talk."\nnone = "Nothing."', ""),
    ],
)
def test_another_ontology_is_refused_where_it_would_be_misread(
    printed: dict[str, Any], snapshot: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in ONTOLOGY
    (tmp_path / "ontology.toml").write_text(ONTOLOGY.replace(old, new), encoding="utf-8")
    found = _open(snapshot, MEDCODE_ONTOLOGY=str(tmp_path / "ontology.toml"))
    assert ("OtherOntology" in found, said in found) == (bool(said), True)


def test_kinds_in_another_order_are_refused(printed: dict[str, Any], snapshot: Path, tmp_path: Path) -> None:
    first, shares, rest = ONTOLOGY.partition("[edges.SHARES_ROOM_WITH]")
    (tmp_path / "ontology.toml").write_text(f"{shares}{rest}\n{first}", encoding="utf-8")
    assert "another order" in _open(snapshot, MEDCODE_ONTOLOGY=str(tmp_path / "ontology.toml"))


def test_a_process_with_more_kinds_reads_what_was_built_without(data: Path, world_snapshot: Path) -> None:
    assert _open(world_snapshot, MEDCODE_DATA=str(data)) == ""


@pytest.mark.parametrize(
    "record", [None, [], {"nodes": {}}, {"nodes": {}, "edges": {"IS_A": []}}, {"nodes": 1, "edges": 2}]
)
def test_a_manifest_without_kinds_is_refused(record: object, world_snapshot: Path) -> None:
    path = world_snapshot / "manifest.json"
    manifest = {**orjson.loads(path.read_bytes()), "ontology": record}
    path.write_bytes(orjson.dumps({**manifest, "seal": _seal(manifest)}))
    with pytest.raises(SnapshotError) as refused:
        attach_snapshot(world_snapshot)
    assert "`ontology` has no kinds" in str(refused.value)


@pytest.fixture
def world_snapshot(tmp_path: Path) -> Path:
    """The world, written by this process, which has no ontology of its own."""
    write_snapshot(world_graph(), tmp_path / "world")
    return tmp_path / "world"


def _medcode(*words: str, **settings: str) -> tuple[int, str]:
    ended = run_program("-m", "medcode", *words, **settings)
    return ended.returncode, ended.stdout + ended.stderr


def test_a_command_takes_the_ontology_of_the_data_that_it_is_given(
    printed: dict[str, Any], snapshot: Path, data: Path, tmp_path: Path
) -> None:
    query = '{ procedure(slug: "cast") { assessedBy { totalCount } } }'
    assert _medcode("query", query, "--graph", str(snapshot))[0] == 1
    code, said = _medcode("query", query, "--graph", str(snapshot), MEDCODE_DATA=str(data))
    assert (code, '"totalCount": 2' in said) == (0, True)
    for words in (["check", str(data)], ["check", str(data / "edges" / "clinic.tsv")], ["check", "--data", str(data)]):
        code, said = _medcode(*words, "--strict", MEDCODE_STORE=f"snapshot:{snapshot}")
        assert (code, "5 edges" in said) == (0, True), said
    options = ("--format", "jsonl", "--edge-kinds", "ASSESSED_BY", "--out", "-", "--graph", str(snapshot))
    assert _medcode("export", *options, MEDCODE_DATA=str(data))[1].count('"kind":"ASSESSED_BY"') == 3


def test_a_check_tells_what_is_wrong(printed: dict[str, Any], snapshot: Path, tmp_path: Path) -> None:
    wrong = write_data(
        tmp_path / "mine",
        ONTOLOGY + ONTOLOGY[: ONTOLOGY.index("strongest")].replace("ASSESSED_BY", "SEEN_BY"),
        EDGES
        + "PAGE:cast\tSEEN_BY\tROLE:nurse\n"
        + "RISK:infection\tTREATS_FIRST\tINDICATION:fracture\nPAGE:cst\tSHARES_ROOM_WITH\tPAGE:splint\n",
    )
    code, said = _medcode("check", str(wrong), "--strict", MEDCODE_STORE=f"snapshot:{snapshot}")
    assert code == 1
    words = " ".join(said.split())
    line = (wrong / "ontology.toml").read_text(encoding="utf-8").count("\n")
    assert f"mine/ontology.toml:{line - 1}" in said
    assert "'assesses' is taken: Role has a field of this name already" in words
    assert "mine/edges/clinic.tsv:8" in said
    assert "o kind of edges 'SEEN_BY' was read from ontology.toml" in words
    assert "clinic.tsv:9 TREATS_FIRST leads from Procedure to Indication, and here from Risk to Indication." in words
    assert "mine/edges/clinic.tsv:10 Unknown name: 'PAGE:cst' Did you mean 'PAGE:cast'?" in words
    assert "4 findings" in said


def test_an_ontology_is_begun_and_an_example_that_is_taken_over_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEDCODE_ONTOLOGY", "")
    monkeypatch.setenv("MEDCODE_STORE", f"snapshot:{tmp_path}")
    mine = tmp_path / "mine"
    for words, code in (
        (["new", "ontology"], OK),
        (["new", "ontology"], USAGE),
        (["new", "ontology", "NAME"], USAGE),
        (["new", "edges"], USAGE),
        (["new", "edges", "clinic"], OK),
    ):
        assert main([*words, "--data", str(mine)]) == code, words
    assert main(["check", str(mine), "--strict"]) == OK
    path = mine / "ontology.toml"
    begun, example = path.read_text(encoding="utf-8").split("\n\n", 1)
    taken = "\n".join(line.removeprefix("#").strip() for line in example.split("\n"))
    path.write_text(f"{begun}\n{taken}", encoding="utf-8")
    assert main(["check", str(mine), "--strict"]) == OK
    assert "ASSESSED_BY from Procedure to Role: assessedBy, and assesses" in " ".join(capsys.readouterr().out.split())


def test_data_whose_kinds_were_not_read_is_refused(data: Path) -> None:
    code = "from medcode.__main__ import main; import graph.model.ontology; main(['build', '--data', %r, '--out', %r])"
    ended = run_program("-c", code % (str(data), str(data.parent / "never")))
    assert "MEDCODE_ONTOLOGY" in ended.stderr
    assert not (data.parent / "never").exists()
