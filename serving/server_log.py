"""The log of the server itself: lines on standard error, from what is served now to what is wrong."""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from serving.settings import JSON

CONCERNED: ContextVar[dict[str, str] | None] = ContextVar("request", default=None)
"""The ids of the request that is worked for: `id`, and `trace` where it has a trace."""
log = logging.getLogger("medcode.server")


def configure_server_log(form: str) -> None:
    """Let the lines go to standard error as they are, or all as JSON; without this, only warnings would."""
    logger = logging.getLogger() if form == JSON else log
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JSONFormatter() if form == JSON else logging.Formatter("%(message)s"))
        logger.addHandler(handler)
    log.setLevel(logging.INFO)


class JSONFormatter(logging.Formatter):
    """Lines of JSON with the ids of the request that they concern, whose values an exception's message might repeat."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": when, "level": record.levelname.lower(), "logger": record.name, **(CONCERNED.get() or {})}
        line["message"] = record.getMessage()
        if record.exc_info and (error := record.exc_info[1]):
            message = [str(error)] if CONCERNED.get() is None else []
            line["exception"] = "\n".join([*traceback.format_tb(error.__traceback__), type(error).__name__, *message])
        return json.dumps(line)
