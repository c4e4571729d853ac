"""What a text asks of an index: a code or words, the query that finds it, and how to rate what is found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tantivy import Query

from graph.search.code_query import CodeQuery, read_code
from graph.search.corrections import Corrections
from graph.search.guarded_searcher import GuardedSearcher
from graph.search.index import Meanings, SearchIndex
from graph.search.notices import Notice, meanings, read_as, unknown, unshipped
from graph.search.paraphrases import KEYS, Paraphrases
from graph.search.query_builder import all_terms_query, any_term_query, code_queries, system_code_query
from graph.search.reading import FILLERS, Abbreviations, Reading, read_query
from graph.search.relevance import RatedQuery
from graph.search.unshipped_codes import is_twin, twin_of, twins, unshipped_system
from graph.search.weights import Weights
from graph.search.words import name_key

ENOUGH = 10
"""Hits that have all terms from which on hits with only some of them are not looked for."""
_WHOLE_WORD = 3
"""Letters up to which a known word is looked for as a whole only, unless it is being typed."""
_PARAPHRASED = 3.0
_SIDES = {"l": ("left",), "r": ("right",), "w": ("with",)}
"""Letters that mean this within other words, whatever they may mean alone."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text as it was understood; `query` is None where nothing is meant that the index could have."""

    text: str
    code: CodeQuery | None
    rated: RatedQuery
    query: Query | None
    is_misread: bool = False
    """Whether the code was read with a letter for a digit, or a digit for a letter."""
    notices: tuple[Notice, ...] = ()

    @property
    def reading(self) -> Reading:
        return self.rated.reading


class Retrieval:
    """Understands texts by the words and names of an index; `named` gives the nodes of a name (see `Paraphrases`)."""

    def __init__(self, found: SearchIndex, named: Callable[[str, str], Sequence[tuple[str, str]]]) -> None:
        self._schema = found.index.schema
        self._searcher = GuardedSearcher(found.index.searcher())
        self._corrections = Corrections(
            {word: count for word, count in found.words.known().items() if word not in FILLERS},
            {*FILLERS, *found.meanings.of},
            lambda word: self._has("words", word),
        )
        self._names_of = found.meanings
        self._abbreviations = Abbreviations(found.meanings.of, {**_SIDES, **self._only(found.meanings)})
        self._paraphrases = Paraphrases(found.meanings.of, named)
        self.weights = Weights(self._searcher.num_docs, lambda stem: self._searcher.doc_freq("names", stem))

    def _only(self, meanings: Meanings) -> Mapping[str, Sequence[str]]:
        """Abbreviations that have one meaning, and that are the name of no node."""
        return {
            key: meanings.of[key]
            for key in meanings.abbreviations
            if key not in FILLERS
            and len(key) > 1
            and len(meanings.of[key]) == 1
            and not any(self._has(field, key) for field in KEYS)
        }

    def understand(self, text: str, *, completing: bool) -> Question:
        """What a text asks for; with `completing` its last word may be the beginning of any other."""
        reading = read_query(text, self._corrections, self._abbreviations)
        paraphrases = self._paraphrases.of(reading)
        last = len(reading.terms) - 1
        if not completing and self._is_whole(reading, any(last in item.terms for item in paraphrases)):
            reading = reading.finished()
        rated = RatedQuery(reading, paraphrases, self.weights)
        code, is_misread = self._known_code(text)
        unshipped = code and self._unshipped(text, code)
        if code is not None and (unshipped or not self._is_code(code)):
            if unshipped or (code.has_form and not self._is_name(rated, code)):
                return Question(text, code, rated, self._beside(code), notices=(unshipped or unknown(text.strip()),))
            code = None
        words = self._words_query(rated, 1 if completing else ENOUGH)
        if code is None:
            return Question(text, None, rated, words, notices=self._meanings(text))
        codes = code_queries(code, self._schema)
        if is_misread:
            return Question(text, code, rated, codes, True, (read_as(text.strip(), code.key.upper()),))
        return Question(text, code, rated, Query.disjunction_max_query([codes, words] if words else [codes]))

    def _unshipped(self, text: str, code: CodeQuery) -> Notice | None:
        """What to say of a number that looks like one of a system that is not loaded, unless it is another code."""
        prefix = unshipped_system(text, code, lambda system: self._has("system", system))
        if prefix is None or (self._is_code(code) and not is_twin(text, code)):
            return None
        has_twin = self._begins("ICD9CM", code.key) if code.key.isdigit() else self._is_code(code)
        return unshipped(prefix, text.strip(), twin_of(code) if has_twin else twins().get(code.key.upper()))

    def _begins(self, system: str, key: str) -> bool:
        """Whether codes of a system begin so."""
        return bool(self._searcher.search(system_code_query(system, key, self._schema), 1).hits)

    def _beside(self, code: CodeQuery) -> Query | None:
        """The codes of ICD-10-PCS that begin as a number of another system, or the pages that mention it, if any do."""
        if self._begins("ICD10PCS", code.key):
            return system_code_query("ICD10PCS", code.key, self._schema)
        return Query.term_query(self._schema, "text", code.key, "freq") if self._has("text", code.key) else None

    def _meanings(self, text: str) -> tuple[Notice, ...]:
        if not self.has_many_meanings(text):
            return ()
        key = name_key(text)
        return (meanings(text.strip(), self._names_of.of[key][: self._names_of.abbreviations[key]]),)

    def has_many_meanings(self, text: str) -> bool:
        """Whether a text is an abbreviation of more than one thing."""
        return self._names_of.abbreviations.get(name_key(text), 0) > 1

    def _is_whole(self, reading: Reading, is_known: bool) -> bool:
        """Whether the last word is too short to be the beginning of others, as it is a word itself."""
        word = reading.begun
        return len(word) <= _WHOLE_WORD and (is_known or self._has("words", word))

    def _known_code(self, text: str) -> tuple[CodeQuery | None, bool]:
        """The code that a text is; an unknown one as the only known one that is written alike."""
        code = read_code(text)
        if code is None or self._is_code(code) or code.is_foreign or not code.is_compact:
            return code, False
        begun = code.begun()
        if self._is_code(begun):
            return begun, False
        alike = code.alike(lambda key: self._has("code_key", key))
        return (CodeQuery(alike), True) if alike else (code, False)

    def _is_code(self, code: CodeQuery) -> bool:
        if code.is_foreign:
            return False
        return any(self._has(field, code.key) for field in ("code_key", "code_start")) or any(
            self._begins(prefix, key) for prefix, key in code.system_codes
        )

    def _is_name(self, rated: RatedQuery, code: CodeQuery) -> bool:
        """Whether what has the form of a code is a word or a name, such as 'A1c'."""
        return self._has("words", code.key) or any(
            len(item.terms) == len(rated.reading.terms) for item in rated.paraphrases
        )

    def _words_query(self, rated: RatedQuery, enough: int) -> Query | None:
        """All terms; where that finds too little, also some of them."""
        if not rated.reading.terms:
            return None
        all_terms = all_terms_query(rated, self._schema)
        found = self._searcher.search(all_terms, enough, count=False).hits
        if len(found) >= enough or len(rated.reading.terms) == 1:
            return all_terms
        any_term = any_term_query(rated, self._schema)
        return Query.disjunction_max_query([Query.boost_query(all_terms, _PARAPHRASED), any_term])

    def _has(self, field: str, term: str) -> bool:
        return bool(term) and self._searcher.doc_freq(field, term) > 0
