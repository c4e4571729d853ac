"""A query that a person gives on a command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its variables and the name of its operation; `source` names it in errors, as a file does."""

    source: str
    text: str
    variables: Mapping[str, Any]
    operation: str | None = None
