"""ICD-10-CM: the official tabular list in XML, from the package `simple-icd-10-cm` or a file of the user's.

Format: `ICD10CM.tabular` with `chapter` > `section` > `diag` > `diag` …. Sections stand beside each other, also those
that only head others ('C00-C96' before 'C00-C75' before 'C00-C14'): which is below which, their ranges say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from graph.ingest.codes.icd10cm.code_tree import CodeTree
from graph.ingest.codes.icd10cm.notes import NOTE_TAGS, Note, NoteCodes, read_notes
from graph.ingest.codes.icd10cm.seventh_characters import SeventhCharacters, seventh_characters
from graph.ingest.files.xml import child_text, iter_elements
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value
from graph.model.findings import SourceError, UnexpectedValue, UnknownCode
from graph.model.source_files import document_evidence, file_document, local_path, package_document, package_folder

DOCUMENT_ID = "icd-10-cm/tabular.xml"
_PACKAGE = "simple_icd_10_cm.data"
_RANGE = re.compile(r"(?<!\s)\s*\(([A-Z0-9]+-[A-Z0-9]+)\)$")
_RELEASE = re.compile(r"([A-Z][a-z]+)-(\d{1,2})-(\d{4})")
_YEAR = re.compile(r"fiscal year (20\d\d)")
_LEVELS = {3: "category"}


@dataclass(slots=True)
class Icd10Cm:
    """The tabular list as nodes, IS_A edges, and an edge for each code that a note names."""

    path: Path
    documents: list[SourceDocument]
    findings: list[SourceError] = field(default_factory=list)
    _tree: CodeTree = field(default_factory=CodeTree)
    _titles: dict[str, str] = field(default_factory=dict)
    _notes: list[Note] = field(default_factory=list)

    @classmethod
    def from_package(cls) -> "Icd10Cm":
        """The list that `simple-icd-10-cm` ships, the newest it has."""
        name = max(path.name for path in package_folder(_PACKAGE).glob("*.xml"))
        document = package_document(_PACKAGE, name, DOCUMENT_ID, "ICD-10-CM tabular list")
        return cls(local_path(document.path), [document])

    @classmethod
    def from_file(cls, path: Path) -> "Icd10Cm":
        return cls(path, [file_document(path, DOCUMENT_ID, "ICD-10-CM tabular list")])

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of the list, once it has been read; 0 where it does not say."""
        year = _YEAR.match(self.documents[0].edition or "")
        return int(year[1]) if year else 0

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        name = self.documents[0].path
        for _ in track([name], "ICD-10-CM"):
            for element in iter_elements(self.path, name, ("version", "chapter"), self.findings):
                if element.tag == "version":
                    self.documents[0] = self.documents[0].with_edition(_edition(element, self.path.name))
                else:
                    yield from self._chapter(element)
        self._tree.number()
        evidence = document_evidence(self.documents[0])
        for child, parent in self._tree.parents.items():
            yield Edge(_curie(child), "IS_A", _curie(parent), {}, evidence)
        codes = NoteCodes(self._tree, self._titles)
        for note in self._notes:
            yield from self._note_edges(note, codes)

    def _chapter(self, chapter: Element) -> Iterator[Node]:
        code = f"chapter-{child_text(chapter, 'name')}"
        title, codes = _title_and_range(chapter)
        if not self._is_new(code):
            return
        self._tree.add(code)
        yield self._entry(chapter, code, "chapter", title, {"code": codes} if codes else {})
        blocks = [(code, "\uffff")]
        for section in chapter.findall("section"):
            yield from self._section(section, blocks)

    def _section(self, section: Element, blocks: list[tuple[str, str]]) -> Iterator[Node]:
        """A section below the innermost of the open `blocks`, each with the last category that is below it."""
        block, diags = section.get("id", ""), section.findall("diag")
        first, _, last = block.partition("-")
        while len(blocks) > 1 and blocks[-1][1] < first:
            blocks.pop()
        parent = blocks[-1][0]
        # A block of one category has the category's own code; the category then hangs below what the block would.
        if block and not (diags and child_text(diags[0], "name") == block):
            if not self._is_new(block):
                return
            self._tree.add(block, parent)
            yield self._entry(section, block, "block", _title_and_range(section)[0])
            parent = block
            if not diags:
                blocks.append((block, last))
        elif diags:
            diags[0].extend([child for child in section if child.tag in NOTE_TAGS])
        for diag in diags:
            yield from self._diag(diag, parent, None)

    def _diag(self, diag: Element, parent: str, seventh: SeventhCharacters | None) -> Iterator[Node]:
        code, title, children = child_text(diag, "name"), child_text(diag, "desc"), diag.findall("diag")
        if not self._is_new(code):
            return
        self._tree.add(code, parent)
        seventh = seventh_characters(diag, code) or seventh
        extended = [] if children or seventh is None else list(seventh.extend(code, title))
        level = _LEVELS.get(len(code), "subcategory") if children or extended else "code"
        yield self._entry(diag, code, level, title)
        for child in children:
            yield from self._diag(child, code, seventh)
        for extended_code, extended_title in extended:
            if not self._is_new(extended_code):
                continue
            self._tree.add(extended_code, code)
            self._tree.stems[extended_code] = code
            self._titles[extended_code] = extended_title
            properties: dict[str, Value] = {"level": "code", "is_billable": True, **self._position()}
            yield Node(_curie(extended_code), "Diagnosis", extended_title, properties)

    def _is_new(self, code: str) -> bool:
        """Whether an entry is named and stands in the list for the first time; one that does not is left out whole."""
        if code and code not in self._tree:
            return True
        found = "the same once more" if code else "none"
        at, expected = code or "name", "an entry with a name of its own"
        self.findings.append(UnexpectedValue(self.documents[0].path, at=at, expected=expected, found=found))
        return False

    def _entry(
        self, element: Element, code: str, level: str, title: str, properties: dict[str, Value] | None = None
    ) -> Node:
        own = read_notes(element, code)
        self._notes.extend(own)
        self._titles[code] = title
        texts: dict[str, list[str]] = {}
        for note in own:
            texts.setdefault(note.kind.property, []).append(note.text)
        stated: dict[str, Value] = {"level": level, "is_billable": level == "code", **self._position()}
        return Node(
            _curie(code),
            "Diagnosis",
            title,
            stated | (properties or {}) | {name: tuple(t) for name, t in texts.items()},
        )

    def _position(self) -> dict[str, Value]:
        """Where the entry that was added last stands in the list."""
        return {"tabular_position": len(self._tree) - 1}

    def _note_edges(self, note: Note, codes: NoteCodes) -> Iterator[Edge]:
        named = codes.named_entries(note)
        evidence = (Evidence(self.documents[0].id, note.at, note.quote or note.text),)
        for target in named.entries:
            yield Edge(_curie(note.at), note.kind.edge, _curie(target), note.kind.edge_properties, evidence)
        for text in named.unknown:
            self.findings.append(UnknownCode(self.documents[0].path, entry=note.at, code=text))


def _edition(version: Element, name: str) -> str:
    """The fiscal year, and the day of a release within it where the name of the file says it."""
    day = _RELEASE.search(name)
    year = f"fiscal year {(version.text or '').strip()}"
    return f"{year}, release of {' '.join(day.groups())}" if day else year


def _curie(code: str) -> str:
    return f"ICD10CM:{code}"


def _title_and_range(element: Element) -> tuple[str, str]:
    """The title of a chapter or block, and the range of its categories that stands at its end."""
    title = child_text(element, "desc")
    match = _RANGE.search(title)
    return (title[: match.start()], match[1]) if match else (title, "")
