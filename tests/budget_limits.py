"""The limits of the work for a request, each met."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from graph.model.deadline import Deadline, working_until
from graph.model.limits import Limits
from graph.store import GraphStore
from serving.work_queue import QueueFullError, WorkQueue
from tests.conftest import ask_compiled, ask_store
from tests.refused_queries import COUNT


def answer(store: GraphStore, _: pytest.MonkeyPatch) -> None:
    query, failed = "{ risks { nodes { name } } }", []
    for size in (30, 1_000):
        told = ask_compiled(store, query, limits=Limits(answer=size))
        failed.append(bool(told.codes) if told else None)
    assert failed == [True, False]


def seconds(store: GraphStore, _: pytest.MonkeyPatch) -> None:
    for length, codes in ((0, ["QUERY_TOO_COSTLY"]), (60, [])):
        with working_until(Deadline(length)):
            errors = ask_store(store, COUNT)["errors"]
            told = ask_compiled(store, COUNT)
        assert [error["extensions"]["code"] for error in errors] == codes
        assert told is not None
        assert list(told.codes) == codes


def waiting(store: GraphStore, _: pytest.MonkeyPatch) -> None:
    async def ask(queue: WorkQueue) -> None:
        await queue.run(lambda: None, 1, "", Deadline(1))

    for most in (0, 1):
        queue = WorkQueue(1, most)
        with pytest.raises(QueueFullError) if not most else nullcontext():
            asyncio.run(ask(queue))
        queue.close()


BUDGET_LIMITS: dict[str, Callable[[GraphStore, pytest.MonkeyPatch], None]] = {
    test.__name__: test for test in (answer, seconds, waiting)
}
