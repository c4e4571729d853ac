"""`medcode new`: files that are begun pass the check, and nothing is written over."""

from pathlib import Path

import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.ingest.data_folder import Part
from graph.ingest.vocabulary import TERM_KINDS
from medcode.__main__ import main
from tests.commands.conftest import Program

BEGUN = {
    "page": ("Knee Repair", "pages/orthopedics/knee-repair.txt", ["--specialty", "Orthopedics"]),
    "policy": ("Example Health Plan", "policies/example-health-plan.csv", []),
    "mapping": ("Own Risks", "mappings/own-risks.sssom.tsv", ["--kind", "risk"]),
    "vocabulary": ("risks", "vocabulary/risk.tsv", []),
    "query": ("2 Questions", "queries/2-questions.graphql", []),
    "valueset": ("Own Codes", "valuesets/own-codes.toml", []),
}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world_folder: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEDCODE_STORE", f"snapshot:{world_folder}")
    monkeypatch.delenv("MEDCODE_DATA", raising=False)


@pytest.mark.parametrize("what", BEGUN)
def test_what_is_begun_passes_the_check(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, path, more = BEGUN[what]
    assert main(["new", what, name, "--data", "mine", *more]) == OK
    written = Path("mine", path)
    assert f"Written: {written}\n" in capsys.readouterr().out
    text = written.read_text(encoding="utf-8")
    assert "{{" not in text
    code = main(["check", "mine", "--strict"])
    told = capsys.readouterr().out
    assert code == (FINDINGS if what == "page" else OK), told
    assert ("Not filled in yet: lines" in told) == (what == "page")
    assert "Nothing" not in told or what == "page"
    assert main(["new", what, name, "--data", "mine", *more]) == USAGE
    assert "is there already" in capsys.readouterr().err
    assert written.read_text(encoding="utf-8") == text


def test_a_page_has_findings_of_places_to_fill_in_alone(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["new", "page", "Knee Repair", "--data", "mine"])
    main(["check", "mine", "--json"])
    out = capsysbinary.readouterr().out
    assert out.count(b'"code"') == out.count(b'"code": "NOT_FILLED_IN"') > 0


@pytest.mark.parametrize("kind", TERM_KINDS)
def test_each_kind_of_term_has_a_file_and_mappings(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "vocabulary", kind, "--data", "mine"]) == OK
    assert main(["new", "mapping", kind, "--kind", kind, "--data", "mine"]) == OK
    assert main(["check", "mine", "--strict"]) == OK, capsys.readouterr().out


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        "../knee",
        "/etc/knee",
        "a/b",
        "a\\b",
        ".hidden",
        "a\nb",
        "a\x1b[31m",
        "a\0b",
        "…",
        "k" * 300,
        "膝" * 100,
    ],
)
@pytest.mark.parametrize("what", ["page", "vocabulary"])
def test_a_name_that_is_none_is_refused(what: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", what, name, "--data", "mine"]) == USAGE
    assert "\x1b" not in capsys.readouterr().err
    assert not Path("mine").exists()


def test_a_kind_of_terms_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "vocabulary", "weather", "--data", "mine"]) == USAGE
    assert "indication" in capsys.readouterr().err


def test_a_folder_has_to_be_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "page", "Knee Repair"]) == USAGE
    assert "--data DIR" in capsys.readouterr().err
    monkeypatch.setenv("MEDCODE_DATA", "first:second")
    assert main(["new", "page", "Knee Repair"]) == OK
    assert Path("first", Part.PAGES, "knee-repair.txt").is_file()


def test_where_nothing_can_be_written_is_said(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    ended = program("new", "page", "Knee Repair", "--data", str(tmp_path / "file"))
    assert ended.returncode == USAGE
    assert "cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_only_pages_have_a_specialty() -> None:
    assert main(["new", "policy", "Plan", "--data", "mine", "--specialty", "urology"]) == USAGE
