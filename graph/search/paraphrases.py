"""What the phrases of a query are called otherwise: meanings of abbreviations, and the names of nodes called so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.model.elements import split_curie
from graph.search.normalization import ABSENT, name_stems, says_no_more
from graph.search.reading import Reading
from graph.search.words import code_key, name_key

KEYS: Mapping[str, float] = {
    "label_key": 1.0,
    "synonym_key": 0.97,
    "everyday_key": 0.95,
    "nearly_key": 0.88,
    "related_key": 0.8,
}
"""The fields of the index in which whole names stand, and how surely a node of such a name is meant."""
_MEANING, _RARER = 0.95, 0.04
"""How surely an expression has its commonest meaning, and how much less each rarer one."""
_OF_CATEGORY, _CATEGORY = 0.94, 3
"""How surely a category is meant by what stands for it, and the characters of a category."""
_TREES = {"ICD10CM": ("ICD10CM",), "PCSTABLE": ("PCSTABLE", "ICD10PCS"), "ICD10PCS": ("ICD10PCS",)}
"""Systems whose codes begin with the codes that they are below, by system of these."""
_ONLY_WHOLE = frozenset(("ROLE", "SETTING", "PCSAPPROACH", "PCSQUALIFIER", "PCSDEVICE", "PCSPART", "CATEGORY"))
"""Prefixes of nodes whose names are parts of other names: a phrase within a query does not mean them."""
_REMEMBERED = 16_384


@dataclass(frozen=True, slots=True)
class Anchor:
    """A node of which something is called so, with all below it."""

    curie: str
    key: str
    systems: tuple[str, ...]

    def covers(self, curie: str, key: str) -> bool:
        """Whether a node is the anchor or below it; `key` is that of its code."""
        if curie == self.curie:
            return True
        return bool(self.systems) and key.startswith(self.key) and curie.partition(":")[0] in self.systems


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """What some terms of a query are called otherwise, and how surely, from 0 to 1."""

    terms: tuple[int, ...]
    stems: frozenset[str]
    sureness: float
    anchor: Anchor | None = None


Named = Callable[[str, str], Sequence[tuple[str, str]]]
"""The CURIE and the name of the first few nodes that have a key in a field of the index."""


class Paraphrases:
    """Finds paraphrases by the names of an index and by the meanings of abbreviations."""

    def __init__(self, meanings: Mapping[str, Sequence[str]], named: Named) -> None:
        self._meanings, self._named = meanings, named
        self._called = lru_cache(_REMEMBERED)(self._find)

    def of(self, reading: Reading) -> list[Paraphrase]:
        """The paraphrases of a query; of several that say the same of the same terms, the surest.

        Of phrases with the same terms only the longest that are known count, so that 'long covid' is not 'covid'.
        """
        known = [phrase for phrase in reading.phrases if self._called(phrase.key)]
        longest: dict[tuple[int, ...], int] = {}
        for phrase in known:
            longest[phrase.terms] = max(phrase.length, longest.get(phrase.terms, 0))
        best: dict[object, Paraphrase] = {}
        for phrase in known:
            if phrase.length < longest[phrase.terms]:
                continue
            is_absent = all(reading.terms[term].is_absent for term in phrase.terms)
            for stems, sureness, anchor in self._called(phrase.key):
                if anchor is not None and not phrase.is_all and is_part_of_names(anchor.curie):
                    continue
                sure = sureness * (_MEANING if phrase.is_reworded else 1.0)
                item = Paraphrase(phrase.terms, stems, sure, anchor)
                if is_absent:
                    item = Paraphrase(phrase.terms, frozenset(ABSENT + found for found in stems), sure)
                key = item.terms, item.stems, item.anchor
                if key not in best or best[key].sureness < sure:
                    best[key] = item
        return list(best.values())

    def _find(self, key: str) -> tuple[tuple[frozenset[str], float, Anchor | None], ...]:
        return tuple(self._found(key))

    def _found(self, key: str) -> Iterator[tuple[frozenset[str], float, Anchor | None]]:
        yield from self._nodes(key, 1.0)
        for place, meaning in enumerate(self._meanings.get(key, ())):
            sureness = _MEANING - _RARER * place
            yield name_stems(meaning), sureness, None
            yield from self._nodes(name_key(meaning), sureness)

    def _nodes(self, key: str, sureness: float) -> Iterator[tuple[frozenset[str], float, Anchor]]:
        for field, of_field in KEYS.items():
            for curie, name in self._named(field, key):
                yield name_stems(name), sureness * of_field, anchor_of(curie)
                for parent, its_name in self._standing_for(curie, name):
                    yield name_stems(its_name), sureness * of_field * _OF_CATEGORY, anchor_of(parent)

    def _standing_for(self, curie: str, name: str) -> Iterator[tuple[str, str]]:
        """The categories of ICD-10-CM for which a code stands, as its name says no more: K21.9 stands for K21."""
        prefix, code = split_curie(curie)
        key, stems = code_key(code), name_stems(name)
        while prefix == "ICD10CM" and "-" not in code and len(key) > _CATEGORY:
            key = key[:-1]
            parent = next((found for found in self._named("code_key", key) if found[0].startswith(prefix)), None)
            if parent is None or not says_no_more(stems, name_stems(parent[1])):
                return
            yield parent


def anchor_of(curie: str) -> Anchor:
    """The anchor at a node."""
    prefix, code = split_curie(curie)
    is_range = prefix == "ICD10CM" and "-" in code
    return Anchor(curie, code_key(code), () if is_range else _TREES.get(prefix, ()))


def is_part_of_names(curie: str) -> bool:
    """Whether the name of a node is a part of other names, so that it is meant only where it stands alone."""
    return curie.partition(":")[0] in _ONLY_WHOLE
