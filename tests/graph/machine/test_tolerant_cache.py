"""A cache of machine code that cannot be written or read costs time, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from graph.model.source_files import ROOT

pytest.importorskip("numba")
pytest.importorskip("resource")
TIMEOUT = 120
PROGRAM = """
import resource, sys
from pathlib import Path
from graph.machine import machine_code_cache
machine_code_cache.CACHE = Path({cache!r})
from graph.machine.jit import compiled

@compiled
def one_more(number: int) -> int:
    return number + 1

@compiled
def two_more(number: int) -> int:
    return one_more(one_more(number))

{before}
assert two_more(3) == 5
"""
FULL_DISK = "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))"
"""No file can get longer than nothing: each write fails, as on a full disk."""


def said_by(folder: Path, before: str = "") -> str:
    """What a program says that compiles two functions and runs them."""
    program = folder / "program.py"
    program.write_text(PROGRAM.format(cache=str(folder / "cache"), before=before))
    ended = subprocess.run(
        [sys.executable, str(program)], cwd=ROOT, env={"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stderr


def test_a_full_disk_is_said_once(tmp_path: Path) -> None:
    said = said_by(tmp_path, FULL_DISK)
    assert said.count("Machine code cannot be cached") == 1
    assert "Make room on that disk" in said
    assert "File too large" in said
    assert list(tmp_path.glob("cache/*/*")) == []


def test_a_damaged_cache_is_compiled_anew(tmp_path: Path) -> None:
    assert said_by(tmp_path) == ""
    files = list(tmp_path.glob("cache/*/*.nb?"))
    assert files
    for path in files:
        path.write_bytes(path.read_bytes()[:20])
    assert said_by(tmp_path).count("Machine code cannot be cached") == 1


def test_a_folder_that_cannot_be_made_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, where the folder should be")
    assert said_by(tmp_path).count("Machine code cannot be cached") == 1
