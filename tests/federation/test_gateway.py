"""What `docs/frontend/federation.md` does is done: subgraphs are composed, and Apollo's gateway asks both.

`python -m tests.federation.test_gateway` writes what it prints anew.
"""

import json
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from graph.model.source_files import ROOT
from graph.store import GraphStore
from serving.application import create_app
from serving.settings import Settings
from tests.documents import shipped_store
from tests.frontend.conftest import MUST
from tests.frontend.document import Command, File, Printed, printing, steps, unmarked
from tests.frontend.project import lacking
from tests.serving.live_server import run_server

DOCUMENT, PACKAGE = ROOT / "docs" / "frontend" / "federation.md", ROOT / "tests" / "federation" / "gateway"
FOLDER = ROOT / "build" / "federation"
"""What npm installs stays there from one run to the next."""
STEPS = list(steps(DOCUMENT.read_text(encoding="utf-8")))


def run(*words: str) -> str:
    """What a command of the folder prints; it must succeed."""
    done = subprocess.run(words, cwd=FOLDER, capture_output=True, text=True, check=False, timeout=300, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


def install() -> None:
    """`npm ci`, where what is locked is not what is installed."""
    lock, installed = (PACKAGE / "package-lock.json").read_bytes(), FOLDER / ".installed"
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not installed.is_file() or installed.read_bytes() != lock:
        for path in PACKAGE.iterdir():
            shutil.copy(path, FOLDER)
        run("npm", "ci", "--silent")
        installed.write_bytes(lock)


def answer(store: GraphStore) -> str:
    """What the last command prints, once all before it is done."""
    install()
    with run_server(create_app(Settings(federation=True), store)) as running:
        for step in STEPS:
            if isinstance(step, File):
                text = step.text.replace(":8000", f":{running.port}")
                Path(FOLDER, step.path).write_text(text, encoding="utf-8")
        return run(*shlex.split(_commands()[-1]))


def _commands() -> list[str]:
    return [step.line for step in STEPS if isinstance(step, Command)]


@pytest.mark.skipif(bool(lacking()) and not MUST, reason="no Node with npm")
def test_a_gateway_answers_from_both_subgraphs(shipped: GraphStore) -> None:
    assert [line.split()[0] for line in _commands()] == ["MEDCODE_FEDERATION=true", "npm", "node"]
    assert "```" not in unmarked(DOCUMENT.read_text(encoding="utf-8"))
    (printed,) = (step.text for step in STEPS if isinstance(step, Printed))
    assert answer(shipped) == printed
    assert "@join__type(graph: MEDCODE" in (FOLDER / "supergraph.graphql").read_text(encoding="utf-8")


def test_versions_are_exact_and_locked() -> None:
    package = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((PACKAGE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in package["dependencies"]} == package[
        "dependencies"
    ]
    assert [name for name, locked in lock.items() if name and ("integrity" not in locked or "resolved" in locked)] == []


if __name__ == "__main__":
    DOCUMENT.write_text(printing(DOCUMENT.read_text(encoding="utf-8"), lambda line: answer(shipped_store())), "utf-8")
