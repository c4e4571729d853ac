"""`medcode query`, as someone types it."""

import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from graph.console import FINDINGS, OK, USAGE
from medcode.__main__ import main
from tests.commands.conftest import Program

RISKS = "{ risks { totalCount } }"
SEVERAL = "query A { risks { totalCount } } query B { indications { totalCount } }"
NEEDS = "query($slug: String!) { risk(slug: $slug) { name } }"
Printed = pytest.CaptureFixture[str]


def query(folder: Path, *words: str) -> int:
    return main(["query", *words, "--graph", str(folder)])


def test_a_text_a_file_and_standard_input_have_one_answer(
    world_folder: Path, tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "risks.graphql"
    file.write_text(RISKS)
    for given in (RISKS, str(file), "-"):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(RISKS.encode())))
        assert query(world_folder, given) == OK
        printed = capsys.readouterr()
        assert json.loads(printed.out)["data"] == {"risks": {"totalCount": 3}}
        assert not printed.err


def test_a_query_by_its_name_with_variables(world_folder: Path, capsys: Printed) -> None:
    assert query(world_folder, "procedure", "--variables", '{"slug": "cast"}') == OK
    assert json.loads(capsys.readouterr().out)["data"]


def test_variables_and_operation_are_those_of_the_query(world_folder: Path, capsys: Printed) -> None:
    assert query(world_folder, NEEDS, "--variables", '{"slug": "infection"}') == OK
    assert json.loads(capsys.readouterr().out)["data"] == {"risk": {"name": "Infection"}}
    assert query(world_folder, SEVERAL, "--operation", "B") == OK
    assert list(json.loads(capsys.readouterr().out)["data"]) == ["indications"]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("{ risks { nme }\n  x }", "QUERY:2:3: Cannot query field 'x'"),
        ("{ risks", "QUERY:1:8: Syntax Error"),
        (NEEDS, "QUERY:1:7: Variable '$slug'"),
        (SEVERAL, "QUERY: The document has several operations"),
        ("{ a: __typename\n  path(from: 1) { length } }", "QUERY:2:"),
    ],
    ids=["unknown field", "syntax", "variable", "several", "argument"],
)
def test_errors_have_their_place(world_folder: Path, given: str, place: str, capsys: Printed) -> None:
    assert query(world_folder, given) == FINDINGS
    printed = capsys.readouterr()
    assert json.loads(printed.out)["errors"]
    assert any(line.startswith(place) for line in printed.err.splitlines())


def test_a_part_of_an_answer_is_printed_beside_its_error(world_folder: Path, capsys: Printed) -> None:
    both = '{ risks { totalCount } shortestPath(from: "RISK:none", to: "RISK:infection") { length } }'
    code = query(world_folder, both)
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert code == (FINDINGS if "errors" in answer else OK)
    assert bool(printed.err) == ("errors" in answer)


@pytest.mark.parametrize("words", [["nothing"], [RISKS, "--variables", "[]"], [RISKS, "--variables", "{"]])
def test_wrong_words_exit_with_2(world_folder: Path, words: list[str], capsys: Printed) -> None:
    assert query(world_folder, *words) == USAGE
    assert not capsys.readouterr().out


def test_it_runs_as_a_program(world_folder: Path, program: Program) -> None:
    printed = program("query", "-", "--graph", str(world_folder), given=RISKS)
    assert (printed.returncode, printed.stderr) == (OK, "")
    assert json.loads(printed.stdout)["data"] == {"risks": {"totalCount": 3}}
