"""What is asked of a search, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.search.entry import Field
from graph.search.question import How


@dataclass(frozen=True, slots=True)
class Search:
    """A query, which hits to take (empty means any), and which stretch of them."""

    query: str
    kinds: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    limit: int = 20
    offset: int = 0

    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """The values that are wanted of each facet."""
        return {"kind": self.kinds, "system": self.systems, "category": self.categories}


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found, and why: the field, its text, and the words of it that match, as they are written."""

    curie: str
    score: float
    how: How
    field: Field
    text: str
    words: tuple[str, ...]


Counts = Sequence[tuple[str, int]]
"""Values of a facet with how many hits have each, most first."""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many hits there are of each kind, code system and category, whatever is chosen of that facet itself."""

    kind: Counts = ()
    system: Counts = ()
    category: Counts = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A stretch of the hits, best first; `total` counts them all."""

    hits: Sequence[Hit] = ()
    total: int = 0
    facets: Facets = field(default_factory=Facets)
