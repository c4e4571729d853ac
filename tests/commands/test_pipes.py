"""Commands whose reader leaves, and those that are interrupted."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.console import INTERRUPTED, OK
from graph.model.source_files import ROOT
from medcode.__main__ import main

_RISKS = "{ risks { nodes { name } } }"


@pytest.mark.parametrize(
    "words",
    [
        ["search", "infection"],
        ["search", "infection", "--json"],
        ["show", "PAGE:cast"],
        ["show", "PAGE:cast", "--json"],
        ["query", _RISKS],
        ["explain", _RISKS],
        ["ground", "-"],
        ["stats"],
        ["export", "--format", "jsonl", "--out", "-"],
    ],
    ids=" ".join,
)
def test_a_reader_may_leave(words: list[str], world_folder: Path) -> None:
    """No traceback; only an export says that it is not whole."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "medcode", *words, "--graph", str(world_folder)]
    left = subprocess.run(
        command, cwd=ROOT, input=b"cast\n", stdout=writer, stderr=subprocess.PIPE, check=False, timeout=120
    )
    os.close(writer)
    assert b"Traceback" not in left.stderr
    if words[0] != "export":
        assert (left.returncode, left.stderr) == (OK, b"")


def test_an_interruption_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: object) -> int:
        signal.raise_signal(signal.SIGINT)
        return OK

    monkeypatch.setattr("medcode.commands.stats.run", interrupted)
    assert main(["stats"]) == INTERRUPTED
    assert capsys.readouterr().err == "Interrupted; nothing was left half-written.\n"
