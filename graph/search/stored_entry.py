"""What an index keeps of a node, as `graph.search.entry_document` writes it, read back."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from graph.search.candidate import Candidate, Name
from graph.search.entry import Field
from graph.search.entry_document import AFTER_CURIE
from graph.search.words import code_key

_FIELDS = {field.value: field for field in Field}


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """What the index keeps of a node."""

    node: Candidate
    order: Sequence[object]
    """What puts those of equal scores in order."""
    codes: tuple[str, ...]
    texts: tuple[str, ...]


def read_entry(stored: bytes) -> StoredEntry:
    """The entry of a document of an index."""
    curie, _, rest = stored.partition(AFTER_CURIE)
    order, codes, is_billable, texts = orjson.loads(rest)
    names = [Name(_FIELDS[field], text, frozenset(stems[0].split())) for field, text, *stems in texts if stems]
    code = code_key(codes[0]) if codes else ""
    longer = tuple(text for _, text, *stems in texts if not stems)
    return StoredEntry(Candidate(curie.decode(), code, is_billable, names), order, tuple(codes), longer)
