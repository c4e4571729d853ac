"""Colours on terminals only, and lines that fit into narrow ones."""

import re
import sys
from pathlib import Path

import pytest

from graph.console import FINDINGS, OK
from tests.commands.conftest import Program

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is one of POSIX", allow_module_level=True)

from tests.commands.terminal import on_terminal

ESCAPE = "\x1b"
_SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")
NARROW = 40


@pytest.fixture
def commands(world_folder: Path) -> dict[str, list[str]]:
    """A command line of each sort of output: a table, a text, counts, an error of a query, a failure."""
    graph = ["--graph", str(world_folder)]
    return {
        "table": ["search", "infection", *graph],
        "text": ["show", "PAGE:cast", "--evidence", *graph],
        "counts": ["stats", *graph],
        "query": ["query", "{ risks { nme } }", *graph],
        "failure": ["stats", "--graph", "nowhere"],
        "check": ["check", "data/pages/urology/shock-wave-lithotripsy.txt"],
    }


@pytest.mark.parametrize("sort", ["table", "text", "counts", "query", "failure", "check"])
def test_there_are_colours_on_a_terminal_and_none_in_a_pipe(
    commands: dict[str, list[str]], sort: str, program: Program
) -> None:
    words = commands[sort]
    printed, code = on_terminal(words, 200)
    assert ESCAPE in printed
    piped = program(*words)
    assert ESCAPE not in piped.stdout + piped.stderr
    assert piped.returncode == code == (FINDINGS if sort in ("query", "failure") else OK)


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
@pytest.mark.parametrize("sort", ["table", "failure"])
def test_colours_can_be_refused(commands: dict[str, list[str]], sort: str, variables: dict[str, str]) -> None:
    assert ESCAPE not in on_terminal(commands[sort], variables=variables)[0]


def test_an_option_refuses_colours_before_or_after_the_command(commands: dict[str, list[str]]) -> None:
    words = commands["failure"]
    for given in (["--no-color", *words], [*words, "--no-color"]):
        assert ESCAPE not in on_terminal(given, variables={"FORCE_COLOR": "1"})[0]


def test_colours_can_be_forced_in_a_pipe(commands: dict[str, list[str]], program: Program) -> None:
    assert ESCAPE in program(*commands["failure"], FORCE_COLOR="1").stderr
    assert ESCAPE in program(*commands["counts"], FORCE_COLOR="1").stdout
    assert ESCAPE not in program(*commands["failure"], FORCE_COLOR="").stderr


@pytest.mark.parametrize("sort", ["table", "text"])
def test_lines_fit_into_a_narrow_terminal(commands: dict[str, list[str]], sort: str) -> None:
    printed, _ = on_terminal(commands[sort], NARROW)
    lines = _SEQUENCE.sub("", printed).splitlines()
    assert len(lines) > 1
    assert [line for line in lines if len(line.rstrip()) > NARROW] == []


def test_a_file_moves_no_cursor(tmp_path: Path, program: Program, world_folder: Path) -> None:
    file = tmp_path / "terms"
    file.write_text("\x1b[2Jcast\n")
    printed = program("search", "\x1b[2Jnothing", "--graph", str(world_folder))
    assert ESCAPE not in printed.stdout
