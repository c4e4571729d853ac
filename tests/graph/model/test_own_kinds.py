"""Kinds of edges that a file declares: what is right is read, and every mistake is told with its line and field."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from graph.model.findings import SourceError
from graph.model.ontology import SHIPPED, EdgeKind, PropertyType
from graph.model.ontology.own_kinds import read_own_kinds
from graph.model.ontology_files import ontology_files
from tests.own_ontology import ONTOLOGY

KIND = """[edges.SEEN_BY]
sources = ["Procedure"]
targets = ["Role"]
description = "Who sees it."
inverse = "sees"
inverse_description = "What they see."
"""
Read = Callable[[str], tuple[tuple[EdgeKind, ...], tuple[SourceError, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str) -> tuple[tuple[EdgeKind, ...], tuple[SourceError, ...]]:
        path = tmp_path / "ontology.toml"
        path.write_text(text, encoding="utf-8")
        found = read_own_kinds([str(path)], SHIPPED)
        return found.edge_kinds, found.findings

    return read_text


def told(findings: tuple[SourceError, ...]) -> list[tuple[int | None, object]]:
    """Line and field of each finding."""
    return [(finding.line, finding.details["field"]) for finding in findings]


def test_what_is_declared_is_a_kind_as_any_other(read: Read) -> None:
    (assessed, shares, treats), findings = read(ONTOLOGY)
    assert findings == ()
    assert (assessed.field, assessed.inverse, assessed.strongest) == ("assessedBy", "assesses", "days_before")
    assert [item.type for item in assessed.properties] == [
        PropertyType.INTEGER,
        PropertyType.STRING,
        PropertyType.STRINGS,
    ]
    assert [value for value, _ in assessed.properties[1].values] == ["brief", "in full"]
    assert shares.symmetric
    assert shares.field == shares.inverse == "sharesRoomWith"
    assert treats.field == "treatsFirst"
    assert all(kind.is_own for kind in (assessed, shares, treats))
    assert not any(kind.is_own for kind in SHIPPED.edge_kinds)


WRONG = {
    'sources = ["Procedur"]': (2, "edges.SEEN_BY.sources"),
    "sources = []": (2, "edges.SEEN_BY.sources"),
    'sources = "Procedure"': (2, "edges.SEEN_BY.sources"),
    'sources = ["Procedure", "Procedure"]': (2, "edges.SEEN_BY.sources"),
    "targets = [1]": (3, "edges.SEEN_BY.targets"),
    'description = ""': (4, "edges.SEEN_BY.description"),
    "description = 3": (4, "edges.SEEN_BY.description"),
    r'description = "a\nb"': (4, "edges.SEEN_BY.description"),
    'inverse = "procedures"': (5, "edges.SEEN_BY.inverse"),
    'inverse = "kind"': (5, "edges.SEEN_BY.inverse"),
    'inverse = "with space"': (5, "edges.SEEN_BY.inverse"),
    'inverse = "__typename"': (5, "edges.SEEN_BY.inverse"),
    'inverse = "class"': (5, "edges.SEEN_BY.inverse"),
    'inverse = ""': (5, "edges.SEEN_BY.inverse"),
}
MORE = {
    'field = "risks"': (7, "edges.SEEN_BY.field"),
    'field = "durationMinMinutes"': (7, "edges.SEEN_BY.field"),
    'invrse = "x"': (7, "edges.SEEN_BY.invrse"),
    "symmetric = 1": (7, "edges.SEEN_BY.symmetric"),
    'strongest = "seen"': (7, "edges.SEEN_BY.strongest"),
    "properties = 3": (7, "edges.SEEN_BY.properties"),
    "properties.Seen = {description = 'x'}": (7, "edges.SEEN_BY.properties.Seen"),
    "properties.evidence = {description = 'x'}": (7, "edges.SEEN_BY.properties.evidence"),
    "properties.lambda = {description = 'x'}": (7, "edges.SEEN_BY.properties.lambda"),
    "properties.seen = 'x'": (7, "edges.SEEN_BY.properties.seen"),
    "properties.seen = {type = 'reasons', description = 'x'}": (7, "edges.SEEN_BY.properties.seen.type"),
    "properties.position = {description = 'x'}": (7, "edges.SEEN_BY.properties.position.type"),
    "properties.seen = {type = 'date', description = 'x', values = {a = 'x'}}": (
        7,
        "edges.SEEN_BY.properties.seen.values",
    ),
    "properties.seen = {description = 'x', values = {A = 'x'}}": (7, "edges.SEEN_BY.properties.seen.values.A"),
    "[edges.seen_by]": (7, "edges.seen_by"),
    "[edges.HAS_RISK]": (7, "edges.HAS_RISK"),
    "[edges.'A`) DETACH DELETE n//']": (7, "edges.A`) DETACH DELETE n//"),
    "[nodes.Clinic]": (7, "nodes"),
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_value_is_told_once_with_its_line(line: str, read: Read) -> None:
    key = line.partition(" ")[0]
    kinds, findings = read("\n".join(line if row.startswith(f"{key} ") else row for row in KIND.split("\n")))
    assert kinds == ()
    assert told(findings) == [WRONG[line]]


@pytest.mark.parametrize("line", MORE)
def test_a_wrong_key_is_told_with_its_line(line: str, read: Read) -> None:
    _, findings = read(KIND + line)
    assert told(findings)[0] == MORE[line]


@pytest.mark.parametrize("key", ["sources", "targets", "description", "inverse", "inverse_description"])
def test_what_must_be_there_is_told_where_it_is_missing(key: str, read: Read) -> None:
    _, findings = read("\n".join(row for row in KIND.split("\n") if not row.startswith(f"{key} ")))
    assert told(findings) == [(1, f"edges.SEEN_BY.{key}")]


def test_all_mistakes_are_told_at_once_and_the_rest_is_kept(read: Read) -> None:
    wrong = KIND.replace("SEEN_BY", "OTHER").replace("Role", "Rolle").replace('"sees"', '"risks!"')
    kinds, findings = read(f"{wrong}\n{KIND}")
    assert [kind.name for kind in kinds] == ["SEEN_BY"]
    assert told(findings) == [(3, "edges.OTHER.targets"), (5, "edges.OTHER.inverse")]
    assert findings[0].details["did_you_mean"] == "Role"


def test_two_kinds_do_not_take_one_name(read: Read) -> None:
    kinds, findings = read(KIND + KIND.replace("SEEN_BY", "WATCHED_BY"))
    assert [kind.name for kind in kinds] == ["SEEN_BY"]
    assert told(findings) == [(11, "edges.WATCHED_BY.inverse")]


def test_a_symmetric_kind_has_no_other_side(read: Read) -> None:
    kinds, findings = read(KIND.replace("Role", "Procedure") + "symmetric = true")
    assert kinds == ()
    assert told(findings) == [(5, "edges.SEEN_BY.inverse"), (6, "edges.SEEN_BY.inverse_description")]


@pytest.mark.parametrize(
    ("text", "line"), [("[edges.A\n", 1), ("a = 1\nb = \n", 2), (f"{KIND}{KIND}", 7), ("x = " + "[" * 5000, None)]
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int | None, read: Read) -> None:
    kinds, (finding,) = read(text)
    assert kinds == ()
    assert (finding.code(), finding.line) == ("MALFORMED_FILE", line)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(KIND.encode() + b"# \xe9")
    paths = [str(tmp_path / name) for name in ("latin.toml", "nowhere.toml", "")]
    found = read_own_kinds(paths, SHIPPED)
    assert [finding.code() for finding in found.findings] == ["MALFORMED_FILE", "UNREADABLE_FILE", "UNREADABLE_FILE"]
    assert found.findings[0].line == 7


def test_a_file_that_was_changed_by_chance_is_read_or_told(read: Read) -> None:
    random = Random(20_261_130)  # noqa: S311
    for _ in range(300):
        text = list(ONTOLOGY)
        for _ in range(random.choice((1, 1, 2, 5))):
            place = random.randrange(len(text))
            text[place : place + random.choice((0, 1, 8))] = random.choice(
                ['"', "[", "]", "=", "\n", "é", "1", "", "_"]
            )
        kinds, findings = read("".join(text))
        assert findings or len(kinds) == 3 or "".join(text).count("[edges.") != ONTOLOGY.count("[edges.")


def test_files_are_named_or_those_of_folders_of_data(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    for name in ("a", "b"):
        (tmp_path / name / "ontology.toml").touch()
    a, b, c = (str(tmp_path / name) for name in ("a", "b", "c"))
    assert ontology_files({}) == ()
    assert ontology_files({"MEDCODE_DATA": f"{a}:{c}:{b}:{a}"}) == (f"{a}/ontology.toml", f"{b}/ontology.toml")
    assert ontology_files({"MEDCODE_DATA": a, "MEDCODE_ONTOLOGY": "own.toml"}) == ("own.toml",)
    assert ontology_files({"MEDCODE_DATA": a, "MEDCODE_ONTOLOGY": ""}) == ()
