"""`medcode show`, as someone types it."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.console import OK, USAGE
from medcode.__main__ import main

Printed = pytest.CaptureFixture[str]


def show(folder: Path, *words: str) -> int:
    return main(["show", *words, "--graph", str(folder)])


def shown(folder: Path, capsys: Printed, *words: str) -> Any:
    assert show(folder, *words, "--json") == OK
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["PAGE:cast", "cast", "Cast"])
def test_a_node_is_found_by_curie_slug_and_name(world_folder: Path, name: str, capsys: Printed) -> None:
    assert shown(world_folder, capsys, name)["curie"] == "PAGE:cast"


def test_a_node_is_found_by_its_code(world_folder: Path, capsys: Printed) -> None:
    assert shown(world_folder, capsys, "00100")["curie"] == "CPT:00100"


def test_statements_are_counted_and_the_first_shown(world_folder: Path, capsys: Printed) -> None:
    record = shown(world_folder, capsys, "PAGE:cast", "--limit", "1")
    risks = next(statement for statement in record["statements"] if statement["edge_kind"] == "HAS_RISK")
    assert (risks["field"], risks["direction"], risks["total"], len(risks["nodes"])) == ("risks", "out", 2, 1)
    assert all(statement["total"] for statement in record["statements"])
    assert "evidence" not in risks["nodes"][0]


def test_statements_are_seen_from_the_other_end(world_folder: Path, capsys: Printed) -> None:
    record = shown(world_folder, capsys, "RISK:infection")
    (procedures,) = (statement for statement in record["statements"] if statement["edge_kind"] == "HAS_RISK")
    assert (procedures["field"], procedures["direction"], procedures["total"]) == ("procedures", "in", 2)


def test_evidence_is_shown_where_it_is_asked_for(world_folder: Path, capsys: Printed) -> None:
    record = shown(world_folder, capsys, "PAGE:cast", "--evidence")
    quotes = [
        evidence["quote"]
        for statement in record["statements"]
        for node in statement["nodes"]
        for evidence in node["evidence"]
    ]
    assert any(quotes)
    assert show(world_folder, "PAGE:cast", "--evidence") == OK
    printed = capsys.readouterr().out
    assert all(f"“{quote}”" in printed for quote in quotes if quote)


def test_a_text_has_name_properties_and_statements(world_folder: Path, capsys: Printed) -> None:
    assert show(world_folder, "PAGE:cast", "--limit", "1") == OK
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Cast", "Procedure PAGE:cast"]
    assert "  duration min minutes: 30" in lines
    assert "risks (2)  HAS_RISK →" in lines
    assert "  … and 1 more" in lines


def test_what_there_is_not_is_told_with_what_is_near(world_folder: Path, capsys: Printed) -> None:
    assert show(world_folder, "infecton wound") == USAGE
    assert "The graph has no such node." in capsys.readouterr().err


def test_a_code_that_is_not_there_is_told(world_folder: Path, capsys: Printed) -> None:
    assert show(world_folder, "ICD10PCS:0SR9019") == USAGE
    assert "No code system that is loaded has" in capsys.readouterr().err
