"""The queries of the index: of codes, of all terms of a reading, and of some of them.

Those of codes fall into tiers, so that an exact code comes before what begins so. Those of terms only find what
`graph.search.relevance` then puts in order; their own order holds from `graph.search.finder.WINDOW` hits on.
"""

from collections.abc import Iterable, Iterator, Sequence

from tantivy import Occur, Query, Schema

from graph.search.code_query import CodeQuery
from graph.search.match_type import MatchType
from graph.search.normalization import ABSENT, EMPTY
from graph.search.paraphrases import Anchor, Paraphrase
from graph.search.reading import Reading, Term
from graph.search.relevance import RatedQuery
from graph.search.words import code_key

TIER = 10_000.0
"""What a tier adds to the score in the index."""
PRIOR_BITS = (1, 2, 4)
"""The bits of how likely a node is meant, by its kind and the length of its name (see `graph.search.index`)."""
_PRIOR_WEIGHT = 1.5
_ANCHOR, _BELOW_ANCHOR = 16.0, 12.0
"""Relevance of a node that is called as the query says, and of those below it."""
_PARAPHRASED, _OF_ALL, _GROUP_ASKED = 0.8, 5.0, 40.0
"""What is left of the relevance of other words; by how much an anchor counts more where it is all that is asked; the
relevance of a group of diagnoses where one is asked for."""
_MOST_PARAPHRASES = 60


def code_queries(asked: CodeQuery, schema: Schema) -> Query:
    """The code itself, then the codes that begin so, in their own order."""
    exact = _tier(_term(schema, "code_key", asked.key), MatchType.EXACT_CODE)
    begun = _tier(_term(schema, "code_start", asked.key), MatchType.PREFIX)
    of_systems = [system_code_query(prefix, key, schema) for prefix, key in asked.system_codes]
    return Query.disjunction_max_query([exact, begun, *of_systems])


def system_code_query(prefix: str, key: str, schema: Schema) -> Query:
    """The codes of a system that begin so."""
    return Query.boolean_query(
        [
            (Occur.Must, _tier(_term(schema, "code_start", key), MatchType.PREFIX)),
            (Occur.Must, _constant(_term(schema, "system", prefix), 0.0)),
        ]
    )


def _tier(query: Query, match_type: MatchType) -> Query:
    return _constant(query, match_type * TIER)


def all_terms_query(asked: RatedQuery, schema: Schema) -> Query:
    """Every term, as it is, corrected, unfinished if it is the last, or in other words."""
    reading, surest = asked.reading, _surest(asked)
    others = [(item.terms, _paraphrased(item, schema)) for item in surest]
    clauses = list[tuple[Occur, Query]]()
    for place, term in enumerate(reading.terms):
        meant = [query for terms, query in others if place in terms]
        found = Query.disjunction_max_query([*_own(term, _beginning(reading, place), schema), *meant])
        clauses.append((Occur.Should if term.is_absent else Occur.Must, found))
    return _with_prior(Query.boolean_query(clauses), schema)


def any_term_query(asked: RatedQuery, schema: Schema) -> Query:
    """At least one of the terms, as it is, corrected, or in other words."""
    reading, surest = asked.reading, _surest(asked)
    own = (query for term in reading.terms for query in _own(term, "", schema))
    anchors = (
        _anchored(item.anchor, item.sureness * asked.share(item.terms) * _OF_ALL, schema)
        for item in surest
        if item.anchor
    )
    stems = {found.removeprefix(ABSENT) for item in surest for found in item.stems}
    stems -= {*EMPTY, *(term.bare for term in reading.terms)}
    meant = (Query.boost_query(_stem(found, schema), _PARAPHRASED) for found in sorted(stems))
    groups = [_constant(_term(schema, "system", "MSDRG"), _GROUP_ASKED)] if asked.asks_for_group else []
    others = (_paraphrased(item, schema) for item in surest if item.anchor is None)
    found = Query.boolean_query([(Occur.Should, query) for query in (*own, *anchors, *others, *groups)])
    clauses = [(Occur.Must, found), *((Occur.Should, query) for query in meant)]
    return _with_prior(Query.boolean_query(clauses), schema)


def _surest(asked: RatedQuery) -> list[Paraphrase]:
    return sorted(asked.paraphrases, key=lambda item: -item.sureness)[:_MOST_PARAPHRASES]


def _beginning(reading: Reading, place: int) -> str:
    return reading.begun if place == len(reading.terms) - 1 else ""


def _own(term: Term, beginning: str, schema: Schema) -> Iterator[Query]:
    yield _stem(term.bare, schema)
    yield Query.boost_query(_term(schema, "text", term.bare), 0.4)
    for other in sorted(term.corrected):
        yield Query.boost_query(_stem(other.removeprefix(ABSENT), schema), 0.9)
    if beginning:
        for field, score in (("words", 1.0), ("text", 0.2)):
            starts = Query.fuzzy_term_query(schema, field, beginning, distance=0, prefix=True)
            yield _constant(starts, score)


def _stem(found: str, schema: Schema) -> Query:
    """A stem in a name, twice as well in the own one."""
    return Query.disjunction_max_query(
        [Query.boost_query(_term(schema, "label", found), 2.0), _term(schema, "names", found)]
    )


def _paraphrased(item: Paraphrase, schema: Schema) -> Query:
    """Nodes that have all of the other words, and those that are called so."""
    found = list[Query]()
    present = sorted(stem for stem in item.stems if not stem.startswith(ABSENT))
    if present:
        all_words = Query.boolean_query([(Occur.Must, _stem(stem, schema)) for stem in present])
        found.append(Query.boost_query(all_words, _PARAPHRASED * item.sureness))
    if item.anchor:
        found.append(_anchored(item.anchor, item.sureness, schema))
    return Query.disjunction_max_query(found)


def _anchored(anchor: Anchor, sureness: float, schema: Schema) -> Query:
    own = _constant(_term(schema, "code_key", code_key(anchor.curie)), _ANCHOR * sureness)
    if not anchor.systems:
        return own
    below = _constant(_term(schema, "code_start", anchor.key), _BELOW_ANCHOR * sureness)
    return Query.disjunction_max_query([own, below])


def _with_prior(query: Query, schema: Schema) -> Query:
    for bit in PRIOR_BITS:  # One by one: several at once would be read whole, not only where words are.
        bonus = _constant(_term(schema, "prior", str(bit)), bit * _PRIOR_WEIGHT)
        query = Query.boolean_query([(Occur.Must, query), (Occur.Should, bonus)])
    return query


def narrowed(query: Query, values: Iterable[tuple[str, Sequence[str]]], schema: Schema) -> Query:
    """A query, held to some values of each of some fields."""
    musts = [
        (Occur.Must, _constant(Query.term_set_query(schema, name, list(wanted)), 0.0))
        for name, wanted in values
        if wanted
    ]
    return Query.boolean_query([(Occur.Must, query), *musts]) if musts else query


def without(query: Query, field: str, value: str, code: str, schema: Schema) -> Query:
    """A query without what has a value in a field, unless it has a code."""
    unwanted = [(Occur.Must, _term(schema, field, value)), (Occur.MustNot, _term(schema, "code_key", code))]
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, Query.boolean_query(unwanted))])


def _constant(query: Query, score: float) -> Query:
    return Query.const_score_query(query, score)


def _term(schema: Schema, field: str, value: str) -> Query:
    return Query.term_query(schema, field, value, "freq" if field == "text" else "basic")
