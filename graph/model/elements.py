"""What the graph is made of: nodes, edges, the evidence of an edge and the documents it quotes."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from graph.model.errors import InvalidCurie

Value = str | int | float | bool | tuple[str, ...]
Properties = Mapping[str, Value]

_REMEMBERED = 1 << 15
_CURIE = re.compile(r'([A-Z][A-Z0-9_]*):([^\s"\\\x00-\x1f]+)')
"""Nothing in a CURIE has to be escaped in JSON."""


def make_curie(prefix: str, local: str) -> str:
    """`make_curie("RISK", "infection")` is `"RISK:infection"`."""
    return f"{prefix}:{local}"


def split_curie(curie: str) -> tuple[str, str]:
    """Prefix and local part of a CURIE.

    Raises:
        InvalidCurie: the text is not of the form `PREFIX:local`.
    """
    match = _CURIE.fullmatch(curie)
    if match is None:
        raise InvalidCurie(curie=curie[:80])
    return match[1], match[2]


def is_curie(text: str) -> bool:
    """Whether a text is of the form `PREFIX:local`."""
    return _CURIE.fullmatch(text) is not None


@lru_cache(_REMEMBERED)
def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: the local part of a concept's CURIE.

    Signs and letters that carry meaning are spelt out, so that what differs in them differs in the slug.
    """
    plain = "".join(_spell(char) for char in unicodedata.normalize("NFKD", text.casefold()))
    plain = re.sub(r"(?<=\w)['’](?=s\b)", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "nameless"


_SIGNS = {">": " over ", "<": " under ", "≥": " at least ", "≤": " at most ", "+": " plus ", "%": " percent "}


def _spell(char: str) -> str:
    if char.isascii():
        return _SIGNS.get(char, char)
    name = unicodedata.name(char, "")
    if char.isalpha():
        return name.rpartition(" LETTER ")[2].lower() if name.startswith("GREEK SMALL LETTER") else f"u{ord(char):x}-"
    return _SIGNS.get(char, "" if unicodedata.combining(char) else " ")


class EvidenceMethod(StrEnum):
    """How an edge came to be."""

    STATED = "stated"
    SCANNED = "scanned"
    PATH = "path"
    EXACT_NAME = "exact name"
    SHARED_WORDS = "shared words"
    VOCABULARY = "vocabulary"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an edge comes from.

    `start` and `end` count characters of the source's text (see `graph.ingest.pages.text`), so that
    `text[start:end] == quote`. `confidence` is 1.0 for what a source states itself.
    """

    source: str
    section: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    method: EvidenceMethod = EvidenceMethod.STATED
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file the graph was read from. `id` is its path below the folder it was given in.

    What is not `redistributable` was loaded from a file of the user's, for the user's own use. `edition` is the release
    that it is of, as 'fiscal year 2026, from 2026-04-01'; None where the document does not say.
    """

    id: str
    title: str
    path: str
    sha256: str
    licence: str
    redistributable: bool = True
    edition: str | None = None

    def with_edition(self, edition: str | None) -> "SourceDocument":
        """The same document with its edition."""
        return replace(self, edition=edition)


@dataclass(frozen=True, slots=True)
class Node:
    """A node; `curie` is its public identity and `kind` one of the ontology's.

    `place` is where it stands in the columns it was read from, no part of what it is; negative for one that was not.
    """

    curie: str
    kind: str
    name: str
    properties: Properties = field(default_factory=dict)
    place: int = field(default=-1, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge of the property graph, from the node `source` to the node `target`; for `place` see `Node`."""

    source: str
    kind: str
    target: str
    properties: Properties = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    place: int = field(default=-1, compare=False, repr=False)


NameKey = tuple[str, str, str]


def name_key(name: str, curie: str) -> NameKey:
    """What nodes by name are sorted by: the name without case, then its case, then the CURIE as it is written.

    >>> sorted(["T07-T88", "chapter-19"], key=lambda local: name_key("Injury", f"ICD10CM:{local}"))
    ['T07-T88', 'chapter-19']
    """
    return name.casefold(), name, curie
