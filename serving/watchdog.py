"""A watchdog of the event loop: whatever holds it up makes every other request wait, so it is logged with its stack.

The loop notes the time again and again; a thread looks whether it still does. Once for each time that it is held up,
the thread logs where the loop's thread is, and the name of the operation that it executes: never variables or values.
"""

import logging
import re
import sys
import threading
import time
import traceback
from asyncio import AbstractEventLoop
from collections.abc import Iterator
from types import FrameType

from serving.request import GraphQLRequest

BLOCKED = 0.2
"""Seconds without a beat after which the loop counts as held up."""
_BEAT = 0.05
_DEEPEST = 12
"""Frames of the stack that are logged, the innermost."""
_NAME = re.compile(r"\b(?:query|mutation|subscription)\s+([_A-Za-z]\w{0,99})")
log = logging.getLogger("medcode.server")


class LoopWatchdog:
    """Watches the loop that starts it, from a thread."""

    def __init__(self, loop: AbstractEventLoop, blocked: float = BLOCKED) -> None:
        self._loop, self._blocked = loop, blocked
        self._watched, self._last = threading.get_ident(), time.monotonic()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to watch; call it in the thread of the loop."""
        self._beat()
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _beat(self) -> None:
        self._last = time.monotonic()
        if not self._stopped.is_set():
            self._loop.call_later(_BEAT, self._beat)

    def _watch(self) -> None:
        reported = 0.0
        while not self._stopped.wait(self._blocked / 2):
            last = self._last
            if not self._loop.is_running():
                return
            if time.monotonic() - last > self._blocked and last != reported:
                reported = last
                self._report(time.monotonic() - last)

    def _report(self, seconds: float) -> None:
        frame = sys._current_frames().get(self._watched)
        if frame is not None:
            stack = traceback.StackSummary.extract(traceback.walk_stack(frame), limit=_DEEPEST, lookup_lines=False)
            stack.reverse()
            log.warning(
                "The event loop has been held up for %d ms by %s:\n%s",
                1000 * seconds,
                _operation(frame),
                "\n".join(f"  {entry.filename}:{entry.lineno} in {entry.name}" for entry in stack),
            )


def _operation(frame: FrameType) -> str:
    """What the loop executes: the name of an operation, which is found in the frame that has its request."""
    for outer in _outwards(frame):
        request = outer.f_locals.get("request") if outer.f_code.co_name in ("execute_inline", "_execute") else None
        if isinstance(request, GraphQLRequest):
            name = _NAME.search(request.query)
            return f"the operation {request.operation or (name[1] if name else '')!a:.100}"
    return "something else than an operation"


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back
