"""Requests that are asked again and again while something happens to servers, and what came of them."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle, pairwise
from threading import Event
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from graph.model.property_graph import iter_nodes
from tests.serving.live_server import RawConnection, body_of, post
from tests.serving.reloading import QUERIES, id_of
from tests.serving.versions import MANY, NEW, OLD, data, version

PAGE = (
    "query ($after: String) { meta { version } procedures(first: 500, after: $after) "
    "{ pageInfo { hasNextPage endCursor } nodes { curie } } }"
)


@cache
def expected_answers() -> dict[str, dict[str, Any]]:
    """What each version answers to each query."""
    return {id_of(name): {query: data(version(name, many=True), query) for query in QUERIES} for name in (OLD, NEW)}


@dataclass(slots=True)
class Answers:
    """What came of requests: how many were of each version, and what was wrong."""

    expected: dict[str, dict[str, Any]] = field(default_factory=expected_answers)
    seen: Counter[str] = field(default_factory=Counter)
    failed: list[object] = field(default_factory=list)
    exported: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """The contents of exports by their entity tags."""
    lists: int = 0
    """Lists that were read to their end, page by page."""

    def add(self, query: str, status: int, answer: Any) -> None:
        """Note an answer, all of which must be of the version that it says."""
        told = answer["data"]["meta"]["version"] if status == 200 and answer.get("data") else None
        if told in self.expected and answer == {"data": self.expected[told][query]}:
            self.seen[told] += 1
        else:
            self.failed.append((query, status, str(answer)[:400]))


def ask(port: int, seed: int, answers: Answers, over: Event) -> None:
    """Ask all queries again and again: by POST and GET, over a connection that is kept, and over new ones."""
    kept = RawConnection(port)
    ways = cycle(
        [(query, by_get, is_kept) for is_kept in (True, True, False) for query in QUERIES for by_get in (0, 1)]
    )
    for _ in range(seed):
        next(ways)
    for query, by_get, is_kept in ways:
        if over.is_set():
            break
        request = post(body_of(query))
        if by_get:
            request = post(b"", start=f"GET /graphql?query={quote(query)} HTTP/1.1", kind=None, length=None)
        try:
            if is_kept:
                response = kept.exchange(request)
            else:
                with RawConnection(port) as connection:
                    response = connection.exchange(request)
            answers.add(query, response.status, response.json)
        except Exception as error:  # Each kind of failure counts.
            answers.failed.append((query, repr(error)))
            kept.socket.close()
            kept = RawConnection(port)
    kept.socket.close()


def read_exports(port: int, answers: Answers, over: Event) -> None:
    """Read exports slowly; the bytes of one version must be the same each time."""
    while not over.is_set():
        try:
            with httpx.stream("GET", f"http://127.0.0.1:{port}/export/jsonl", timeout=30) as answer:
                content = bytearray()
                for piece in answer.iter_bytes(1 << 16):
                    content += piece
                    time.sleep(0.02)
            assert answer.status_code == 200
            names = {name for name in (OLD, NEW) if f", {name}".encode() in content}
            assert len(names) == 1, names
            assert content.count(b'"Procedure ') == MANY
            answers.exported[answer.headers["etag"]].add(hash(bytes(content)))
        except Exception as error:
            answers.failed.append(("export", repr(error)))


def read_pages(port: int, answers: Answers, over: Event) -> None:
    """Page through all procedures again and again, whatever version and server each page is of; none may be missing.

    Names have changed, and with them places: an item may come again where a page is of another version than the last.
    """
    known = {node.curie for node in iter_nodes(version(OLD, many=True)) if node.kind == "Procedure"}
    while not over.is_set():
        try:
            pages = list(pages_of(port))
            found = [node["curie"] for page in pages for node in page["procedures"]["nodes"]]
            changes = sum(one["meta"] != next_["meta"] for one, next_ in pairwise(pages))
            assert set(found) == known, known.symmetric_difference(found)
            assert len(found) - len(known) <= changes
            answers.lists += 1
        except Exception as error:
            answers.failed.append(("pages", repr(error)))


def pages_of(*ports: int, query: str = PAGE) -> Iterator[dict[str, Any]]:
    """The pages of a list, each asked over a new connection, at these ports in turn."""
    after: str | None = None
    for port in cycle(ports):
        with RawConnection(port) as connection:
            page = connection.exchange(post(body_of(query, variables={"after": after}))).json["data"]
        yield page
        (place,) = (value["pageInfo"] for name, value in page.items() if name != "meta")
        if not place["hasNextPage"]:
            return
        after = place["endCursor"]


@contextmanager
def under_load(port: int, clients: int, answers: Answers) -> Iterator[None]:
    """So many clients that ask queries, one that reads exports, and one that pages through a list."""
    over = Event()
    with ThreadPoolExecutor(clients + 2) as threads:
        work = [threads.submit(ask, port, seed, answers, over) for seed in range(clients)]
        work += [threads.submit(read, port, answers, over) for read in (read_exports, read_pages)]
        try:
            yield
        finally:
            over.set()
            for one in work:
                one.result()
