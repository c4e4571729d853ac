"""A new version takes the place of the old one in a running server: nothing of one gets into answers of the other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any
from weakref import ref

import httpx2 as httpx
import pytest

from graph.export.subgraph import ExportedSubgraph
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.review.case import Case
from graph.review.reviewer import Review
from graph.store import GraphStore
from graph.store.snapshot_copy import copy_snapshot
from graph.store.snapshot_writer import write_snapshot
from serving.application import create_app
from serving.current_graph import CurrentGraph
from serving.export import _ExportFile
from serving.reload import Reloader
from serving.settings import Settings
from tests.conftest import snapshot_of
from tests.serving.conftest import PausedStore
from tests.serving.live_server import TIMEOUT, LiveServer, RawConnection, body_of, post, run_server, wait_until
from tests.serving.test_executor import by_reference
from tests.serving.versions import GONE, NEW, OLD, data, fresh_store, version, version_without

MIXED = '{ meta { version } risk(slug: "infection") { name } role(slug: "nurse") { name } }'
HEAVY = "{ meta { version } procedures(orderBy: { field: NAME, direction: DESC }) { nodes { name } } }"
ORIGIN = "Origin: https://app.example"
GET = "GET /graphql?query=%7B%20meta%20%7B%20version%20%7D%20%7D HTTP/1.1"


@dataclass(frozen=True, slots=True)
class Served:
    """A server of the old version, whose heavy queries wait until they are let go."""

    running: LiveServer
    graph: CurrentGraph
    store: PausedStore

    def replace(self, graph: Graph) -> None:
        """Serve another version, as it is served when its snapshot is found."""
        loop = self.running.server.servers[0].get_loop()
        changed = Event()

        def change() -> None:
            self.graph.replace(self.graph.version_of(fresh_store(graph)), loop)
            changed.set()

        loop.call_soon_threadsafe(change)
        assert changed.wait(TIMEOUT)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(Limits, "inline_rows", 2)
    store = PausedStore(snapshot_of(version(OLD)))
    app = create_app(Settings(allow_origins=("https://app.example",)), store)
    with run_server(app) as running:
        yield Served(running, app.state.graph, store)
        store.resume.set()


@pytest.mark.parametrize("headers", [(), (ORIGIN,)], ids=["fast path", "whole path"])
def test_a_cached_answer_of_the_old_version_is_never_given_by_the_new(served: Served, headers: tuple[str, ...]) -> None:
    with RawConnection(served.running.port) as connection:
        for name in (OLD, NEW, OLD):
            served.replace(version(name))
            for _ in range(3):
                answer = connection.exchange(post(body_of(MIXED), *headers))
                assert answer.json == {"data": data(version(name), MIXED)}


@pytest.mark.parametrize("headers", [(), (ORIGIN,)], ids=["fast path", "whole path"])
@pytest.mark.parametrize("body", [body_of(HEAVY), by_reference(HEAVY)], ids=["compiled", "reference"])
def test_a_request_in_flight_ends_on_the_version_that_it_began_with(
    served: Served, headers: tuple[str, ...], body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "compiled_query", 1900)
    with RawConnection(served.running.port) as busy, RawConnection(served.running.port) as other:
        busy.send(post(body, *headers))
        assert served.store.started.wait(TIMEOUT)
        served.replace(version(NEW))
        assert other.exchange(post(body_of(MIXED))).json == {"data": data(version(NEW), MIXED)}
        assert other.exchange(post(body, *headers)).json == {"data": data(version(NEW), HEAVY)}
        served.store.resume.set()
        assert busy.read_response().json == {"data": data(version(OLD), HEAVY)}
        assert busy.exchange(post(body, *headers)).json == {"data": data(version(NEW), HEAVY)}


def test_an_old_answer_is_not_still_valid(served: Served) -> None:
    """Neither entity tags nor `/ready` say so for longer than the old version is served."""
    with RawConnection(served.running.port) as connection:
        first = connection.exchange(post(b"", start=GET, length=None))
        known = f"If-None-Match: {first.headers['etag']}"
        assert connection.exchange(post(b"", known, start=GET, length=None)).status == 304
        served.replace(version(NEW))
        second = connection.exchange(post(b"", known, start=GET, length=None))
        assert (second.status, second.json) == (200, {"data": data(version(NEW), "{ meta { version } }")})
        assert second.headers["etag"] != first.headers["etag"]
        ready = connection.exchange(post(b"", start="GET /ready HTTP/1.1", length=None)).json
        assert ready == {"status": "ready", "version": version(NEW).graph["version"]}


def test_an_export_ends_on_the_version_that_it_began_with(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"http://127.0.0.1:{served.running.port}/export/jsonl"
    whole = httpx.get(address)
    begun, resume, write = Event(), Event(), _ExportFile.chunks

    def paused(file: _ExportFile, part: ExportedSubgraph) -> Iterator[bytes]:
        begun.set()
        assert resume.wait(TIMEOUT)
        yield from write(file, part)

    monkeypatch.setattr(_ExportFile, "chunks", paused)
    with ThreadPoolExecutor() as threads:
        old = threads.submit(httpx.get, address, timeout=TIMEOUT)
        assert begun.wait(TIMEOUT)
        served.replace(version(NEW))
        resume.set()
        assert old.result().content == whole.content
        assert old.result().headers["etag"] == whole.headers["etag"]
    new = httpx.get(address, headers={"if-none-match": whole.headers["etag"]})
    assert new.status_code == 200
    assert b"Infection, new" in new.content
    assert b"Infection, old" not in new.content


def test_reviews_end_on_the_version_that_they_began_with(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, review = list[str](), GraphStore.review
    begun, resume = Event(), Event()

    def noted(store: GraphStore, case: Case) -> Review:
        asked.append(store.summary().version)
        begun.set()
        assert resume.wait(TIMEOUT)
        return review(store, case)

    monkeypatch.setattr(GraphStore, "review", noted)
    cases = "\n".join(['{"diagnoses": [{"code": "A00"}]}'] * 50)
    with ThreadPoolExecutor() as threads:
        address = f"http://127.0.0.1:{served.running.port}/reviews"
        answer = threads.submit(httpx.post, address, content=cases, timeout=TIMEOUT)
        assert begun.wait(TIMEOUT)
        served.replace(version(NEW))
        resume.set()
        assert len(answer.result().text.splitlines()) == 50
    assert asked == [version(OLD).graph["version"]] * 50


def test_a_version_is_freed_when_nobody_uses_it(served: Served) -> None:
    """Though connections are kept, whose last requests it answered, by each way that there is."""
    served.store.resume.set()
    served.replace(version(NEW))  # Of the first version, the fixture has the store.
    freed = ref(served.graph.now.store.topology.graph)
    queries = [MIXED, HEAVY, HEAVY + " " * Limits.compiled_query, "{ nothing }", "{ __schema { types { name } } }"]
    with ExitStack() as kept:
        for number, query in enumerate(query for query in queries for _ in range(2)):
            connection = kept.enter_context(RawConnection(served.running.port))
            assert connection.exchange(post(body_of(query), *[ORIGIN][number % 2 :])).status == 200
        assert httpx.get(f"http://127.0.0.1:{served.running.port}/export/graphml").status_code == 200
        served.replace(version(OLD))
        wait_until(lambda: served.graph.alive() == 2 and freed() is None)


def after(connection: RawConnection, query: str, cursor: str | None) -> Any:
    return connection.exchange(post(body_of(query, variables={"after": cursor}))).json["data"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (
            "query ($after: String) { risks(first: 1, after: $after) { nodes { curie } pageInfo { endCursor } } }",
            "risks",
        ),
        (
            'query ($after: String) { procedure(slug: "cast") { risks(first: 1, after: $after) '
            "{ nodes { curie } pageInfo { endCursor } } } }",
            "procedure.risks",
        ),
    ],
    ids=["nodes", "edges"],
)
def test_a_cursor_says_a_place_in_the_order_also_when_what_stood_there_is_gone(
    served: Served, query: str, field: str
) -> None:
    """It has the sort key of the last item: the page after it is of what comes after this in the new version."""
    served.store.resume.set()

    def page(cursor: str | None) -> Any:
        found = after(connection, query, cursor)
        for name in field.split("."):
            found = found[name]
        return found

    with RawConnection(served.running.port) as connection:
        first = page(None)
        assert [node["curie"] for node in first["nodes"]] == [GONE]
        served.replace(version_without(GONE))
        second = page(first["pageInfo"]["endCursor"])
        begin = page(None)
    assert GONE not in str(begin)
    assert second["nodes"] == begin["nodes"]  # What came second is the first now: nothing is skipped or repeated.


def test_what_is_planned_is_planned_anew_before_a_version_is_served(served: Served, tmp_path: Path) -> None:
    served.store.resume.set()
    long = f"{{ {'risks { totalCount } ' * 60} }}"
    with RawConnection(served.running.port) as connection:
        for query in (MIXED, long):
            connection.exchange(post(body_of(query)))
        assert served.graph.now.operations.is_known(long, None)
        write_snapshot(version(NEW), tmp_path / "new")
        reloader = Reloader(served.graph, served.running.server.servers[0].get_loop())
        reloader.use(copy_snapshot(tmp_path / "new"))
        assert served.graph.now.version == version(NEW).graph["version"]
        assert served.graph.now.operations.is_known(long, None)
        assert connection.exchange(post(body_of(MIXED))).json == {"data": data(version(NEW), MIXED)}
