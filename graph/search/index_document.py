"""The document of an entry in the index: what `graph.search.index` says of each of its fields."""

from functools import cache, lru_cache

import orjson
import tantivy

from graph.model.ontology import ONTOLOGY
from graph.search.entry import Entry, Field, code_keys
from graph.search.normalization import name_stems, normalised
from graph.search.query_builder import PRIOR_BITS
from graph.search.words import code_key, composed_text, folded_words, key_of_words
from graph.storage.columns import END

_REMEMBERED = 1 << 14
"""Documents kept for the next index that has the same entries."""
_KEY_OF = {
    Field.NAME: "label_key",
    Field.MAPPED: "everyday_key",
    Field.EVERYDAY: "everyday_key",
    Field.NEARLY: "nearly_key",
    Field.RELATED: "related_key",
}
AFTER_CURIE = END.encode()
"""Stands in a stored entry between the CURIE, which is always needed, and the rest."""
OTHER, BILLABLE = "other", "billable"
"""Fields that say of an entry that another stands for it, and that it is a code that can be reported."""
CURIE = "curie"
_KIND_ORDER = {kind: place for place, kind in enumerate(ONTOLOGY.nodes)}
_RARELY_ASKED = frozenset(("subsequent", "sequela"))
"""Words of the names of codes that are hardly meant where they are not said."""
_SHORT = (3, 5, 8, 12)
"""Words up to which a name is counted as shorter."""


def entry_order(item: Entry) -> tuple[bool, int, int, str, str]:
    """What is described first, then by the order of the kinds, then the shorter name."""
    name = item.texts[0][1]
    # Codes keep their own order: a category stands before what it is divided into.
    sorted_by_name = (0, "") if item.codes else (len(name), name.casefold())
    return item.is_stub, _KIND_ORDER[item.kind], *sorted_by_name, item.curie


def search_prior(item: Entry) -> int:
    """How likely a node is meant, from 0 to the sum of `PRIOR_BITS`."""
    if item.is_stub:
        return 0
    likely = 1 if item.system == "ICD10PCS" else ONTOLOGY.nodes[item.kind].search_prior
    words = item.texts[0][1].casefold().split()
    if not _RARELY_ASKED.isdisjoint(words):
        return 1
    length = len(words)
    return min(likely + sum(length <= words for words in _SHORT), sum(PRIOR_BITS))


@cache
def _bits(prior: int) -> str:
    return " ".join(str(bit) for bit in PRIOR_BITS if bit & prior)


@lru_cache(_REMEMBERED)
def index_document(item: Entry) -> tantivy.Document:
    """The document of an entry; the next index that has the same entry takes the same."""
    document = tantivy.Document()
    document.add_bytes("entry", item.curie.encode() + AFTER_CURIE + orjson.dumps(_stored(item)))
    document.add_text(CURIE, item.curie)
    document.add_text("kind", item.kind)
    document.add_text("system", item.system)
    document.add_text("prior", _bits(search_prior(item)))
    document.add_text("scope", item.scope)
    if item.is_other:
        document.add_text(OTHER, OTHER)
    if item.is_billable:
        document.add_text(BILLABLE, BILLABLE)
    for category in item.categories:
        document.add_text("category", category)
    document.add_text("code_key", " ".join(code_keys(item)))
    for key in map(code_key, item.codes):
        document.add_text("code_start", " ".join(key[:end] for end in range(1, len(key) + 1)))
        document.add_text("names", key)
    for code in item.codes:
        document.add_text("names", code)
    for of, text in item.texts:
        _add(document, of, text)
    return document


def _stored(item: Entry) -> tuple[object, ...]:
    """What is kept of an entry: its order, codes, whether it is billable, and its texts, each name with its stems."""
    texts = (
        (field, text) if field is Field.TEXT else (field, text, " ".join(sorted(name_stems(text))))
        for field, text in item.texts
    )
    return entry_order(item), item.codes, item.is_billable, tuple(texts)


def _add(document: tantivy.Document, field: Field, text: str) -> None:
    if field is Field.TEXT:
        document.add_text("text", composed_text(text))
        return
    folded = folded_words(text)
    words = normalised(folded)
    plain = " ".join(words)
    joined = composed_text(text).replace("-", "") if "-" in text else ""
    if field is Field.NAME:
        document.add_text("label", plain)
    for key in dict.fromkeys((key_of_words(folded), key_of_words(words))):
        document.add_text(_KEY_OF.get(field, "synonym_key"), key)
    for name in ("names", "words"):
        document.add_text(name, plain)
        if joined:
            document.add_text(name, joined)
