"""The fast path and uvicorn's own protocol write the same bytes at the same time, whatever comes in."""

import asyncio
import random
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from serving.application import create_app
from serving.settings import Settings
from tests.conftest import store_of
from tests.serving.byte_sequences import GROUPS
from tests.serving.byte_sequences.builders import LIMIT, SMALL_POST, Pieces
from tests.serving.hostile import FAMILIES
from tests.serving.live_server import body_of, post, short_id
from tests.serving.protocol_harness import ProtocolHarness

MUTATIONS, SEEDS = 20, 25
BOUNDS = ("HEAD_TOO_LARGE", "TARGET_TOO_LONG", "CHUNKS_TOO_LARGE", "UNSUPPORTED_UPGRADE")
"""Codes of what only `BoundedConnection` refuses."""
BOUNDED = ("CONNECT to an address", "a target of another host", "a request behind an upgrade")
"""Requests that uvicorn answers otherwise."""
MOST = 1 << 16
"""Bytes of a hostile request that comes in one piece."""


def app_of(graph: Graph, cache: int) -> Starlette:
    """It logs nothing: only what is logged has an id, and a request that was slow is."""
    limits = Limits(body=LIMIT, cache=cache)
    settings = Settings(allow_origins=("https://app.example",), limits=limits, access_log="off")
    return create_app(settings, store_of(graph))


@pytest.fixture(scope="module", params=[0, 1 << 20], ids=["no cache", "cache"])
def harness(graph: Graph, request: pytest.FixtureRequest) -> Iterator[ProtocolHarness]:
    """An application that has started."""
    yield from started(app_of(graph, request.param))


def started(app: Starlette) -> Iterator[ProtocolHarness]:
    with asyncio.Runner() as runner:
        context = app.router.lifespan_context(app)
        state: Any = runner.run(context.__aenter__())
        harness = ProtocolHarness(app, dict(state), runner.get_loop())
        harness.uvicorn((SMALL_POST,))  # What is done once takes long.
        yield harness
        runner.run(context.__aexit__(None, None, None))


def same(harness: ProtocolHarness, pieces: Pieces) -> int | None:
    """The status of the first response, which both give, be it for the first time or again."""
    expected = harness.uvicorn(pieces)
    for _ in range(2):
        assert harness.fast_path(pieces) == expected
    assert harness.uvicorn(pieces) == expected
    assert harness.fast_path(pieces, pipelined=True) == harness.uvicorn(pieces, pipelined=True)
    return expected.status


@pytest.mark.parametrize(
    ("status", "pieces"),
    [
        pytest.param(status, pieces, id=f"{name} {number}")
        for name, status, sequences in GROUPS
        for number, pieces in enumerate(sequences)
    ],
)
def test_a_sequence_is_answered_as_by_uvicorn(harness: ProtocolHarness, status: int | None, pieces: Pieces) -> None:
    assert same(harness, pieces) == status


HOSTILE = [
    pytest.param(hostile.request, id=f"{family}: {hostile.name}")
    for family, requests in FAMILIES.items()
    for hostile in requests
    if not hostile.endless
    and len(hostile.request) < MOST
    and hostile.code not in BOUNDS
    and hostile.name not in BOUNDED
]


@pytest.fixture(scope="module")
def hostile_harness(graph: Graph) -> Iterator[ProtocolHarness]:
    """An application with the limits that are set by default, so that requests are refused for what is wrong."""
    yield from started(create_app(Settings(limits=Limits(cache=0), access_log="off"), store_of(graph)))


@pytest.mark.parametrize("request_", HOSTILE)
def test_a_hostile_request_is_answered_as_by_uvicorn(hostile_harness: ProtocolHarness, request_: bytes) -> None:
    pieces = (request_, SMALL_POST)
    hostile_harness.uvicorn(pieces)  # What is looked up for the first time costs more.
    assert hostile_harness.fast_path(pieces) == hostile_harness.uvicorn(pieces)


def test_there_are_many_sequences() -> None:
    assert len({pieces for _, _, sequences in GROUPS for pieces in sequences}) > 181


@pytest.mark.parametrize("at", range(1, len(SMALL_POST)))
def test_a_request_is_split_anywhere(harness: ProtocolHarness, at: int) -> None:
    pieces = SMALL_POST[:at], SMALL_POST[at:] + SMALL_POST[:at], SMALL_POST[at:]
    assert harness.fast_path(pieces) == harness.uvicorn(pieces)


def test_bytes_come_one_by_one(harness: ProtocolHarness) -> None:
    assert same(harness, tuple(bytes([byte]) for byte in SMALL_POST * 2)) == 200


@pytest.mark.parametrize("seed", range(SEEDS))
def test_bytes_are_changed_anywhere(harness: ProtocolHarness, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    for _ in range(MUTATIONS):
        changed = bytearray(SMALL_POST)
        for _ in range(chance.randint(1, 3)):
            _change(changed, chance)
        at = chance.randrange(len(changed) + 1)
        assert harness.fast_path(whole := (bytes(changed), SMALL_POST)) == harness.uvicorn(whole), whole
        assert harness.fast_path(cut := (bytes(changed[:at]), bytes(changed[at:]) + SMALL_POST)) == harness.uvicorn(
            cut
        ), cut


def _change(data: bytearray, chance: random.Random) -> None:
    """Replace, remove, insert or repeat a few bytes."""
    at, end = chance.randrange(len(data)), chance.randrange(len(data))
    odd = chance.choice([b"\r", b"\n", b"\r\n", b"\0", b" ", b":", b"\t", b",", b"\xff", b"0", b"1", b"{", b'"', b"/"])
    match chance.randrange(4):
        case 0:
            data[at : at + 1] = odd
        case 1:
            data[at:at] = odd
        case 2:
            del data[at : at + chance.randint(1, 4)]
        case _:
            data[at:at] = data[end : end + chance.randint(1, 30)]


@pytest.mark.parametrize(
    "request_",
    [post(), post(kind="content-TYPE:application/json ;a=b"), post(body_of("{__typename}"), "Cookie: a=b")],
    ids=short_id,
)
def test_the_fast_path_is_taken(harness: ProtocolHarness, request_: bytes) -> None:
    before = harness.short
    harness.fast_path((request_, request_))
    assert harness.short == before + 2
