"""A client whose requests are answered by two servers in turn: of one version, and of two while versions change."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2 as httpx
import pytest

from graph.ingest.build import build
from graph.model.elements import Node
from graph.model.property_graph import Graph
from serving.application import create_app
from serving.settings import Settings
from tests.serving.live_server import RawConnection, body_of, post, run_server
from tests.serving.load import pages_of
from tests.serving.versions import fresh_store
from tests.world import EDGES, NODES, World

LISTS = (
    "procedures(first: 7, after: $after)",
    "procedures(first: 7, after: $after, orderBy: { field: NAME, direction: DESC })",
    'search(query: "operation", first: 7, after: $after)',
)
SAME = (
    "{ risks { edges { cursor node { id } } } }",
    '{ procedure(slug: "operation-3") { id slug name } }',
    '{ search(query: "operation") { pageInfo { endCursor } nodes { node { id } } } }',
)
PATHS = ("/graphql?query=%7Bmeta%7Bversion%7D%7D", "/export/jsonl", "/export/jsonl/manifest", "/schema.graphql")


def graph_without(*remainders: int) -> Graph:
    """The world and procedures with names that stay, but for those whose number leaves such a remainder by 3."""
    numbers = [number for number in range(90) if number % 3 not in remainders]
    added = [
        Node(f"PAGE:operation-{n}", "Procedure", f"Operation {n:02}", {"slug": f"operation-{n}", "has_page": True})
        for n in numbers
    ]
    return build([World([*NODES, *added, *EDGES])]).graph


@contextmanager
def servers(*graphs: Graph) -> Iterator[list[int]]:
    """Servers of two graphs, by their ports."""
    first, second = (create_app(Settings(), fresh_store(graph)) for graph in graphs)
    with run_server(first) as one, run_server(second) as other:
        yield [one.port, other.port]


@pytest.fixture(scope="module")
def equal() -> Iterator[list[int]]:
    """Two servers of the same version."""
    with servers(graph_without(1), graph_without(1)) as ports:
        yield ports


@pytest.fixture(scope="module")
def mixed() -> Iterator[list[int]]:
    """Two servers of two versions, each of which lacks a third of the procedures."""
    with servers(graph_without(1), graph_without(2)) as ports:
        yield ports


def query_of(listed: str) -> str:
    item = "node { id }" if listed.startswith("search") else "id"
    return f"query ($after: String) {{ {listed} {{ pageInfo {{ hasNextPage endCursor }} nodes {{ {item} }} }} }}"


def ids(ports: list[int], listed: str) -> list[str]:
    """A list, read by pages from servers in turn."""
    pages = (next(iter(page.values())) for page in pages_of(*ports, query=query_of(listed)))
    return [item.get("node", item)["id"] for page in pages for item in page["nodes"]]


def ask(port: int, query: str) -> Any:
    with RawConnection(port) as connection:
        return connection.exchange(post(body_of(query))).json


def get(port: int, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}{path}", headers=headers)


@pytest.mark.parametrize("listed", LISTS)
def test_a_cursor_holds_on_every_server_of_a_version(equal: list[int], listed: str) -> None:
    found = ids(equal, listed)
    assert found == ids(equal[:1], listed)
    assert len(found) == len(set(found)) > 50


@pytest.mark.parametrize("query", SAME)
def test_ids_links_and_places_are_the_same_on_every_server(equal: list[int], query: str) -> None:
    first, second = (ask(port, query) for port in equal)
    assert first == second
    assert all(first["data"].values())


def test_an_id_of_one_server_is_known_to_another(equal: list[int]) -> None:
    (risk,) = ask(equal[0], '{ risk(slug: "infection") { id name } }')["data"].values()
    (same,) = ask(equal[1], f'{{ node(id: "{risk["id"]}") {{ id ... on Risk {{ name }} }} }}')["data"].values()
    assert same == risk


@pytest.mark.parametrize("path", PATHS)
def test_what_one_server_has_sent_another_need_not_send_again(equal: list[int], path: str) -> None:
    first, second = (get(port, path) for port in equal)
    assert (first.status_code, first.content) == (200, second.content)
    assert get(equal[1], path, **{"if-none-match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", PATHS[:3])
def test_what_is_of_another_version_is_sent(mixed: list[int], path: str) -> None:
    old, new = (get(port, path) for port in mixed)
    answer = get(mixed[1], path, **{"if-none-match": old.headers["etag"]})
    assert (answer.status_code, answer.content) == (200, new.content)
    assert old.content != new.content


@pytest.mark.parametrize("listed", LISTS[:2])
def test_an_ordered_list_across_versions_has_what_both_have_once(mixed: list[int], listed: str) -> None:
    found, in_both = ids(mixed, listed), set(ids(mixed[:1], listed)) & set(ids(mixed[1:], listed))
    assert len(found) == len(set(found))
    assert len(in_both) > 30
    assert in_both <= set(found)


def test_a_ranked_list_goes_on_by_number_across_versions(mixed: list[int]) -> None:
    """Where ranks differ an item may come twice or not at all, but no page fails."""
    (listed,) = LISTS[2:]
    assert len(ids(mixed, listed)) == len(ids(mixed[:1], listed))
