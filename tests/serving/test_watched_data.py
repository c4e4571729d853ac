"""A folder of data whose changes are served: by `serve --data`, and by `medcode watch` beside a server."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx2 as httpx
import pytest

from graph.model.source_files import ROOT
from tests.serving.live_server import wait_until
from tests.serving.server_process import is_listening
from tests.shipped import PAGES
from tests.test_server import free_port

PATIENCE = 120.0
ALONE = ["--without", "codes", "--without", "mappings", "--without", "pages"]
"""Leaves all but the user's own data out, which is then built in a moment."""
PAGE = PAGES / "urology" / "shock-wave-lithotripsy.txt"
QUERY = '{ procedure(slug: "own") { name } meta { version } }'
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("MEDCODE_")}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    page = tmp_path / "mine" / "pages" / "urology" / "own.txt"
    page.parent.mkdir(parents=True)
    shutil.copy(PAGE, page)
    return tmp_path / "mine"


def rename(mine: Path, name: str) -> None:
    """Give the page another name."""
    text = PAGE.read_text(encoding="utf-8").replace("Extracorporeal Shock Wave Lithotripsy", name)
    (mine / "pages" / "urology" / "own.txt").write_text(text, encoding="utf-8")


@contextmanager
def running(said: Path, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A command, which writes what it says to a file."""
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=ENVIRONMENT, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


@contextmanager
def serving(said: Path, *words: str) -> Iterator[int]:
    """A server, and its port."""
    port = free_port()
    with running(said, "server.py", "--port", str(port), *words) as process:
        wait_until(lambda: process.poll() is not None or is_listening(port), PATIENCE)
        assert process.poll() is None, said.read_text(encoding="utf-8")
        yield port


def name_of_page(port: int) -> str | None:
    answer = httpx.post(f"http://127.0.0.1:{port}/graphql", json={"query": QUERY}, timeout=PATIENCE).json()
    procedure = answer["data"]["procedure"]
    return str(procedure["name"]) if procedure else None


def is_served(port: int, name: str) -> bool:
    """Whether a page has this name, whichever worker answers."""
    return all(name_of_page(port) == name for _ in range(8))


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def options(mine: Path) -> list[str]:
    """The options of a server of this folder alone."""
    return ["--data", str(mine), "--without", "codes,mappings,pages"]


@pytest.mark.parametrize("workers", ["2"])
def test_a_changed_page_is_served(mine: Path, tmp_path: Path, workers: str) -> None:
    with serving(tmp_path / "said", *options(mine), "--workers", workers) as port:
        assert name_of_page(port) == "Extracorporeal Shock Wave Lithotripsy"
        for name in ("Shattering of Stones", "Crushing of Stones"):
            rename(mine, name)
            wait_until(partial(is_served, port, name), PATIENCE)
        (mine / "pages" / "urology" / "own.txt").unlink()
        shutil.copy(PAGE, mine / "pages" / "urology" / "other.txt")
        wait_until(lambda: name_of_page(port) is None, PATIENCE)


def test_what_is_wrong_with_a_changed_page_is_said_and_the_rest_is_served(mine: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with serving(said, *options(mine)) as port:
        (mine / "pages" / "urology" / "letter.txt").write_text("Dear reader,", encoding="utf-8")
        rename(mine, "Crushing of Stones")
        wait_until(lambda: name_of_page(port) == "Crushing of Stones", PATIENCE)
        wait_until(lambda: "letter.txt" in said.read_text(encoding="utf-8"), PATIENCE)
        assert "NotAPage" in said.read_text(encoding="utf-8")


def test_the_process_that_builds_ends_with_the_server(mine: Path, tmp_path: Path) -> None:
    port, said = free_port(), tmp_path / "said"
    with running(said, "server.py", "--port", str(port), *options(mine)) as process:
        wait_until(lambda: is_listening(port), PATIENCE)
        started = children(process.pid)
        assert started
        process.kill()
        process.wait(PATIENCE)
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started), PATIENCE)


def test_a_quiet_server_says_its_address_only(mine: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with serving(said, *options(mine), "--quiet") as port:
        rename(mine, "Crushing of Stones")
        wait_until(lambda: name_of_page(port) == "Crushing of Stones", PATIENCE)
        lines = [line for line in said.read_text(encoding="utf-8").splitlines() if "pages" not in line]
    assert [line for line in lines if f"http://127.0.0.1:{port}" not in line and "is served now" not in line] == []


def test_watch_keeps_the_snapshot_of_a_server_up_to_date(mine: Path, tmp_path: Path) -> None:
    said, out = tmp_path / "watched", tmp_path / "graph"
    with running(said, "-m", "medcode", "watch", "--data", str(mine), *ALONE, "--out", str(out)) as watch:
        wait_until(lambda: watch.poll() is not None or "is built anew" in said.read_text(encoding="utf-8"), PATIENCE)
        with serving(tmp_path / "said", "--store", f"snapshot:{out}") as port:
            rename(mine, "Crushing of Stones")
            wait_until(lambda: name_of_page(port) == "Crushing of Stones", PATIENCE)
    assert watch.returncode == 0, said.read_text(encoding="utf-8")
    assert "Traceback" not in said.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "server.py", "--data", str(tmp_path / "nowhere")],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "nowhere" in ended.stderr
    (tmp_path / "page").mkdir()
    ended = subprocess.run(
        [sys.executable, "server.py", "--data", str(tmp_path)],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "this folder has no part of a folder of data" in ended.stderr
