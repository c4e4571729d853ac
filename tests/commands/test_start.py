"""What is imported for a command line that asks for nothing of the graph."""

import subprocess
import sys

import pytest

from graph.model.source_files import ROOT
from medcode.command_list import BY_NAME

HEAVY = (
    "numpy",
    "networkx",
    "scipy",
    "strawberry",
    "graphql",
    "numba",
    "tantivy",
    "tqdm",
    "rich",
    "graph.ingest.build",
)
_FORMATS = ("export", "verify-export")
"""Commands whose formats are modules of the exports."""


@pytest.mark.parametrize(
    "words",
    [["--help"], ["--version"], ["serve", "--help"], *([name, "--help"] for name in BY_NAME if name not in _FORMATS)],
)
def test_help_and_version_wait_for_nothing(words: list[str]) -> None:
    code = f"import sys; sys.argv[1:] = {words!r}\ntry:\n    from medcode.__main__ import main; main()\n"
    code += "finally:\n    print('IMPORTED', *sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    imported = printed.rpartition("IMPORTED")[2].split()
    assert imported
    assert set(HEAVY) & set(imported) == set()
