"""A line of an index, whichever file it comes from: its words, and the codes and other terms that it leads to."""

from dataclasses import dataclass
from enum import StrEnum


class ReferenceKind(StrEnum):
    """What a reference asks for; the first two are kinds of edges."""

    SEE = "SEE"
    SEE_ALSO = "SEE_ALSO"
    USE = "USE"


@dataclass(frozen=True, slots=True)
class IndexedCode:
    """A code, or how codes begin, as the index writes it; `quote` are the words of a reference that gives it."""

    text: str
    role: str = "default"
    is_incomplete: bool = False
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a term, or to a value of ICD-10-PCS; `codes` are those that it names itself."""

    kind: ReferenceKind
    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line that stands under `depth` others: those before it with each smaller depth, the nearest of each."""

    depth: int
    title: str
    modifiers: tuple[str, ...] = ()
    codes: tuple[IndexedCode, ...] = ()
    references: tuple[Reference, ...] = ()
