"""`medcode explain`, as someone types it."""

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.machine import accelerators as opening
from graph.model.source_files import ROOT
from graph.store.snapshot_writer import write_snapshot
from medcode.__main__ import main
from serving.stored_operations import stored_operations
from tests.world import world_graph

RISKS = "{ risks { totalCount } }"
RISKS_PLAN = "risks: Scan Risk by name {totalCount}\n"
SEVERAL = "query A { risks { totalCount } } query B { indications { totalCount } }"
NEEDS = "query($curie: String!) { procedure(curie: $curie) { name } }"
CYCLE = "{ ...F } fragment F on Query { ...F }"
Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a snapshot of the world lies."""
    found = tmp_path_factory.mktemp("explained") / "world"
    write_snapshot(world_graph(), found)
    return str(found)


def explain(folder: str, query: str, *options: str) -> int:
    return main(["explain", query, "--graph", folder, *options])


def test_a_text_a_file_and_standard_input_have_the_same_plan(
    folder: str, tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "risks.graphql"
    file.write_text(RISKS)
    for query in (RISKS, str(file), "-"):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(RISKS.encode())))
        assert explain(folder, query) == OK
        assert capsys.readouterr() == (RISKS_PLAN, "")


@pytest.mark.parametrize("name", stored_operations())
def test_every_shipped_query_has_a_plan_by_its_name(folder: str, name: str, capsys: Printed) -> None:
    assert explain(folder, name) == OK
    sorted_by_name = capsys.readouterr()
    assert explain(folder, str(ROOT / "data" / "queries" / f"{name}.graphql")) == OK
    assert sorted_by_name == capsys.readouterr()
    assert sorted_by_name.out
    assert not sorted_by_name.err


def test_variables_and_the_operation_are_those_of_the_query(folder: str, capsys: Printed) -> None:
    assert explain(folder, NEEDS, "--variables", '{"curie": "PAGE:cast"}') == OK
    assert capsys.readouterr().out == "procedure(curie: $curie): Lookup Procedure by CURIE (else Resolve) {name}\n"
    assert explain(folder, SEVERAL, "--operation", "B") == OK
    assert capsys.readouterr().out == "indications: Scan Indication by name {totalCount}\n"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("{ risks { nme }\n  x }", ["QUERY:1:11: Cannot query field 'nme'", "QUERY:2:3: Cannot query field 'x'"]),
        ("{ risks", ["QUERY:1:8: Syntax Error: Expected Name, found <EOF>."]),
        (CYCLE, ["QUERY: Cannot spread fragment 'F' within itself."]),
        (NEEDS, ["QUERY:1:7: Variable '$curie' has invalid value"]),
        (SEVERAL, ["QUERY: Must provide operation name"]),
        ("mutation { x }", ["QUERY:1:1: The mutation operation is not supported"]),
        ("{ __schema { types { name } } }", ["QUERY: Introspection does not run compiled: the reference executor"]),
        (f"#{'x' * 20_000}\n{RISKS}", ["QUERY: A document as long as this does not run compiled: the reference"]),
    ],
    ids=["unknown fields", "syntax", "cycle", "variable", "several", "mutation", "introspection", "length"],
)
def test_what_has_no_plan_is_told_why(folder: str, query: str, said: list[str], capsys: Printed) -> None:
    assert explain(folder, query) == FINDINGS
    printed = capsys.readouterr()
    assert not printed.out
    lines = printed.err.splitlines()
    assert [line[: len(start)] for line, start in zip(lines, said, strict=True)] == said


def test_an_operation_that_is_not_there_is_told(folder: str, capsys: Printed) -> None:
    assert explain(folder, SEVERAL, "--operation", "C") == FINDINGS
    assert capsys.readouterr().err == "QUERY: Unknown operation named 'C'.\n"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("MEDCODE_MAX_DEPTH", "1", "nests deeper than 1 fields. Ask for less"),
        ("MEDCODE_MAX_TOKENS", "2", "QUERY:1:9: Syntax Error: Document contains more than 2 tokens"),
        ("MEDCODE_NATIVE", "false", "MEDCODE_NATIVE is false: the reference executor answers it"),
    ],
)
def test_the_settings_are_those_of_a_server(
    folder: str, variable: str, value: str, said: str, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert explain(folder, RISKS) == FINDINGS
    assert said in capsys.readouterr().err


def test_without_numba_the_reference_executor_is_named(
    folder: str, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda name: None)
    assert explain(folder, "match") == FINDINGS
    assert capsys.readouterr().err.startswith("match: Nothing runs compiled, since Numba is not installed")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing"], "no query has this name"),
        ([str(ROOT)], "no file can be read"),
        (["x" * 5000], "no file can be read"),
        (["\0"], "no file can be read"),
        ([""], "no file can be read"),
        ([RISKS, "--variables", "[]"], "this is no JSON object"),
        ([RISKS, "--variables", "{"], "this is no JSON object"),
    ],
    ids=["name", "folder", "length", "zero", "empty", "list", "no JSON"],
)
def test_wrong_words_exit_with_2(folder: str, words: list[str], said: str, capsys: Printed) -> None:
    query, *options = words
    assert explain(folder, query, *options) == USAGE
    assert said in capsys.readouterr().err


def test_a_wrong_setting_is_told_by_its_variable(folder: str, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDCODE_MAX_DEPTH", "deep")
    assert explain(folder, RISKS) == USAGE
    assert "MEDCODE_MAX_DEPTH: 'deep' is not a whole number" in capsys.readouterr().err


def test_a_snapshot_that_is_none_is_a_clear_failure(tmp_path: Path, capsys: Printed) -> None:
    assert explain(str(tmp_path), RISKS) == FINDINGS
    assert "there is no snapshot in this folder" in capsys.readouterr().err
