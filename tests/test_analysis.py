"""What the pages of docs/analyse/ show is what happens."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph.export.formats import FORMATS
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.model.source_files import ROOT
from serving.application import create_app
from serving.settings import Settings
from tests.analysis import ANALYSIS, EXPORT, NETWORKS, PYTHON, Section, printed, sections
from tests.conftest import ask_store
from tests.documents import QUERIES, shipped_store

TEXT = ANALYSIS.read_text(encoding="utf-8")
SECTIONS = list(sections(TEXT))
ON_NETWORKS = [one for one in sections(NETWORKS.read_text(encoding="utf-8")) if one.of("python")]
TOOLS = ("A table in one line", "NetworkX", "pandas", "Gephi", "Cytoscape", "Neo4j", "SPARQL")


def section(tool: str) -> Section:
    (found,) = [one for one in SECTIONS if one.title.startswith(tool)]
    return found


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), shipped_store()), "http://localhost") as client:
        yield client


@pytest.mark.parametrize("one", [*SECTIONS, *ON_NETWORKS], ids=lambda one: one.title.partition(":")[0])
def test_the_analyses_print_what_is_shown(one: Section, tmp_path: Path) -> None:
    """After a change, write it with `python -m tests.analysis`."""
    assert printed(one, tmp_path) == one.of("text")


def test_the_package_prints_and_draws_what_is_shown(tmp_path: Path) -> None:
    (page,) = sections(PYTHON.read_text(encoding="utf-8"))
    assert printed(page, tmp_path) == page.of("text")
    picture = ROOT / "docs" / "pictures" / "neighborhood.svg"
    assert (tmp_path / "hip.svg").read_bytes() == picture.read_bytes()


def test_there_is_one_for_each_tool() -> None:
    assert [one.title.partition(":")[0] for one in SECTIONS[1:]] == list(TOOLS)
    assert all(one.of("text") and one.lines(EXPORT) for one in SECTIONS[1:])
    assert ON_NETWORKS
    assert "(networks.md)" in TEXT


def test_every_command_is_tested_here() -> None:
    shown = [line for one in SECTIONS for body in one.of("sh") for line in body.strip().split("\n")]
    tested = [line for one in SECTIONS for start in (EXPORT, "curl ") for line in one.lines(start)]
    assert sorted(tested) == sorted(shown)


@pytest.mark.parametrize("line", [line for one in SECTIONS for line in one.lines("curl ")])
def test_what_is_asked_from_a_shell_is_answered(line: str, client: TestClient) -> None:
    words = shlex.split(line)
    (address,) = [word for word in words if word.startswith("http://127.0.0.1:8000/")]
    body = words[words.index("-d") + 1] if "-d" in words else None
    headers = dict([words[words.index("-H") + 1].split(": ")]) if "-H" in words else {}
    answer = client.request("POST" if body else "GET", address.partition("8000")[2], content=body, headers=headers)
    assert answer.status_code == 200
    assert answer.content


def test_the_formats_that_are_named_exist() -> None:
    named = set(re.findall(r"--format ([a-z0-9-]+)", TEXT)) | set(re.findall(r"/export/([a-z0-9-]+)[?\"/]", TEXT))
    assert named
    assert named <= FORMATS.keys()


def test_cypher_names_what_the_ontology_has() -> None:
    (query,) = section("Neo4j").of("cypher")
    assert set(re.findall(r"\w:([A-Z]\w+)\)", query)) <= ONTOLOGY.nodes.keys()
    assert set(re.findall(r"\[:([A-Z_]+)\]", query)) <= ONTOLOGY.edges.keys()


def test_sparql_finds_what_graphql_finds() -> None:
    query = (QUERIES / "treats.graphql").read_text(encoding="utf-8")
    found = ask_store(shipped_store(), query, limits=Limits())["data"]["procedures"]["nodes"]
    shown = section("SPARQL").of("text")[0].splitlines()
    assert shown == [f"{node['curie']} · {node['name']}" for node in found]
