"""ICD-10-CM: the official tabular list in XML, from the package `simple-icd-10-cm` or a file of the user's.

Format: `ICD10CM.tabular` with `chapter` > `section` > `diag` > `diag` …; a seventh character (`sevenChrDef`) holds for
all codes below the entry that defines it, which are filled with X to six characters (ICD-10-CM Official Guidelines,
I.A.4 and I.A.5).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from graph.ingest.files.xml import iter_elements, text_of
from graph.ingest.source import Progress, no_progress
from graph.model.document import document_evidence, file_document, local_path, package_document, package_folder
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value
from graph.model.errors import SourceError, UnknownCode
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

DOCUMENT_ID = "icd-10-cm/tabular.xml"
_PACKAGE = "simple_icd_10_cm.data"
_NOTES: Mapping[str, tuple[str, dict[str, Value]]] = {
    "excludes1": ("EXCLUDES", {"excludes_type": "excludes1"}),
    "excludes2": ("EXCLUDES", {"excludes_type": "excludes2"}),
    "useAdditionalCode": ("USE_ADDITIONAL", {}),
    "codeFirst": ("CODE_FIRST", {}),
    "codeAlso": ("CODE_ALSO", {}),
}
_CODE = CODE_SYSTEMS["ICD10CM"].pattern + "(?![0-9A-Z])"
_MENTION = re.compile(rf"(?P<first>{_CODE})(?:\.?-(?!\s*{_CODE}))?(?:\s*-\s*(?P<last>{_CODE}))?")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LEVELS = {3: "category"}


@dataclass(frozen=True, slots=True)
class _Note:
    """A note of an entry that may name codes."""

    owner: str
    tag: str
    text: str


@dataclass(slots=True)
class Icd10Cm:
    """The tabular list as nodes, IS_A edges, and an edge for each code that a note names."""

    path: Path
    documents: list[SourceDocument]
    findings: list[SourceError] = field(default_factory=list)
    _parents: dict[str, str] = field(default_factory=dict)
    _notes: list[_Note] = field(default_factory=list)

    @classmethod
    def from_package(cls) -> "Icd10Cm":
        """The list that `simple-icd-10-cm` ships, the newest it has."""
        name = max(path.name for path in package_folder(_PACKAGE).glob("*.xml"))
        document = package_document(_PACKAGE, name, DOCUMENT_ID, "ICD-10-CM tabular list")
        return cls(local_path(document.path), [document])

    @classmethod
    def from_file(cls, path: Path) -> "Icd10Cm":
        return cls(path, [file_document(path, DOCUMENT_ID, "ICD-10-CM tabular list")])

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        name = self.documents[0].path
        for _ in track([name], "ICD-10-CM"):
            for chapter in iter_elements(self.path, name, ("chapter",), self.findings):
                yield from self._chapter(chapter)
        evidence = document_evidence(self.documents[0])
        for child, parent in self._parents.items():
            yield Edge(_curie(child), "IS_A", _curie(parent), {}, evidence)
        for note in self._notes:
            yield from self._note_edges(note)

    def _chapter(self, chapter: Element) -> Iterator[Node]:
        code = f"chapter-{text_of(chapter, 'name')}"
        yield self._entry(chapter, code, "chapter", _title(chapter))
        for section in chapter.findall("section"):
            block = section.get("id", "")
            # A block of one category has the category's own code; the category then hangs below the chapter.
            first = section.find("diag")
            single = first is not None and text_of(first, "name") == block
            if block and not single:
                self._parents[block] = code
                yield self._entry(section, block, "block", _title(section))
            for diag in section.findall("diag"):
                yield from self._diag(diag, block if block and not single else code, None)

    def _diag(self, diag: Element, parent: str, seventh: Element | None) -> Iterator[Node]:
        code = text_of(diag, "name")
        self._parents[code] = parent
        seventh = diag.find("sevenChrDef") if diag.find("sevenChrDef") is not None else seventh
        children = diag.findall("diag")
        extended = not children and seventh is not None
        level = "code" if not children and not extended else _LEVELS.get(len(code), "subcategory")
        yield self._entry(diag, code, level, text_of(diag, "desc"))
        for child in children:
            yield from self._diag(child, code, seventh)
        if extended and seventh is not None:
            yield from self._extensions(code, text_of(diag, "desc"), seventh)

    def _extensions(self, code: str, name: str, seventh: Element) -> Iterator[Node]:
        stem = code if "." in code else f"{code}."
        for extension in seventh.findall("extension"):
            extended_code = f"{stem:X<7}{extension.get('char')}"
            self._parents[extended_code] = code
            title = f"{name}, {' '.join((extension.text or '').split())}"
            yield Node(_curie(extended_code), "Diagnosis", title, {"level": "code", "is_billable": True})

    def _entry(self, element: Element, code: str, level: str, name: str) -> Node:
        for tag in _NOTES:
            for group in element.findall(tag):
                self._notes.extend(_Note(code, tag, _single_spaced(note)) for note in group.findall("note"))
        properties: dict[str, Value] = {"level": level, "is_billable": level == "code"}
        for name_, tag in (("synonyms", "inclusionTerm"), ("includes", "includes")):
            terms = tuple(_single_spaced(note) for group in element.findall(tag) for note in group.findall("note"))
            if terms:
                properties[name_] = terms
        return Node(_curie(code), "Diagnosis", name, properties)

    def _note_edges(self, note: _Note) -> Iterator[Edge]:
        kind, properties = _NOTES[note.tag]
        evidence = (Evidence(self.documents[0].id, note.owner, note.text),)
        targets = dict.fromkeys(self._codes_in_note(note))
        for target in targets:
            if target != note.owner:
                yield Edge(_curie(note.owner), kind, _curie(target), properties, evidence)

    def _codes_in_note(self, note: _Note) -> Iterator[str]:
        for brackets in _BRACKETS.findall(note.text):
            for match in _MENTION.finditer(brackets):
                found = self._resolve(match["first"], match["last"])
                if found is not None:
                    yield found
                else:
                    self.findings.append(UnknownCode(self.documents[0].path, entry=note.owner, code=match[0]))

    def _resolve(self, first: str, last: str | None) -> str | None:
        """The entry that a mention names: a code, a block, or the common ancestor of a range."""
        if last is None:
            return first if first in self._parents else None
        if f"{first}-{last}" in self._parents:
            return f"{first}-{last}"
        above = self._ancestors(first)
        below = set(self._ancestors(last))
        return next((entry for entry in above if entry in below), None)

    def _ancestors(self, code: str) -> list[str]:
        ancestors = [code] if code in self._parents else []
        while ancestors and ancestors[-1] in self._parents:
            ancestors.append(self._parents[ancestors[-1]])
        return ancestors


def _curie(code: str) -> str:
    return f"ICD10CM:{code}"


def _single_spaced(element: Element) -> str:
    return " ".join((element.text or "").split())


def _title(element: Element) -> str:
    """The title of a chapter or block without the code range at its end."""
    return re.sub(r"\s*\([A-Z0-9]+-[A-Z0-9]+\)$", "", text_of(element, "desc"))
