"""The help: complete, without what only code says, and within the width of the terminal."""

import re
import shlex
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path
from typing import Any

import pytest

from graph.console import USAGE
from medcode.__main__ import main
from medcode.command_list import BY_NAME, COMMANDS
from medcode.parser import create_parser
from tests.commands.conftest import Program

NARROW = 40
_COPIED = re.compile(r"  medcode ")
"""How examples begin, which are to be copied as they are."""
Printed = pytest.CaptureFixture[str]


def parser_of(name: str) -> ArgumentParser:
    (commands,) = (action for action in create_parser(only=name)._actions if isinstance(action, _SubParsersAction))
    found: ArgumentParser = commands.choices[name]
    return found


def test_every_command_is_in_the_help() -> None:
    text = " ".join(create_parser(only="").format_help().split())
    assert all(f"{command.name} {command.help}" in text for command in COMMANDS)


@pytest.mark.parametrize("name", BY_NAME)
def test_each_option_says_what_it_is(name: str) -> None:
    actions = parser_of(name)._actions
    assert [action.dest for action in actions if not action.help] == []
    assert "Raises" not in parser_of(name).format_help()


@pytest.mark.parametrize("name", ["", *BY_NAME])
def test_the_help_fits_into_a_narrow_terminal(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(NARROW))
    text = parser_of(name).format_help() if name else create_parser(only="").format_help()
    text = text.partition("\n\n")[2]  # argparse does not break a usage that is given.
    unbroken = [line for line in text.splitlines() if len(line) > NARROW and not _COPIED.match(line)]
    assert [line for line in unbroken if " " in line.strip()] == []


@pytest.mark.parametrize("name", BY_NAME)
def test_the_help_of_a_command_is_printed(name: str, capsys: Printed) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"usage: medcode {name} ")
    assert all(f"  medcode {example.words}\n" in printed for example in BY_NAME[name].examples)


@pytest.mark.parametrize(
    "words", [example.words for command in COMMANDS for example in command.examples], ids=lambda words: words[:40]
)
def test_examples_are_command_lines(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    assert create_parser(only=shlex.split(words)[0]).parse_args(shlex.split(words)).command in BY_NAME


def test_the_version_is_printed(program: Program) -> None:
    printed = program("--version")
    assert re.fullmatch(r"medcode \d+\.\d+\.\d+\n", printed.stdout)
    assert printed.returncode == 0


def test_without_words_the_help_is_an_error(capsys: Printed) -> None:
    assert main([]) == USAGE
    assert capsys.readouterr().err.startswith("usage: medcode ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serch", "x"], "did you mean 'search'?"),
        (["search", "x", "--kind", "diagnosys"], "did you mean 'Diagnosis'?"),
        (["search", "x", "--limt", "3"], "'--limt' is no argument; did you mean '--limit'?"),
        (["search", "x", "--limit", "0"], "'0' is not a whole number from 1 to"),
        (["search", "x", "--limit", "many"], "'many' is not a whole number from 1 to"),
        (["completion", "zish"], "did you mean 'zsh'?"),
        (["stats", "build/mine"], "'build/mine' is no argument"),
        (["qqqq"], "'qqqq' is none of its values (search"),
        (["search"], "WORD"),
    ],
)
def test_wrong_words_are_told_what_may_be_meant(words: list[str], said: str, capsys: Printed) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == USAGE
    assert said in capsys.readouterr().err


def test_the_parser_has_all_options_of_all_commands() -> None:
    whole: Any = next(action for action in create_parser()._actions if isinstance(action, _SubParsersAction))
    assert list(whole.choices) == list(BY_NAME)
    for name in BY_NAME:
        assert [action.dest for action in whole.choices[name]._actions] == [a.dest for a in parser_of(name)._actions]
