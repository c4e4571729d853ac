"""What the documents show is what happens."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from graphql import parse, validate

from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import DataFolder, Part
from graph.ingest.files.recognition import official_sources
from graph.model.limits import Limits
from graph.model.source_files import ROOT
from graph.store.snapshot_writer import write_snapshot
from medcode.command_list import COMMANDS
from medcode.parser import parse as parse_words
from schema.create_schema import create_schema
from tests.blocks import OWN_TESTS, Block, blocks, commands
from tests.certificates import store_certificate
from tests.conftest import ask_store
from tests.documents import PAGES, QUERIES, README, made_pages, refreshed, shipped_store
from tests.world import world_graph

LINES = commands()
SERVE = ".venv/bin/medcode serve "
EXAMPLES = {f".venv/bin/medcode {example.words}" for command in COMMANDS for example in command.examples}
"""What `tests/commands/test_examples.py` runs."""
CASES = "case,diagnoses\n1,E11.9\n"
"""A file of cases, as the page of the review names one."""


def lines(start: str) -> list[str]:
    return [line for line in LINES if line.startswith(start)]


@pytest.mark.parametrize("path", made_pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_shows_what_is_true(path: Path) -> None:
    """After a change, write them with `python -m tests.documents`."""
    assert refreshed(path, shipped_store()) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.graphql")), ids=lambda path: path.stem)
def test_every_query_of_the_data_is_answered_and_says_what_it_asks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r"# .+\?\n", text)
    assert validate(create_schema(Limits())._schema, parse(text)) == []
    answer = ask_store(shipped_store(), text)
    assert answer["errors"] == []
    assert all(answer["data"].values())


def test_every_block_is_run_by_something() -> None:
    assert {block.language for block in blocks()} <= {"sh", "graphql", "nginx", "text", ""}
    assert {block.page for block in blocks() if block.language == "nginx"} == {"docs/operate/operation.md"}
    assert all(path in PAGES and (ROOT / tests).exists() for path, tests in OWN_TESTS.items())


@pytest.mark.parametrize("block", [one for one in blocks() if one.language == "graphql"], ids=lambda block: block.page)
def test_a_query_fits_the_schema_and_is_answered(block: Block) -> None:
    document = parse(block.body)
    assert validate(create_schema(Limits())._schema, document) == []
    needs = [one for one in document.definitions if getattr(one, "variable_definitions", ())]
    if not needs:  # Whoever copies it chooses what it is about.
        assert ask_store(shipped_store(), block.body)["errors"] == []


def test_the_readme_says_the_answers_that_are_shown() -> None:
    text = README.read_text(encoding="utf-8")
    shown = re.findall(r"\*\*([^*]+\?)\*\* (.+?)\n\n<!-- query [a-z-]+ -->(.*?)<!-- end -->", text, re.DOTALL)
    assert len(shown) == 3
    for question, answer, block in shown:
        quoted = re.findall(r"`([^`]+)`|'([^']+)'", answer)
        assert quoted, question
        assert all((code or words).replace("\n", " ") in block for code, words in quoted), answer


@pytest.mark.parametrize("path", [README, ROOT / "docs" / "index.md"], ids=lambda path: path.name)
def test_the_size_of_the_graph_is_that_of_the_shipped_one(path: Path) -> None:
    summary = shipped_store().summary()
    said = f"{round(sum(summary.nodes.values()), -3):,} nodes and {sum(summary.edges.values()) / 1e6:.1f} million edges"
    assert said in path.read_text(encoding="utf-8")


def test_every_kind_of_command_is_tested_here() -> None:
    starts = ("make ", ".venv/bin/medcode ", ".venv/bin/python server.py ", "curl ")
    tested = [line for start in starts for line in lines(start)]
    assert sorted(tested) == sorted(LINES)


@pytest.mark.parametrize("line", lines("make "))
def test_the_targets_exist(line: str) -> None:
    subprocess.run([*shlex.split(line), "--dry-run"], cwd=ROOT, check=True, capture_output=True)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("build")


@pytest.mark.parametrize("line", lines(SERVE))
def test_the_command_that_serves_has_such_options(line: str) -> None:
    assert parse_words(shlex.split(line)[1:]).command == "serve"


@pytest.mark.parametrize(
    "line", [one for one in lines(".venv/bin/medcode ") if one not in EXAMPLES | set(lines(SERVE))]
)
def test_the_commands_run(line: str, place: Path) -> None:
    """Each as it is, but for where it writes to."""
    (place / "cases.csv").write_text(CASES, encoding="utf-8")
    (place / "answer.json").write_bytes(store_certificate(shipped_store()))
    for name in ("build/mine", "build/codes", "build/risks.csv", "cases.csv", "answer.json"):
        line = line.replace(name, str(place / Path(name).name))
    subprocess.run([sys.executable, "-m", "medcode", *shlex.split(line)[1:]], cwd=ROOT, check=True, capture_output=True)


def test_the_official_files_that_are_built_are_recognised() -> None:
    inputs = BuildInputs((DataFolder.checked(ROOT / "tests" / "official"),))
    sources, findings = official_sources(inputs.own_folders(Part.CODES, Part.POLICIES), inputs.day)
    assert [type(source).__name__ for source in sources] == ["AddOnCodes", "PlanPolicies"]
    assert findings == []


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The server as the README starts it, over the world, on a free port."""
    folder = tmp_path_factory.mktemp("served")
    write_snapshot(world_graph(), folder / "mine")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    (line,) = lines(".venv/bin/python server.py ")
    words = shlex.split(line.replace("8123", str(port)).replace("build/mine", str(folder / "mine")))
    environment = {**os.environ, "MEDCODE_METRICS": "true"}
    process = subprocess.Popen([sys.executable, *words[1:]], cwd=ROOT, stderr=subprocess.DEVNULL, env=environment)
    for _ in range(200):
        try:
            httpx.get(f"http://127.0.0.1:{port}/health")
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield port
    process.terminate()
    process.wait()


@pytest.mark.parametrize("line", lines("curl "))
def test_what_is_asked_from_a_shell_is_answered(line: str, served: int) -> None:
    _, _, address, *rest = shlex.split(line.replace("8000", str(served)))
    body = rest[rest.index("-d") + 1] if "-d" in rest else None
    headers = dict([rest[rest.index("-H") + 1].split(": ")]) if "-H" in rest else {}
    response = httpx.request("POST" if body else "GET", address, content=body, headers=headers)
    assert response.status_code == 200
    assert "errors" not in response.text
    if address.endswith("/graphql"):
        is_batch = body is not None and body.startswith("[")
        assert response.headers["x-medcode-execution"] == ("batch" if is_batch else "compiled")


@pytest.mark.parametrize(
    "path", [*sorted(ROOT.glob("docs/**/*.md")), README, ROOT / "data" / "README.md"], ids=lambda path: path.name
)
def test_paths_that_documents_name_exist(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    folders = "|".join(
        re.escape(folder.name) for folder in ROOT.iterdir() if folder.is_dir() and folder.name != "build"
    )
    named = re.findall(rf"`((?:{folders})/[\w./*-]*)`", text)
    assert [name for name in named if not list(ROOT.glob(name.rstrip("/")))] == []
