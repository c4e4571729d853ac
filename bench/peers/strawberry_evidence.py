"""The types of the Strawberry peer for where edges come from, and for where the items of a list stand."""

import json
from base64 import urlsafe_b64encode

import strawberry

_ORDER = "+edge.position"


@strawberry.type
class Source:
    """A document; its values are those of `strawberry_graph.Source`."""

    id: strawberry.ID
    title: str
    licence: str


@strawberry.type
class Evidence:
    """Where an edge comes from; its values are those of `strawberry_graph.Evidence`."""

    source: Source | None
    section: str | None
    quote: str | None
    start: int | None
    end: int | None
    confidence: float


@strawberry.type
class PageInfo:
    """Whether there is more of a list, and where to go on."""

    has_next_page: bool
    end_cursor: str | None


def encode_cursor(position: int | None, name: str, curie: str, key: str) -> str:
    """Where an item stands: its place, its name, its CURIE and the key of its edge, as our server writes it."""
    place = json.dumps([_ORDER, position, name, curie, key], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")
