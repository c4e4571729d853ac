"""`make help`: the targets and the variables."""

import shutil
import subprocess

import pytest

from graph.model.source_files import ROOT


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_help_names_the_build_and_the_variables() -> None:
    printed = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = {words[0] for line in printed.splitlines() if (words := line.removeprefix("  make ").split())}
    assert named >= {"run", "build", "test", "PORT", "HOST", "PYTHON"}


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_build_builds_the_graph() -> None:
    """The folder of that name does not keep it from running."""
    done = subprocess.run(
        ["make", "-n", "-o", ".venv/run", "build"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "medcode build" in done.stdout
