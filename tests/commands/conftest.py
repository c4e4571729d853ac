"""What tests of commands share: a snapshot of the world, and the program as a process."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model.source_files import ROOT
from graph.store.snapshot_writer import write_snapshot
from tests.world import world_graph

Program = Callable[..., "subprocess.CompletedProcess[str]"]
_TIMEOUT = 120.0


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a snapshot of the world lies."""
    found = tmp_path_factory.mktemp("commands") / "world"
    write_snapshot(world_graph(), found)
    return found


@pytest.fixture
def program() -> Program:
    """`medcode` as a process, with its output in pipes; keywords are variables of its environment."""

    def run(*words: str, given: str = "", **variables: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "medcode", *words],
            cwd=ROOT, env={**os.environ, **variables}, input=given, capture_output=True, text=True, timeout=_TIMEOUT,
            check=False,
        )  # fmt: skip

    return run
