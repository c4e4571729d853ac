"""`medcode search`, as someone types it."""

import json
from pathlib import Path

import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.model.limits import Limits
from medcode.__main__ import main
from tests.commands.conftest import Program

Printed = pytest.CaptureFixture[str]


def search(folder: Path, *words: str) -> int:
    return main(["search", *words, "--graph", str(folder)])


def test_hits_in_a_pipe_are_fields_between_tabs(world_folder: Path, capsys: Printed) -> None:
    assert search(world_folder, "infection") == OK
    first = capsys.readouterr().out.splitlines()[0].split("\t")
    assert first == ["Risk", "RISK:infection", "Infection", "exact label in name", ""]


def test_hits_as_json(world_folder: Path, capsys: Printed) -> None:
    assert search(world_folder, "wrist", "fracture", "--json", "--limit", "1") == OK
    printed = json.loads(capsys.readouterr().out)
    assert (printed["query"], len(printed["hits"])) == ("wrist fracture", 1)
    assert printed["hits"][0]["name"] == "Wrist fracture"
    assert printed["total"] >= 1


def test_only_nodes_of_a_kind_are_found(world_folder: Path, capsys: Printed) -> None:
    assert search(world_folder, "fracture", "--kind", "Procedure", "--kind", "Risk") == OK
    assert {line.partition("\t")[0] for line in capsys.readouterr().out.splitlines()} <= {"Procedure", "Risk"}


def test_more_hits_are_told_of(world_folder: Path, capsys: Printed) -> None:
    assert search(world_folder, "fracture", "--limit", "1") == OK
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    assert "--limit lists more" in printed.err


def test_nothing_found_is_told_and_no_failure(world_folder: Path, capsys: Printed) -> None:
    assert search(world_folder, "xyzzy") == OK
    assert capsys.readouterr() == ("", "Nothing was found for 'xyzzy'.\n")


def test_a_code_that_is_not_there_is_told(world_folder: Path, capsys: Printed) -> None:
    assert search(world_folder, "J1885") == OK
    assert "J1885" in capsys.readouterr().err


def test_a_text_that_is_too_long_exits_with_2(world_folder: Path, capsys: Printed) -> None:
    assert search(world_folder, "x" * (Limits.text + 1)) == USAGE
    assert "too long" in capsys.readouterr().err


def test_the_environment_names_the_graph(world_folder: Path, program: Program) -> None:
    printed = program("search", "infection", MEDCODE_STORE=f"snapshot:{world_folder}")
    assert printed.stdout.startswith("Risk\tRISK:infection\t")
    assert printed.returncode == OK


@pytest.mark.parametrize(("store", "code"), [("elsewhere", USAGE), (" ", USAGE), ("snapshot:nowhere", FINDINGS)])
def test_an_environment_that_names_none_is_told(program: Program, store: str, code: int) -> None:
    printed = program("search", "infection", MEDCODE_STORE=store)
    assert printed.returncode == code
    assert printed.stderr
    assert "Traceback" not in printed.stderr
