"""The log of the server itself: lines on standard error, from what is served now to what is wrong."""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from serving.settings import JSON

CONCERNED: ContextVar[dict[str, str] | None] = ContextVar("request", default=None)
"""The ids of the request that is worked for: `id`, and `trace` where it has a trace."""
log = logging.getLogger("medcode.server")


def configure_server_log(form: str) -> None:
    """Let the lines go to standard error, as JSON those of all libraries too; else only warnings would go anywhere."""
    logger = logging.getLogger(None if form == JSON else "medcode")
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(LineFormatter(form))
        logger.addHandler(handler)
    log.setLevel(logging.INFO)


class LineFormatter(logging.Formatter):
    """Lines as text or JSON, with the ids of the request that they concern.

    What an exception says may repeat a value of that request: its line has the type and the stack.
    """

    def __init__(self, form: str) -> None:
        super().__init__("%(message)s")
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        ids = CONCERNED.get() or {}
        if self._form != JSON:
            return "".join(f"[{name} {value}] " for name, value in ids.items()) + super().format(record)
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": when, "level": record.levelname.lower(), "logger": record.name, **ids}
        stack = {"exception": self.formatException(record.exc_info)} if record.exc_info else {}
        return json.dumps({**line, "message": record.getMessage(), **stack})

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the name is that of `logging`)
        if CONCERNED.get() is None:
            return super().formatException(ei)
        return "".join([*traceback.format_tb(ei[2]), ei[0].__name__])
