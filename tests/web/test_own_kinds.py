"""A server with an ontology of an institution's own: over HTTP, and in pages that were built without its kinds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.own_ontology import run_program, write_data
from tests.serving.server_process import server_process
from tests.web.asking import ask
from tests.web.conftest import new_context


@pytest.fixture(scope="module")
def own_origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("own")
    data, snapshot = write_data(folder / "mine"), folder / "snapshot"
    ended = run_program("-m", "tests.own_ontology_program", str(data), str(snapshot), MEDCODE_DATA=str(data))
    assert ended.returncode == 0, ended.stderr
    with server_process(snapshot, folder / "said", ontology=data / "ontology.toml") as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def page(browser: Browser, own_origin: str) -> Iterator[Page]:
    with new_context(browser, own_origin) as context:
        yield context.new_page()


def test_the_api_answers_with_its_fields(page: Page) -> None:
    page.goto("/")
    answer = ask(page, '{ procedure(slug: "cast") { assessedBy { edges { daysBefore node { name } } } } }')
    edges = answer["procedure"]["assessedBy"]["edges"]
    assert [(edge["node"]["name"], edge["daysBefore"]) for edge in edges] == [("Surgeon", 7), ("Nurse", 3)]


def test_the_picture_draws_its_edges(page: Page) -> None:
    problems = list[str]()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto("/graph?of=PAGE%3Acast")
    expect(page.get_by_text("assessed by", exact=False).first).to_be_visible()
    expect(page.get_by_text("Surgeon").first).to_be_attached()
    assert problems == []


def test_the_page_of_a_procedure_is_shown(page: Page) -> None:
    problems = list[str]()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto("/node/PAGE%3Acast")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cast")
    assert problems == []
