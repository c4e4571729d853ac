"""The lines below a main term of the ICD-10-PCS Index, from its XML.

Format: `mainTerm` > `term` …, with a `title`, and `code`, `codes` (a whole code, or how codes begin) or `tab` (a
table); `see` names a term and the codes found there, `use` a value of an axis, which may go on with 'in' and a body
system or a table. A `term` without a title is one of several codes or references of the term above it.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from graph.ingest.codes.indexes.lines import IndexedCode, IndexLine, Reference, ReferenceKind
from graph.ingest.codes.indexes.modifiers import plain

_CODES = ("code", "codes", "tab")
_REFERENCES = {"see": ReferenceKind.SEE, "seeAlso": ReferenceKind.SEE_ALSO, "use": ReferenceKind.USE}


def icd10pcs_lines(term: Element, depth: int = 0) -> Iterator[IndexLine]:
    """The lines of a term and of all below it."""
    below = term.findall("term")
    own = [term, *(one for one in below if one.find("title") is None)]
    title = term.find("title")
    yield IndexLine(
        depth,
        "" if title is None else plain("".join(title.itertext())),
        (),
        tuple(IndexedCode(code) for part in own for code in _codes(part)),
        tuple(reference for part in own for reference in _references(part)),
    )
    for one in below:
        if one.find("title") is not None:
            yield from icd10pcs_lines(one, depth + 1)


def _codes(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _CODES and child.text and child.text.strip():
            yield child.text.strip()


def _references(term: Element) -> Iterator[Reference]:
    for child in term:
        if child.tag in _REFERENCES:
            yield Reference(_REFERENCES[child.tag], " ".join((child.text or "").split()), tuple(_codes(child)))
