"""What the phrases of a query are called otherwise: meanings of abbreviations, and the names of nodes called so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.model.elements import split_curie
from graph.search.normalization import ABSENT, name_stems
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
_MEANING = 0.95
"""How surely an abbreviation has one of its meanings."""
_MOST = 12
"""Nodes of one name that are looked at."""
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
"""The CURIE and the name of nodes that have a key in a field of the index."""


class Paraphrases:
    """Finds paraphrases by the names of an index and by the meanings of abbreviations."""

    def __init__(self, meanings: Mapping[str, Sequence[str]], named: Named) -> None:
        self._meanings, self._named = meanings, named
        self._called = lru_cache(_REMEMBERED)(self._find)

    def of(self, reading: Reading) -> list[Paraphrase]:
        """The paraphrases of a query; of several that say the same of the same terms, the surest."""
        best: dict[object, Paraphrase] = {}
        for phrase in reading.phrases:
            for stems, sureness, anchor in self._called(phrase.key):
                if anchor is None or phrase.is_all or not _is_part_of_names(anchor):
                    key = phrase.terms, stems, anchor and anchor.curie
                    if key not in best or best[key].sureness < sureness:
                        best[key] = Paraphrase(phrase.terms, stems, sureness, anchor)
        return list(best.values())

    def _find(self, key: str) -> tuple[tuple[frozenset[str], float, Anchor | None], ...]:
        return tuple(self._found(key))

    def _found(self, key: str) -> Iterator[tuple[frozenset[str], float, Anchor | None]]:
        yield from self._nodes(key, 1.0)
        for meaning in self._meanings.get(key, ()):
            yield name_stems(meaning), _MEANING, None
            yield from self._nodes(name_key(meaning), _MEANING)

    def _nodes(self, key: str, sureness: float) -> Iterator[tuple[frozenset[str], float, Anchor]]:
        for field, of_field in KEYS.items():
            for curie, name in self._named(field, key)[:_MOST]:
                yield name_stems(name), sureness * of_field, anchor_of(curie)


def anchor_of(curie: str) -> Anchor:
    """The anchor at a node."""
    prefix, code = split_curie(curie)
    is_range = prefix == "ICD10CM" and "-" in code
    return Anchor(curie, code_key(code), () if is_range else _TREES.get(prefix, ()))


def _is_part_of_names(anchor: Anchor) -> bool:
    return anchor.curie.partition(":")[0] in _ONLY_WHOLE


def present(stems: frozenset[str]) -> frozenset[str]:
    """The stems of what is there, without those of what is said to be absent."""
    return frozenset(found for found in stems if not found.startswith(ABSENT))
