"""Searching: what a text asks for, its hits in the order of their relevance, and the counts of facets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from tantivy import DocAddress, Query

from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.search.entry_document import BILLABLE, OTHER
from graph.search.guarded_searcher import GuardedSearcher, guarded
from graph.search.highlighting import explain_code, explain_words, match_type_of
from graph.search.index import FACETS, SearchIndex
from graph.search.match_type import MatchType
from graph.search.paraphrases import KEYS
from graph.search.query_builder import TIER, narrowed, without
from graph.search.relevance import Relevance
from graph.search.retrieval import Question, Retrieval
from graph.search.search_types import Counts, Facets, Hit, MatchReason, Search, SearchPage
from graph.search.stored_entry import StoredEntry, read_entry
from graph.search.words import folded_words

WINDOW, SUGGESTED = 200, 30
"""Hits that are put in the order of their relevance, of a search and of suggestions; the others keep the index's."""
_REMEMBERED, _ENTRIES = 2048, 16_384
"""Questions and answers, and entries, kept at a time: some tens of megabytes."""
_OF_A_CODE = 2.0
"""What a hit by its code scores more than one by words."""
_LAST = -2.0
_DIGITS = 6
"""Digits of a score that tell; of equal ones the order is that of the entries."""
_OF_ONE_NAME = 12
"""Nodes of one name that are looked at."""
_SHORT = 1
_OF_ALL = frozenset(("kind", "scope"))
"""Facets by which entries are chosen and counted for which others stand."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A place in the index with the score that puts it in its order."""

    place: DocAddress
    score: float
    tier: int


class Finder:
    """Answers searches from an index."""

    def __init__(self, found: SearchIndex) -> None:
        self.index = found
        self._schema = found.index.schema
        self._searcher = GuardedSearcher(found.index.searcher())
        self._retrieval = Retrieval(found, self._named)
        self._question = lru_cache(_REMEMBERED)(self._understood)
        self._window = lru_cache(_REMEMBERED)(self._ranked)
        self._pages = lru_cache(_REMEMBERED)(self._page)
        self._entry = lru_cache(_ENTRIES)(guarded(self._decoded))

    def search(self, wanted: Search) -> SearchPage:
        """A stretch of the hits with counts of facets; nothing for a query without letters and digits.

        Raises:
            InvalidArgument: the query is longer than `Limits.text`.
        """
        hits, total = self._pages(wanted)
        notices = self._question(wanted.query, completing=wanted.completing).notices
        return SearchPage(hits, total, guarded(lambda: Facets(**dict(self._facets(wanted)))), notices)

    def numbers(self, wanted: Search) -> list[int]:
        """The numbers of all nodes that a query finds, in the order of `search`, which raises the same."""
        places, _ = self._places(replace(wanted, limit=self._searcher.num_docs, offset=0))
        return [self._number_at(found.place) for found in places]

    def suggest(self, wanted: Search) -> list[Hit]:
        """The first hits alone; the last word may be the beginning of any other.

        Raises:
            InvalidArgument: the query is longer than `Limits.text`.
        """
        return list(self._pages(replace(wanted, completing=True))[0])

    def nearest(self, term: str, kinds: tuple[str, ...], limit: int) -> list[tuple[Hit, Relevance]]:
        """The first hits of some kinds, each with how it was rated.

        Raises:
            InvalidArgument: the term is longer than `Limits.text`.
        """
        wanted = Search(term, kinds, limit=limit)
        question = self._question(term, completing=False)
        return [(hit, self._rated(question, hit.place)) for hit in self._pages(wanted)[0] if hit.place is not None]

    def has_many_meanings(self, text: str) -> bool:
        """Whether a text is an abbreviation of more than one thing."""
        return self._retrieval.has_many_meanings(text)

    def called(self, key: str) -> list[tuple[str, str]]:
        """Fields and CURIEs of what has a name with this key, and not of what is only related to that."""
        return [(field, curie) for field in KEYS if field != "related_key" for curie, _ in self._named(field, key)]

    def cost(self, text: str) -> int:
        """About how many entries a search for a text looks at: those that have its words, each word for itself.

        Raises:
            InvalidArgument: the text is longer than `Limits.text`.
        """
        words = folded_words(_checked(text))[: Limits.words]
        if words and len(words[-1]) <= _SHORT:  # Much begins so.
            return int(self._searcher.num_docs)
        return sum(self._searcher.doc_freq("words", word) for word in words)

    def _understood(self, text: str, *, completing: bool) -> Question:
        return self._retrieval.understand(_checked(text), completing=completing)

    def _page(self, wanted: Search) -> tuple[Sequence[Hit], int]:
        places, total = self._places(wanted)
        question = self._question(wanted.query, completing=wanted.completing)
        return self._hits(question, places) if question.query else (), total

    def _places(self, wanted: Search) -> tuple[Sequence[_Found], int]:
        """The places of the hits of a stretch, and how many there are in all."""
        query = self._chosen(self._question(wanted.query, completing=wanted.completing), wanted)
        if query is None:
            return (), 0
        # Of suggestions no more are looked for than are wanted, and they are not counted.
        ranked, total = self._window(replace(wanted, limit=wanted.limit if wanted.completing else 0, offset=0))
        end = wanted.offset + wanted.limit
        places = list(ranked[wanted.offset : end])
        if end > len(ranked) and total > len(ranked) and wanted.limit:
            # tantivy makes room for all that is passed over.
            start = min(max(wanted.offset, len(ranked)), self._searcher.num_docs)
            more = self._searcher.search(query, end - start, offset=start, count=False).hits if end > start else ()
            places.extend(_Found(place, _LAST, 0) for _, place in more)
        return places, total

    def _chosen(self, question: Question, wanted: Search, but: str = "") -> Query | None:
        """The query held to what is chosen of every facet but one.

        What another entry stands for is left out, unless its kind or its scope is chosen or counted, or it is asked for
        itself.
        """
        if question.query is None:
            return None
        values = [(name, values) for name, values in wanted.chosen().items() if name != but]
        if wanted.billable:
            values.append((BILLABLE, (BILLABLE,)))
        query = narrowed(question.query, values, self._schema)
        if wanted.kinds or wanted.scopes or but in _OF_ALL:
            return query
        return without(query, OTHER, OTHER, question.code.key if question.code else "", self._schema)

    def _ranked(self, wanted: Search) -> tuple[Sequence[_Found], int]:
        """The first hits in their order, and how many there are in all."""
        question = self._question(wanted.query, completing=wanted.completing)
        query = self._chosen(question, wanted)
        if query is None:
            return (), 0
        found = self._searcher.search(
            query, max(SUGGESTED, wanted.limit) if wanted.completing else WINDOW, count=not wanted.completing
        )
        ranked = [self._scored(question, float(score), place) for score, place in found.hits]
        ranked.sort(key=lambda one: (-round(one.score, _DIGITS), self._entry_at(one.place).order))
        return ranked, found.count or 0  # type: ignore[attr-defined]  # The stubs of tantivy leave it out.

    def _scored(self, question: Question, score: float, place: DocAddress) -> _Found:
        tier = int(score // TIER) if question.code else 0
        if tier:
            return _Found(place, _OF_A_CODE + tier, tier)
        return _Found(place, self._rated(question, place).score, 0)

    def _rated(self, question: Question, place: DocAddress) -> Relevance:
        return question.rated.rate(self._entry_at(place).node)

    def _hits(self, question: Question, places: Sequence[_Found]) -> list[Hit]:
        return [
            Hit(
                self._entry_at(found.place).node.curie,
                round(found.score, 4),
                self._match_type(question, found),
                partial(self._reason, question, found),
                self._number_at(found.place),
                found.place,
            )
            for found in places
        ]

    def _number_at(self, place: DocAddress) -> int:
        """The number of the node in the columns; -1 where the index is of none."""
        numbers = self.index.numbers
        return numbers[self.index.starts[place.segment_ord] + place.doc] if numbers else -1

    def _match_type(self, question: Question, found: _Found) -> MatchType:
        if found.tier:
            return MatchType.FUZZY if question.is_misread else MatchType(found.tier)
        return match_type_of(question, self._entry_at(found.place).node)

    def _reason(self, question: Question, found: _Found) -> MatchReason:
        entry = self._entry_at(found.place)
        if found.tier and question.code:
            return explain_code(question.code, MatchType(found.tier), entry.node.curie, entry.codes)
        return explain_words(question, entry.node, self._rated(question, found.place), entry.codes, entry.texts)

    def _entry_at(self, place: DocAddress) -> StoredEntry:
        return self._entry(place.segment_ord, place.doc)

    def _decoded(self, segment: int, document: int) -> StoredEntry:
        stored: bytes = self._searcher.doc(DocAddress(segment, document)).get_first("entry")  # type: ignore[assignment]
        return read_entry(stored)

    def _named(self, field: str, key: str) -> Sequence[tuple[str, str]]:
        """The CURIE and the name of nodes that have a key in a field of the index."""
        if not self._searcher.doc_freq(field, key):
            return ()
        query = Query.term_query(self._schema, field, key, "basic")
        hits = self._searcher.search(query, _OF_ONE_NAME, count=False).hits
        nodes = [self._entry_at(place).node for _, place in hits]
        return [(node.curie, node.names[0].text) for node in nodes]

    def _facets(self, wanted: Search) -> Iterator[tuple[str, Counts]]:
        question = self._question(wanted.query, completing=wanted.completing)
        chosen = {name for name, values in wanted.chosen().items() if values} | _OF_ALL
        together = [name for name in FACETS if name not in chosen]
        yield from self._counts(self._chosen(question, wanted), together)
        for name in sorted(chosen):
            yield from self._counts(self._chosen(question, wanted, but=name), [name])

    def _counts(self, query: Query | None, names: list[str]) -> Iterator[tuple[str, Counts]]:
        if names and query is not None:
            asked = {name: {"terms": {"field": name, "size": Limits.facet_values}} for name in names}
            for name, found in self._searcher.aggregate(query, asked).items():
                counts = [(bucket["key"], int(bucket["doc_count"])) for bucket in found["buckets"]]
                yield name, sorted(counts, key=lambda count: (-count[1], count[0]))


def _checked(text: str) -> str:
    if len(text) > Limits.text:
        raise InvalidArgument(problem="the text is too long", length=len(text), maximum=Limits.text)
    return text
