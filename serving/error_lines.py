"""Errors of GraphQL as lines, as compilers print them."""

from collections.abc import Iterable, Mapping
from typing import Any


def error_lines(error: Mapping[str, Any], source: str) -> Iterable[tuple[str, str]]:
    """An error of an answer at each of its locations: the place, as in `file:line:column`, and what is wrong there."""
    hint = error.get("extensions", {}).get("hint")
    message = f"{error['message']} {hint}" if hint else str(error["message"])
    places = [f"{source}:{place['line']}:{place['column']}" for place in error.get("locations") or ()] or [source]
    return [(place, message) for place in places]
