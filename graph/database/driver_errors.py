"""Errors of the Bolt driver as those of this project; what they say may hold no password."""

from graph.database.address import DatabaseAddress
from graph.model.errors import StatementRefused, StoreAccessDenied, StoreError, StoreTimeout, StoreUnavailable

_DENIED = (
    *("Neo.ClientError.Security.Unauthorized", "Neo.ClientError.Security.Authentication"),
    "Neo.ClientError.Database.",
)
"""Codes of a user that is refused, and of a database that is not there."""
_TIMED_OUT = ("TimedOut", "Timeout", "Terminated")
_MOST_SHOWN = 300
"""Characters of what the database says."""


def store_error(error: Exception, address: DatabaseAddress) -> StoreError:
    """What an error of the driver means."""
    from neo4j.exceptions import Neo4jError, TransientError  # noqa: PLC0415  (of an extra)

    code = str(getattr(error, "code", None) or "") if isinstance(error, Neo4jError) else ""
    said = getattr(error, "message", None) or str(error) or type(error).__name__
    problem = _without(address.password, " ".join(said.split()))[:_MOST_SHOWN]
    details = {"address": str(address), "problem": problem, **({"code": code} if code else {})}
    if any(word in code for word in _TIMED_OUT):
        return StoreTimeout(**details)
    if not isinstance(error, Neo4jError) or isinstance(error, TransientError):
        return StoreUnavailable(**details)
    if code.startswith(_DENIED):
        return StoreAccessDenied(**details)
    return StatementRefused(**details)


def _without(password: str, text: str) -> str:
    return text.replace(password, "…") if password else text
