"""What is asked of a search, and what it answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property

from tantivy import DocAddress

from graph.search.entry import Field
from graph.search.match_type import MatchType
from graph.search.notices import Notice


@dataclass(frozen=True, slots=True)
class Search:
    """A query, which hits to take (empty means any), and which stretch of them.

    With `completing` it is being typed: its last word may be the beginning of any other. With `billable` only codes
    that can be reported are wanted.
    """

    query: str
    kinds: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    limit: int = 20
    offset: int = 0
    completing: bool = False
    scopes: tuple[str, ...] = ()
    billable: bool = False

    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """The values that are wanted of each facet."""
        return {"kind": self.kinds, "system": self.systems, "category": self.categories, "scope": self.scopes}


MatchReason = tuple[Field, str, tuple[str, ...]]
"""A field of a node, its text, and the words of it that match, as they are written."""


@dataclass
class Hit:
    """A node that was found, and why; that is found out when it is asked for.

    `number` is that of the node in the columns, negative where there are none; `place` that of its entry in the index.
    """

    curie: str
    score: float
    match_type: MatchType
    explain: Callable[[], MatchReason] = dataclass_field(compare=False, repr=False)
    number: int = dataclass_field(default=-1, compare=False, repr=False)
    place: DocAddress | None = dataclass_field(default=None, compare=False, repr=False)

    @cached_property
    def reason(self) -> MatchReason:
        return self.explain()

    @property
    def field(self) -> Field:
        return self.reason[0]

    @property
    def text(self) -> str:
        return self.reason[1]

    @property
    def words(self) -> tuple[str, ...]:
        return self.reason[2]


Counts = Sequence[tuple[str, int]]
"""Values of a facet with how many hits have each, most first."""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many hits there are of each kind, system, category and scope, whatever is chosen of that facet itself."""

    kind: Counts = ()
    system: Counts = ()
    category: Counts = ()
    scope: Counts = ()


@dataclass(frozen=True)
class SearchPage:
    """A stretch of the hits, best first; `total` counts them all, `facets` by groups when that is asked for."""

    hits: Sequence[Hit] = ()
    total: int = 0
    count: Callable[[], Facets] = dataclass_field(default=Facets, compare=False, repr=False)
    notices: tuple[Notice, ...] = ()

    @cached_property
    def facets(self) -> Facets:
        return self.count()
