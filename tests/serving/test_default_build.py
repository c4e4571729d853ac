"""The build of the default graph for a server that starts: it ends with the server, and two do not build at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.model.source_files import ROOT
from tests.serving.live_server import wait_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
PATIENCE = 60.0
STARTER = """
import os, sys, time
from pathlib import Path
from graph.ingest.build import build
from graph.ingest.build_inputs import BuildInputs
from graph.ingest.graph_builder import Built, GraphBuilder
from graph.storage.freeze import rows_of
from graph.store.snapshot_writer import Frozen
from serving import default_build
from tests.world import World

folder = Path({folder!r})

def slow_build(*_):
    (folder / "building").write_text(str(os.getpid()))
    with (folder / "builds").open("a") as file:
        file.write("one\\n")
    while (folder / "hold").exists():
        time.sleep(0.02)
    graph = build([World([])]).graph
    return Built(Frozen.of(rows_of(graph), graph.graph["documents"]), [])

GraphBuilder.build = slow_build
BuildInputs.fingerprint = lambda _: "these"
BuildInputs.snapshot = folder / "graph"
if __name__ == "__main__":
    raise SystemExit(default_build.build_default_graph(BuildInputs()))
"""
"""A start whose build waits until a file is gone; the process of the build imports it too, and so is changed alike."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "starter.py").write_text(STARTER.format(folder=str(tmp_path)))
    (tmp_path / "hold").touch()
    return tmp_path


def start(folder: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, str(folder / "starter.py")], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )


def building(folder: Path) -> int:
    """The process of the build, once it builds."""
    wait_until(lambda: (folder / "building").exists() and (folder / "building").read_text() != "", PATIENCE)
    return int((folder / "building").read_text())


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/stat")  # Nobody may be there to collect it.
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_build_ends_with_whoever_started_it(folder: Path, number: signal.Signals) -> None:
    starter = start(folder)
    pid = building(folder)
    starter.send_signal(number)
    _, said = starter.communicate(timeout=PATIENCE)
    wait_until(lambda: is_gone(pid), PATIENCE)
    assert starter.returncode == {signal.SIGTERM: 143, signal.SIGINT: 130, signal.SIGKILL: -signal.SIGKILL}[number]
    assert "Traceback" not in said
    assert list((folder / "graph").iterdir()) == []


def test_a_hangup_ends_no_build(folder: Path) -> None:
    starter = start(folder)
    os.kill(building(folder), signal.SIGHUP)
    (folder / "hold").unlink()
    starter.communicate(timeout=PATIENCE)
    assert starter.returncode == 0


def test_a_second_start_waits_for_the_first_and_builds_nothing(folder: Path) -> None:
    first = start(folder)
    building(folder)
    second = start(folder)
    assert second.stderr is not None
    assert "this one waits until it has finished" in second.stderr.readline()
    (folder / "hold").unlink()
    for process in (first, second):
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
    assert (folder / "builds").read_text() == "one\n"


def test_a_second_start_builds_where_the_first_was_killed(folder: Path) -> None:
    first = start(folder)
    building(folder)
    second = start(folder)
    assert second.stderr is not None
    second.stderr.readline()
    first.kill()
    first.communicate(timeout=PATIENCE)
    (folder / "hold").unlink()
    second.communicate(timeout=PATIENCE)
    assert second.returncode == 0
    assert sorted(path.suffix for path in (folder / "graph").iterdir()) == [".columns", ".json", ".search"]
