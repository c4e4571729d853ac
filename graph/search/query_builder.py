"""What a searcher asks, and the tantivy query that answers it.

The score of a hit has a whole part, the tier in which the hit falls, and a fraction, how well it fits within the tier:
rare words count more, names more than texts, and the shorter the name and the likelier its kind, the better.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from string import ascii_lowercase

from tantivy import Occur, Query, Schema

from graph.model.limits import Limits
from graph.search.entry import SYSTEM_WORDS
from graph.search.words import STOP_WORDS, TYPO_LENGTH, code_key, folded_words, name_key, stem


class MatchType(IntEnum):
    """How a hit was found; a higher one always comes first."""

    SOME_WORDS = 1
    FUZZY = 2
    WORDS = 3
    PREFIX = 4
    SYNONYM = 5
    EXACT_LABEL = 6
    EXACT_CODE = 7


TIER = 10_000.0
"""What a tier adds to the score in the index; relevance within a tier stays below it."""
PRIOR_BITS = (1, 2, 4)
"""The bits of how likely a node is meant, by its kind and the length of its name (see `graph.search.index`)."""
PRIOR_WEIGHT, START_WEIGHT, BEGUN = 1.5, 5.0, 6.0
"""Relevance of a step of likelihood, of a name that begins with the query, and of a word that is only begun."""
_CODE = re.compile(r"[A-Za-z0-9]+(?:[.:-][A-Za-z0-9]*)*")
_SHORTEST_CODE, _LONGEST_CODE, _SHOWS_CODE = 3, 12, 3
"""Characters of a code and its system, and how many of them show that it is one: a digit is among the first."""
START_LENGTHS = range(3, 11)
"""Letters by which a name begins as the query does: fewer say too little, and more are not looked at."""

Known = Callable[[str, str], bool]
"""Whether a field of the index has a term."""
Corrections = Callable[[str], Iterable[str]]
"""The words of the index that a word may be with one typo."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as it is compared. `system_codes` is the code, and the prefix of the system it is said to be of."""

    text: str
    words: tuple[str, ...]
    code: str
    name: str
    system_codes: tuple[tuple[str, str], ...] = ()

    @property
    def is_code(self) -> bool:
        """Whether it is written as a code: then nothing that is no code is meant."""
        compact = bool(_CODE.fullmatch(self.text.strip())) or bool(self.system_codes)
        return compact and any(char.isdigit() for char in self.code) and len(self.code) <= _LONGEST_CODE

    def joined(self) -> Iterator["ParsedQuery"]:
        """The query with two words that stand together written as one, as 'gall bladder'."""
        for place in range(len(self.words) - 1):
            words = (*self.words[:place], self.words[place] + self.words[place + 1], *self.words[place + 2 :])
            yield ParsedQuery(self.text, words, self.code, " ".join(words))

    @property
    def required(self) -> tuple[str, ...]:
        """The words that a hit must have: all that mean something, or all there are."""
        return tuple(word for word in self.words if word not in STOP_WORDS) or self.words


def parse_query(text: str) -> ParsedQuery:
    """A query read: any text is one; control characters and signs separate words."""
    words, code = folded_words(text)[: Limits.words], code_key(text)
    system_codes = (
        (prefix, code[len(word) :])
        for prefix, said in SYSTEM_WORDS.items()
        for word in said
        if code.startswith(word) and code[len(word) :][:_SHOWS_CODE].strip(ascii_lowercase)
    )
    return ParsedQuery(text, tuple(words), code, name_key(text), tuple(system_codes))


def start_key(text: str) -> str:
    """The beginning of a name as one word."""
    return text.replace(" ", "_")


def strict_query(asked: ParsedQuery, schema: Schema, known: Known) -> Query:
    """All tiers from the exact code to all words, the last of them begun; what the index does not know is left out."""
    words = [_word(word, schema, begun=word == asked.words[-1]) for word in asked.required]
    exact = _exact(asked, schema, known)
    return Query.disjunction_max_query([*exact, _tier(MatchType.WORDS, Occur.Must, words, asked, schema)])


def typo_query(asked: ParsedQuery, schema: Schema, corrections: Corrections) -> Query:
    """All words, each long one as it is or with one typo."""
    words = [_mistyped(word, schema, corrections, begun=word == asked.words[-1]) for word in asked.required]
    return _tier(MatchType.FUZZY, Occur.Must, words, asked, schema)


def any_word_query(asked: ParsedQuery, schema: Schema) -> Query:
    """At least one of the words that mean something."""
    words = [_word(word, schema, begun=False) for word in asked.required]
    return _tier(MatchType.SOME_WORDS, Occur.Should, words, asked, schema)


def code_prefix_query(asked: ParsedQuery, schema: Schema) -> Query:
    """The codes that are beginnings of an unknown one, the longest first: what it would be divided from."""
    keys = [asked.code, *(key for _, key in asked.system_codes)]
    return Query.disjunction_max_query(
        [
            _whole("code_key", key[:end], MatchType.SOME_WORDS, schema, end)
            for key in keys
            for end in range(_SHORTEST_CODE, len(key))
        ]
    )


def _exact(asked: ParsedQuery, schema: Schema, known: Known) -> Iterator[Query]:
    for field, match_type in (("code_key", MatchType.EXACT_CODE), ("code_start", MatchType.PREFIX)):
        if asked.code and known(field, asked.code):
            yield _whole(field, asked.code, match_type, schema)
    for prefix, key in asked.system_codes:
        begun = _whole("code_start", key, MatchType.PREFIX, schema)
        yield Query.boolean_query([(Occur.Must, begun), (Occur.Must, _none(_term(schema, "system", prefix)))])
    if asked.name and known("label_key", asked.name):
        yield _whole("label_key", asked.name, MatchType.EXACT_LABEL, schema)
    for relevance, field in enumerate(("nearly_key", "everyday_key", "synonym_key") if asked.name else ()):
        if known(field, asked.name):
            yield _whole(field, asked.name, MatchType.SYNONYM, schema, relevance)


def _none(query: Query) -> Query:
    """A condition that adds nothing to the score."""
    return Query.const_score_query(query, 0.0)


def _whole(field: str, key: str, match_type: MatchType, schema: Schema, relevance: int = 0) -> Query:
    return Query.const_score_query(_term(schema, field, key), match_type * TIER + relevance)


def _tier(match_type: MatchType, occur: Occur, words: Sequence[Query], asked: ParsedQuery, schema: Schema) -> Query:
    """A tier found by words: the words, then what speaks for the node itself."""
    found = Query.boolean_query([(occur, word) for word in words])
    base = Query.const_score_query(Query.all_query(), match_type * TIER)
    query = Query.boolean_query([(Occur.Must, found), (Occur.Must, base)])
    for bonus in _bonuses(asked, schema):  # One by one: several at once would be read whole, not only where words are.
        query = Query.boolean_query([(Occur.Must, query), (Occur.Should, bonus)])
    return query


def _bonuses(asked: ParsedQuery, schema: Schema) -> Iterator[Query]:
    for bit in PRIOR_BITS:
        yield Query.const_score_query(_term(schema, "prior", str(bit)), bit * PRIOR_WEIGHT)
    for word in dict.fromkeys(word for word in asked.words if word not in asked.required):
        yield _term(schema, "label", stem(word))
    start = asked.name[: START_LENGTHS[-1]]
    if len(start) >= START_LENGTHS[0]:
        yield Query.const_score_query(_term(schema, "label_start", start_key(start)), START_WEIGHT)


def _word(word: str, schema: Schema, *, begun: bool) -> Query:
    """A word by its stem, wherever it stands; one that is only begun also by its first letters."""
    found = [
        Query.boost_query(_term(schema, "label", stem(word)), 2.0),
        _term(schema, "names", stem(word)),
        Query.boost_query(_term(schema, "text", stem(word)), 0.4),
    ]
    if begun:
        for field, score in (("words", BEGUN), ("text", 0.2)):
            starts = Query.fuzzy_term_query(schema, field, word, distance=0, prefix=True)
            found.append(Query.const_score_query(starts, score))
    return Query.disjunction_max_query(found)


def _mistyped(word: str, schema: Schema, corrections: Corrections, *, begun: bool) -> Query:
    """A word as it is, or one that it may be with a typo."""
    found = [_word(word, schema, begun=begun)]
    if len(word) >= TYPO_LENGTH and word.isalpha():  # A code is right or wrong.
        found.extend(Query.boost_query(_word(right, schema, begun=False), 0.9) for right in corrections(word))
        typo = Query.fuzzy_term_query(schema, "words", word, distance=1, prefix=begun)
        found.append(Query.const_score_query(typo, 1.0))
    return Query.disjunction_max_query(found)


def _term(schema: Schema, field: str, value: str) -> Query:
    return Query.term_query(schema, field, value, "freq" if field == "text" else "basic")
