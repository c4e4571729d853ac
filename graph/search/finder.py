"""Searching: the query, loosened where too little is found, its hits with their reasons, and the counts of facets."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

import orjson
from tantivy import DocAddress, Index, Occur, Query, SearchResult

from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.search import query_builder
from graph.search.entry import Field
from graph.search.highlighting import explain
from graph.search.index import AFTER_CURIE, FACETS, NUMBER
from graph.search.query_builder import TIER, MatchType, ParsedQuery, parse_query
from graph.search.search_types import Counts, Facets, Hit, MatchReason, Search, SearchPage
from graph.search.words import one_edit_from

ENOUGH = 10
"""Hits from which on typos, and then hits with only some of the words, are not looked for."""
_REMEMBERED = 2048
"""Queries, short pages of hits, suggestions and corrections kept at a time: some ten megabytes."""
_SHORT_PAGE = 25
"""Hits of a page that is kept."""
_CORRECTIONS, _SHORT = 8, 1
_MATCH_TYPES = {match_type.value: match_type for match_type in MatchType}
_HALF = 100.0
"""Relevance within a tier that gives half a point."""


class Finder:
    """Answers searches from an index; `curie_of` gives the CURIEs of the numbers that the index has, if it has some."""

    def __init__(self, index: Index, curie_of: Callable[[int], str] | None = None) -> None:
        self._schema, self._curie_of = index.schema, curie_of
        self._searcher = index.searcher()
        self._query = lru_cache(_REMEMBERED)(self._loosened)
        self._pages = lru_cache(_REMEMBERED)(self._page)
        self._suggestions = lru_cache(_REMEMBERED)(self._suggested)
        self._readings = lru_cache(_REMEMBERED)(self._read_as)
        self._corrections = lru_cache(_REMEMBERED)(self._corrected)

    def search(self, wanted: Search) -> SearchPage:
        """A stretch of the hits with counts of facets; nothing for a query without letters and digits.

        Raises:
            InvalidArgument: the query is longer than `Limits.text`.
        """
        asked = _read(wanted.query)
        if not asked.words:
            return SearchPage()
        hits, total = self._pages(wanted) if wanted.limit <= _SHORT_PAGE else self._page(wanted)
        return SearchPage(hits, total, lambda: Facets(**dict(self._facets(self._query(asked), wanted))))

    def _page(self, wanted: Search) -> tuple[Sequence[Hit], int]:
        """The hits of a stretch, and how many there are in all."""
        asked = _read(wanted.query)
        # tantivy makes room for all that is passed over.
        offset = min(wanted.offset, self._searcher.num_docs)
        query = self._narrowed(self._query(asked), wanted)
        found = self._searcher.search(query, max(wanted.limit, 1), offset=offset)
        return self._hits(asked, found.hits[: wanted.limit]), _count(found)

    def cost(self, text: str) -> int:
        """About how many entries a search for a text looks at: those that have its words, each word for itself.

        Raises:
            InvalidArgument: the text is longer than `Limits.text`.
        """
        words = _read(text).words
        if words and len(words[-1]) <= _SHORT:  # Much begins so.
            return int(self._searcher.num_docs)
        return sum(self._searcher.doc_freq("words", word) for word in words)

    def suggest(self, wanted: Search) -> list[Hit]:
        """The first hits alone, as fast as can be: those of beginnings that many type are remembered.

        Raises:
            InvalidArgument: the query is longer than `Limits.text`.
        """
        return list(self._suggestions(wanted))

    def _suggested(self, wanted: Search) -> Sequence[Hit]:
        asked = _read(wanted.query)
        if not asked.words or not wanted.limit:
            return ()
        narrowed = any(wanted.chosen().values())
        found = self._searcher.search(self._strict(asked), wanted.limit)
        if narrowed or not _enough(found):
            found = self._searcher.search(self._narrowed(self._query(asked), wanted), wanted.limit, count=False)
        return tuple(self._hits(asked, found.hits))

    def nearest(self, term: str, kinds: tuple[str, ...], limit: int) -> list[Hit]:
        """The first hits of some kinds, each stage looked for only where the stricter ones find nothing."""
        asked, wanted = _read(term), Search(term, kinds)
        for stage in self._stages(asked) if asked.words else ():
            query = self._narrowed(stage(), wanted)
            hits = self._searcher.search(query, limit, count=False).hits
            if hits:
                return self._hits(asked, hits)
        return []

    def _stages(self, asked: ParsedQuery) -> tuple[Callable[[], Query], ...]:
        """The query, stricter before looser."""
        if asked.is_code:
            return lambda: self._strict(asked), lambda: query_builder.code_prefix_query(asked, self._schema)
        return (
            lambda: self._strict(asked),
            lambda: query_builder.typo_query(asked, self._schema, self._corrections),
            lambda: query_builder.any_word_query(asked, self._schema),
        )

    def _strict(self, asked: ParsedQuery) -> Query:
        """All that is exact, and all words; two that the index knows as one word also as one."""
        return Query.disjunction_max_query(
            [query_builder.strict_query(reading, self._schema, self._has) for reading in self._readings(asked)]
        )

    def _read_as(self, asked: ParsedQuery) -> tuple[ParsedQuery, ...]:
        return asked, *(other for other in asked.joined() if self._known(other, asked))

    def _has(self, field: str, term: str) -> bool:
        return self._searcher.doc_freq(field, term) > 0

    def _known(self, joined: ParsedQuery, asked: ParsedQuery) -> bool:
        (word,) = set(joined.words) - set(asked.words) or {""}
        return bool(word and self._searcher.doc_freq("words", word))

    def _corrected(self, word: str) -> tuple[str, ...]:
        known = {other: self._searcher.doc_freq("words", other) for other in set(one_edit_from(word)) - {word}}
        often = sorted((other for other, count in known.items() if count), key=lambda other: (-known[other], other))
        return tuple(often[:_CORRECTIONS])

    def _loosened(self, asked: ParsedQuery) -> Query:
        """The query; what is looser is left out where the stricter finds enough, whatever facets are chosen.

        So is what finds nothing more: a hit counts by how it was found most strictly.
        """
        strict, *looser, loosest = self._stages(asked)
        query = strict()
        found = self._searcher.search(query, 1)
        for stage in looser:
            if _enough(found):
                break
            wider = Query.disjunction_max_query([query, stage()])
            more = self._searcher.search(wider, 1)
            query, found = (wider, more) if _count(more) > _count(found) else (query, found)
        return query if _enough(found) else Query.disjunction_max_query([query, loosest()])

    def _narrowed(self, query: Query, wanted: Search, but: str = "") -> Query:
        """The query, held to what is chosen of every facet but one."""
        musts = [
            (Occur.Must, Query.const_score_query(Query.term_set_query(self._schema, name, list(values)), 0.0))
            for name, values in wanted.chosen().items()
            if values and name != but
        ]
        return Query.boolean_query([(Occur.Must, query), *musts]) if musts else query

    def _facets(self, query: Query, wanted: Search) -> Iterator[tuple[str, Counts]]:
        chosen = {name for name, values in wanted.chosen().items() if values}
        together = [name for name in FACETS if name not in chosen]
        yield from self._counts(self._narrowed(query, wanted), together)
        for name in chosen:
            yield from self._counts(self._narrowed(query, wanted, but=name), [name])

    def _counts(self, query: Query, names: list[str]) -> Iterator[tuple[str, Counts]]:
        if names:
            asked = {name: {"terms": {"field": name, "size": Limits.facet_values}} for name in names}
            for name, found in self._searcher.aggregate(query, asked).items():
                counts = [(bucket["key"], int(bucket["doc_count"])) for bucket in found["buckets"]]
                yield name, sorted(counts, key=lambda count: (-count[1], count[0]))

    def _hits(self, asked: ParsedQuery, found: Sequence[tuple[object, DocAddress]]) -> list[Hit]:
        """What was found, without decoding what is stored of it where the numbers of nodes say enough."""
        curie_of = self._curie_of
        if curie_of is None:
            return [self._hit(asked, score, place, self._stored(place)[0]) for score, place in found]
        numbers = self._searcher.fast_field_values(NUMBER, [place for _, place in found])
        return [
            self._hit(asked, score, place, curie_of(number), number)  # type: ignore[arg-type]
            for (score, place), number in zip(found, numbers, strict=True)
        ]

    def _hit(self, asked: ParsedQuery, score: object, place: DocAddress, curie: str, number: int = -1) -> Hit:
        tier, relevance = divmod(float(score), TIER)  # type: ignore[arg-type]
        match_type = _MATCH_TYPES[int(tier)]
        points = round(match_type + relevance / (relevance + _HALF), 4)
        return Hit(curie, points, match_type, partial(self._reason, asked, match_type, place), number)

    def _stored(self, place: DocAddress) -> tuple[str, bytes]:
        """The CURIE of a stored entry, and the rest of it as JSON."""
        entry: bytes = self._searcher.doc(place).get_first("entry")  # type: ignore[assignment]
        curie, _, rest = entry.partition(AFTER_CURIE)
        return curie.decode(), rest

    def _reason(self, asked: ParsedQuery, match_type: MatchType, place: DocAddress) -> MatchReason:
        curie, rest = self._stored(place)
        codes, texts = orjson.loads(rest)
        fields = [(Field(field), text) for field, text in texts]
        return explain(self._readings(asked), match_type, curie, codes, fields, self._corrections)


def _enough(found: SearchResult) -> bool:
    """Whether a query has found enough, or exactly what was written."""
    exact = bool(found.hits) and float(found.hits[0][0]) >= MatchType.SYNONYM * TIER
    return exact or _count(found) >= ENOUGH


def _count(found: SearchResult) -> int:
    return found.count or 0  # type: ignore[attr-defined]  # The stubs of tantivy leave it out.


@lru_cache(_REMEMBERED)
def _read(text: str) -> ParsedQuery:
    if len(text) > Limits.text:
        raise InvalidArgument(problem="the text is too long", length=len(text), maximum=Limits.text)
    return parse_query(text)
