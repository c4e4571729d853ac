"""The environment that has KGX: made when a test first needs it, since nothing else of the project should carry it."""

import fcntl
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path

from graph.model.source_files import ROOT
from tests.graph.export.parts import lacking

_FOLDER = ROOT / "build" / "kgx-venv"
_LOCKED = ROOT / "requirements" / "kgx.txt"


def kgx_python() -> Path:
    """The Python that has KGX; where none can be made the test is skipped, and fails in CI."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    python, made = _FOLDER / "bin" / "python", _FOLDER / "made-of"
    digest = sha256(_LOCKED.read_bytes() + sys.version.encode()).hexdigest()
    with (_FOLDER.parent / "kgx-venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists() or made.read_text() != digest:
            _make(python)
            made.write_text(digest)
    return python


def _make(python: Path) -> None:
    venv.create(_FOLDER, clear=True)
    done = subprocess.run([python, "-m", "install", _LOCKED], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        lacking(f"KGX cannot be installed from {_LOCKED.name}: {done.stderr[-300:]}")
