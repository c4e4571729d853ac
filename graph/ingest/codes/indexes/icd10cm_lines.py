"""The lines below a main term of an ICD-10-CM index or table, from its XML.

Format: `mainTerm` > `term` > `term` …, each with a `title` in which `nemod` may stand between words, and with `code`,
`manif` (the second code, in brackets), `seecat` and `subcat` (codes that are completed in the list), `cell`s of a
table, `see` and `seeAlso`. '-' and '--' are cells without a code. A `see` may name categories before a `code` that goes
on with them ('categories T17 and', then T18).
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from graph.ingest.codes.indexes.lines import IndexedCode, IndexLine, Reference, ReferenceKind
from graph.ingest.codes.indexes.modifiers import plain, split_modifiers
from graph.ingest.files.xml import child_text

ROLES = {
    "malignant primary": "malignant_primary",
    "malignant secondary": "malignant_secondary",
    "ca in situ": "in_situ",
    "benign": "benign",
    "uncertain behavior": "uncertain_behavior",
    "unspecified behavior": "unspecified_behavior",
    "poisoning accidental (unintentional)": "poisoning_accidental",
    "poisoning intentional self-harm": "poisoning_self_harm",
    "poisoning assault": "poisoning_assault",
    "poisoning undetermined": "poisoning_undetermined",
    "adverse effect": "adverse_effect",
    "underdosing": "underdosing",
}
"""What a code is for, by the head of its column."""
_CODE = re.compile(r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{0,4})?-?")
_CATEGORIES = re.compile(
    r"(?:sub)?categor(?:y|ies)\b(?P<codes>(?:[\s,]|and|[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]*)?(?:-(?!\w))?)*)"
)


def icd10cm_lines(term: Element, columns: Mapping[str, str], depth: int = 0) -> Iterator[IndexLine]:
    """The lines of a term and of all below it; `columns` has the role of each column of a table."""
    title, modifiers = _title(term)
    codes, references = list(_codes(term, columns)), list[Reference]()
    for tag, kind in (("see", ReferenceKind.SEE), ("seeAlso", ReferenceKind.SEE_ALSO)):
        for element in term.findall(tag):
            text = " ".join((element.text or "").split())
            named = _CATEGORIES.fullmatch(text)
            if named:
                codes += [IndexedCode(code.rstrip(".-"), is_incomplete=True) for code in _CODE.findall(named["codes"])]
            elif text:
                references.append(Reference(kind, text))
    yield IndexLine(depth, title, modifiers, tuple(codes), tuple(references))
    for below in term.findall("term"):
        yield from icd10cm_lines(below, columns, depth + 1)


def _title(term: Element) -> tuple[str, tuple[str, ...]]:
    """The words of a term and its modifiers; words in the brackets of a second code explain the term, as these do."""
    title = term.find("title")
    if title is None:
        return "", ()
    words, modifiers = [title.text or ""], list[str]()
    for inner in title:
        outside, inside = split_modifiers("".join(inner.itertext()))
        words += [outside, inner.tail or ""]
        modifiers += inside
    explained = child_text(term, "manif")
    if explained and not _is_code(explained):
        modifiers.append(explained)
    return plain(" ".join(words)), tuple(modifiers)


def _codes(term: Element, columns: Mapping[str, str]) -> Iterator[IndexedCode]:
    for tag in ("code", "seecat", "subcat"):
        for element in term.findall(tag):
            yield from code_of(element.text, "default", is_begun=tag != "code")
    if _is_code(child_text(term, "manif")):
        yield from code_of(child_text(term, "manif"), "manifestation")
    for cell in term.findall("cell"):
        if cell.get("col", "") in columns:
            yield from code_of(cell.text, columns[cell.get("col", "")])


def code_of(text: str | None, role: str, *, is_begun: bool = False) -> Iterator[IndexedCode]:
    """The code that an index writes, if it is one: a dash at its end says that more characters follow."""
    written = "".join((text or "").split())
    if code := written.rstrip("-.,"):
        yield IndexedCode(code, role, is_begun or written.endswith("-"))


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None
