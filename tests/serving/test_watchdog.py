"""What holds the event loop up is logged once, with its stack and the name of the operation."""

import asyncio
import logging
import time
from pathlib import Path

import pytest

from graph.store import GraphStore, NodePage, Scan
from graph.store.snapshot import attach_snapshot
from schema.create_schema import create_schema
from serving.current_graph import CurrentGraph
from serving.executor import RequestExecutor
from serving.request import GraphQLRequest
from serving.settings import Settings
from serving.watchdog import LoopWatchdog
from tests.serving.live_server import HEAVY

BLOCKED = 0.2
HELD_UP = 1.5
"""Seconds, so many that a busy machine cannot hide them."""


def held_up(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [message for message in caplog.messages if "held up" in message]


def test_a_blocked_loop_is_logged_once_with_its_stack(caplog: pytest.LogCaptureFixture) -> None:
    async def blocking() -> None:
        time.sleep(HELD_UP)

    async def run() -> None:
        watchdog = LoopWatchdog(asyncio.get_running_loop(), BLOCKED)
        watchdog.start()
        await blocking()
        watchdog.stop()

    asyncio.run(run())
    (message,) = held_up(caplog)
    assert "by something else than an operation" in message
    assert message.splitlines()[-1].endswith("in blocking")


def test_the_operation_is_named_and_its_variables_are_not(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    class SlowStore(GraphStore):
        def scan(self, scan: Scan) -> NodePage:
            time.sleep(HELD_UP)
            return super().scan(scan)

    limits, store = Settings().limits, SlowStore(attach_snapshot(folder))
    executor = RequestExecutor(CurrentGraph(create_schema(limits), limits, store))
    query = f"query Slow($secret: String) {{ risk(slug: $secret) {{ name }} {HEAVY[1:]}"
    request = GraphQLRequest(query, {"secret": "of a patient"}, None, {})

    async def run() -> None:
        watchdog = LoopWatchdog(asyncio.get_running_loop(), BLOCKED)
        watchdog.start()
        executor.execute_inline(request, b"", gzip=False)
        watchdog.stop()

    asyncio.run(run())
    executor.close()
    assert any("by the operation 'Slow'" in message for message in held_up(caplog))
    assert "patient" not in caplog.text


def test_a_loop_that_waits_is_not_held_up(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        watchdog = LoopWatchdog(asyncio.get_running_loop(), 5)
        watchdog.start()
        await asyncio.sleep(0.3)
        watchdog.stop()

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())
    assert held_up(caplog) == []
