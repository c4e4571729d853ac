"""Finders over a few nodes, and what tests ask of them."""

from collections.abc import Iterable, Sequence

from graph.model import Node
from graph.search.answer import Hit, Search
from graph.search.entry import Entry, entry
from graph.search.finder import Finder
from graph.search.index import write_index


def finder(items: Iterable[Node | Entry]) -> Finder:
    return Finder(write_index(entry(item) if isinstance(item, Node) else item for item in items))


def reasons(hits: Sequence[Hit]) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [(hit.curie, hit.how.name, hit.field.name, hit.text, hit.words) for hit in hits]


def found(searched: Finder, query: str, **wanted: object) -> list[str]:
    return [hit.curie for hit in searched.search(Search(query, limit=1000, **wanted)).hits]  # type: ignore[arg-type]


def first(searched: Finder, query: str) -> tuple[str, str]:
    hit = searched.search(Search(query)).hits[0]
    return hit.curie, hit.how.name
