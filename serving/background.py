"""Work in a thread of its own, which keeps no process from ending."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


def started(work: Callable[[], Result]) -> "Future[Result]":
    """Begin work in a daemon thread; the result, or the exception that it raised, once it is asked for."""
    future = Future[Result]()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=run, name="background", daemon=True).start()
    return future
