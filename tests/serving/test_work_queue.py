"""Heavy work: shortest first, a share for each client, and an end for what nobody waits for."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from graph.model.deadline import Deadline, RequestCancelled, check_deadline, until_deadline
from graph.model.errors import QueryTooCostly
from serving.body import ClientDisconnectedError
from serving.disconnect import while_connected
from serving.work_queue import SHORT, QueueFullError, WorkQueue

LONG = SHORT + 1


class Gate:
    """Work that runs until it is let go, and notes who has run."""

    def __init__(self) -> None:
        self.open, self.ran, self.started = threading.Event(), list[str](), threading.Semaphore(0)

    def work(self, name: str) -> Callable[[], str]:
        def run() -> str:
            self.started.release()
            self.open.wait(30)
            self.ran.append(name)
            return name

        return run


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def one() -> Iterator[WorkQueue]:
    queue = WorkQueue(1, 100)
    yield queue
    queue.close()


async def started(gate: Gate, count: int = 1) -> None:
    for _ in range(count):
        assert await asyncio.to_thread(gate.started.acquire, timeout=30)


def test_the_shortest_goes_first(one: WorkQueue, gate: Gate) -> None:
    async def run() -> None:
        first = asyncio.create_task(one.run(gate.work("first"), 5, "a", Deadline(60)))
        await started(gate)
        rest = [asyncio.create_task(one.run(gate.work(str(n)), n * 300_000, "b", Deadline(60))) for n in (3, 1, 2)]
        await asyncio.sleep(0.05)
        gate.open.set()
        assert await asyncio.gather(first, *rest) == ["first", "3", "1", "2"]

    asyncio.run(run())
    assert gate.ran == ["first", "1", "2", "3"]


def test_what_has_waited_long_goes_before_what_is_shorter(one: WorkQueue, gate: Gate) -> None:
    async def run() -> None:
        tasks = [asyncio.create_task(one.run(gate.work("first"), 0, "a", Deadline(60)))]
        await started(gate)
        tasks.append(asyncio.create_task(one.run(gate.work("long"), SHORT, "a", Deadline(60))))
        await asyncio.sleep(1.1)
        tasks.append(asyncio.create_task(one.run(gate.work("short"), 1_000, "a", Deadline(60))))
        await asyncio.sleep(0.05)
        gate.open.set()
        await asyncio.gather(*tasks)

    asyncio.run(run())
    assert gate.ran == ["first", "long", "short"]


def test_one_thread_is_kept_for_short_work(gate: Gate) -> None:
    queue = WorkQueue(3, 100)

    async def run() -> str:
        tasks = [asyncio.create_task(queue.run(gate.work(str(n)), LONG, str(n), Deadline(60))) for n in range(5)]
        await started(gate, 2)
        answer = await queue.run(lambda: "short", SHORT, "other", Deadline(60))
        assert gate.ran == []
        gate.open.set()
        await asyncio.gather(*tasks)
        return answer

    assert asyncio.run(run()) == "short"
    queue.close()


def test_a_client_that_floods_keeps_nobody_waiting_for_all_of_its_own(gate: Gate) -> None:
    queue = WorkQueue(3, 100)

    async def run() -> None:
        flood = [asyncio.create_task(queue.run(gate.work("flood"), LONG, "a", Deadline(60))) for _ in range(20)]
        await started(gate, 2)
        other = asyncio.create_task(queue.run(gate.work("other"), 3 * LONG, "b", Deadline(60)))
        await asyncio.sleep(0.05)
        gate.open.set()
        await asyncio.gather(*flood, other)

    asyncio.run(run())
    assert "other" in gate.ran[:4]
    queue.close()


def test_as_many_wait_as_may(one: WorkQueue, gate: Gate) -> None:
    one._most = 1

    async def run() -> None:
        tasks = [asyncio.create_task(one.run(gate.work("a"), 1, "a", Deadline(60)))]
        await started(gate)
        tasks.append(asyncio.create_task(one.run(gate.work("b"), 1, "a", Deadline(60))))
        await asyncio.sleep(0.05)
        with pytest.raises(QueueFullError):
            await one.run(gate.work("c"), 1, "a", Deadline(60))
        gate.open.set()
        await asyncio.gather(*tasks)

    asyncio.run(run())


def test_errors_come_to_who_waits(one: WorkQueue) -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(one.run(lambda: 1 // 0, 1, "a", Deadline(60)))


def endless() -> None:
    for _ in until_deadline(iter(int, 1)):
        time.sleep(0.0001)


def test_work_ends_when_its_time_is_over(one: WorkQueue) -> None:
    with pytest.raises(QueryTooCostly) as refused:
        asyncio.run(one.run(endless, 1, "a", Deadline(0.1)))
    assert refused.value.details == {"of": "seconds", "limit": 0.1}


def slow_work() -> str:
    time.sleep(0.3)
    return "slow"


def quick_work() -> str:
    check_deadline()
    return "quick"


def test_time_in_the_queue_does_not_count(one: WorkQueue) -> None:
    async def run() -> tuple[str, str]:
        slow = asyncio.create_task(one.run(slow_work, 1, "a", Deadline(60)))
        quick = asyncio.create_task(one.run(quick_work, 2, "a", Deadline(0.1)))
        return await slow, await quick

    assert asyncio.run(run()) == ("slow", "quick")


def test_work_ends_when_its_client_has_gone(one: WorkQueue) -> None:
    async def receive() -> dict[str, str]:
        await asyncio.sleep(0.05)
        return {"type": "http.disconnect"}

    async def run() -> str:
        deadline = Deadline(60)
        with pytest.raises(ClientDisconnectedError):
            await while_connected(receive, deadline, one.run(endless, 1, "a", deadline))
        return await one.run(lambda: "next", 1, "b", Deadline(60))

    assert asyncio.run(run()) == "next"


def test_work_that_is_cancelled_before_its_turn_never_begins(one: WorkQueue, gate: Gate) -> None:
    async def run() -> None:
        first = asyncio.create_task(one.run(gate.work("first"), 1, "a", Deadline(60)))
        await started(gate)
        deadline = Deadline(60)
        second = asyncio.create_task(one.run(gate.work("second"), 1, "a", deadline))
        await asyncio.sleep(0.05)
        deadline.cancel()
        gate.open.set()
        assert await first == "first"
        with pytest.raises(RequestCancelled):
            await second

    asyncio.run(run())
    assert gate.ran == ["first"]
