"""Candidates by words: the diagnoses whose names share most words with a term that no one has mapped.

The words of all diagnoses, their inclusion terms among them, go into a tantivy index in memory; a term is asked for by
English stems, so that 'fractures of the wrist' finds 'Fracture of wrist'. What is found is a candidate, never more: its
confidence is the share of words that both have in common, below what any name match or curated mapping has.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tantivy

from graph.model import Node

MOST, LEAST_SHARE, CEILING = 3, 0.6, 0.6
"""Candidates for a term; least share of words in common; the confidence of full agreement."""
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset("a an and by due for from in of on or other the to unspecified with without nos nec".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A diagnosis that may be meant, and how much speaks for it."""

    curie: str
    confidence: float


class DiagnosisIndex:
    """The names of diagnoses by their words."""

    def __init__(self, diagnoses: Iterable[Node]) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("curie", stored=True, tokenizer_name="raw")
        schema.add_text_field("name", stored=True, tokenizer_name="en_stem")
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer(num_threads=1)
        for node in diagnoses:
            synonyms = node.properties.get("synonyms")
            for name in (node.name, *(synonyms if isinstance(synonyms, tuple) else ())):
                writer.add_document(tantivy.Document(curie=node.curie, name=name))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def candidates(self, term: str) -> list[Candidate]:
        """The best few diagnoses for a term, best first, ties by CURIE; none where too little is in common."""
        words = _words(term)
        if not words:
            return []
        query = self._index.parse_query(" ".join(sorted(words)), ["name"])
        best: dict[str, float] = {}
        for curie, name in self._found(query):
            share = _share(words, _words(name))
            if share >= LEAST_SHARE:
                best[curie] = max(best.get(curie, 0.0), share)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        return [Candidate(curie, round(CEILING * share, 3)) for curie, share in ranked]

    def _found(self, query: tantivy.Query) -> Iterator[tuple[str, str]]:
        for _, address in self._searcher.search(query, limit=50).hits:
            document = self._searcher.doc(address)
            yield str(document.get_first("curie")), str(document.get_first("name"))


def _words(text: str) -> frozenset[str]:
    """The words that carry meaning, without the plural's s."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in _EMPTY)
    return frozenset(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
