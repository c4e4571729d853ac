"""Heavy requests in a few threads: the one that is expected to be shortest first, and each client its share.

Threads share the interpreter, so that more of them make nothing faster; there are so few that the event loop gets its
turn within milliseconds (see `server.worker`), and one of them takes only short work, so that no mix of long ones keeps
it waiting. What waits long goes before what is shorter in the end, and no client holds all threads while others wait.
"""

import asyncio
import itertools
from collections import Counter
from collections.abc import Callable
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic
from typing import Any, TypeVar

from graph.model.deadline import Deadline, working_until

Result = TypeVar("Result")
SHORT = 1_000_000
"""Rows that work may be expected to cost for the thread that is kept for short work: some tenths of a second."""
_AGING = 2_000_000
"""Rows by which work that waits is preferred for each second of its waiting."""
_numbers = itertools.count()


class QueueFullError(Exception):
    """As much work waits as may."""


@dataclass(eq=False)
class Job:
    """Work of a client, what it is expected to cost, in rows, and who waits for its result."""

    work: Callable[[], Any]
    cost: float
    client: str
    deadline: Deadline
    loop: asyncio.AbstractEventLoop
    result: "asyncio.Future[Any]"
    since: float = field(default_factory=monotonic)
    number: int = field(default_factory=lambda: next(_numbers))
    context: Context = field(default_factory=copy_context)

    def run(self) -> None:
        """Do the work, and hand its result, or what it raised, to the event loop."""
        try:
            self.deadline.start()
            with working_until(self.deadline):
                self.deadline.check()
                result = self.work()
        except BaseException as error:
            raised = error
            self._tell(lambda: self.result.set_exception(raised))
        else:
            self._tell(lambda: self.result.set_result(result))

    def _tell(self, settle: Callable[[], None]) -> None:
        def settled() -> None:
            if not self.result.done():
                settle()

        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(settled)


class WorkQueue:
    """Threads, and the work that waits for them; one of them, where there are several, takes only short work."""

    def __init__(self, threads: int, waiting: int, prepare: Callable[[], object] = lambda: None) -> None:
        """At most `waiting` jobs wait; each thread calls `prepare` when it begins."""
        self._most, self._prepare = waiting, prepare
        self._waiting: list[Job] = []
        self._running = Counter[str]()
        self._long, self._most_long = 0, max(threads - 1, 1)
        self._changed, self._closed = Condition(), False
        self._threads = [Thread(target=self._serve, name=f"heavy {n}", daemon=True) for n in range(threads)]
        for thread in self._threads:
            thread.start()

    @property
    def running(self) -> int:
        """How many jobs run."""
        with self._changed:
            return self._running.total()

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        return len(self._waiting)

    async def run(self, work: Callable[[], Result], cost: float, client: str, deadline: Deadline) -> Result:
        """The result of some work; where nobody awaits it any more, the work ends.

        Raises:
            QueueFullError: too much waits already.
        """
        loop = asyncio.get_running_loop()
        job = Job(work, cost, client, deadline, loop, loop.create_future())
        with self._changed:
            if self._closed or len(self._waiting) >= self._most:
                raise QueueFullError
            self._waiting.append(job)
            self._changed.notify()
        try:
            result: Result = await job.result
        except asyncio.CancelledError:
            deadline.cancel()
            raise
        return result

    def close(self) -> None:
        """Take nothing more, and end what runs at its next look at its deadline."""
        with self._changed:
            self._closed = True
            waiting, self._waiting = self._waiting, []
            self._changed.notify_all()
        for job in waiting:
            job.deadline.cancel()

    def _serve(self) -> None:
        self._prepare()
        while (job := self._take()) is not None:
            job.context.run(job.run)
            with self._changed:
                self._running[job.client] -= 1
                self._long -= job.cost > SHORT
                self._changed.notify_all()
            del job  # While it waits, it is to keep nothing that the work needed.

    def _take(self) -> Job | None:
        """The next job, when there is one that may run; None after the end."""
        with self._changed:
            while not self._closed:
                job = self._next()
                if job is not None:
                    self._waiting.remove(job)
                    self._running[job.client] += 1
                    self._long += job.cost > SHORT
                    return job
                self._changed.wait()
        return None

    def _next(self) -> Job | None:
        """The job whose client has least that runs; of those the one that is shortest, less what it waited."""
        now = monotonic()
        allowed = [job for job in self._waiting if job.cost <= SHORT or self._long < self._most_long]
        return min(
            allowed,
            key=lambda job: (self._running[job.client], job.cost - _AGING * (now - job.since), job.number),
            default=None,
        )
