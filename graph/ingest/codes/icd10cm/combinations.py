"""Combination codes (guideline I.B.9): from titles that say 'with', and from a table of what titles do not show.

A title such as 'Acute cystitis with hematuria' combines the code of its beginning as it is without the rest ('Acute
cystitis without hematuria') with the code that the rest is the title of ('Hematuria'). The table has what the
guidelines presume (hypertension with heart failure) and what titles say in other words.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, EvidenceMethod, Node, SourceDocument
from graph.model.findings import SourceError, UnknownCode
from graph.model.icd10cm_form import CATEGORY_LENGTH
from graph.model.source_files import ROOT, document_evidence, file_document

COMBINATIONS = ROOT / "data" / "codes" / "combination-codes.tsv"
_PREFIX = "ICD10CM:"
_WITH = re.compile(r"(?P<stem>.+?),? with (?!or )(?P<rest>.+?)(?:,? without .+)?", re.DOTALL)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b(?:unspecified|diabetic)\b|,")
_WITHOUT = ("", " without complications")


@dataclass(slots=True)
class CombinationCodes:
    """Reads the titles of the diagnoses in `nodes`, and the table."""

    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        document = file_document(COMBINATIONS, "codes/combination-codes.tsv", "Combination codes of ICD-10-CM", "MIT")
        self.documents.append(document)
        for _ in track([document.path], document.title):
            yield from self._from_table(document)
        yield from self._from_titles(document)

    def _from_table(self, document: SourceDocument) -> Iterator[Edge]:
        with COMBINATIONS.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file, delimiter="\t"), 2):
                code = _PREFIX + row["combination"]
                for part in ("first", "second"):
                    for target in (_PREFIX + text for text in row[part].split()):
                        if code not in self.nodes or target not in self.nodes:
                            self.findings.append(UnknownCode(document.path, line, code=target.removeprefix(_PREFIX)))
                            continue
                        properties = {"part": part, "basis": row["basis"], "row": f"table {line}"}
                        yield Edge(code, "COMBINES", target, properties, document_evidence(document))

    def _from_titles(self, document: SourceDocument) -> Iterator[Edge]:
        diagnoses = [node for node in self.nodes.values() if node.curie.startswith(_PREFIX)]
        titles = _by_title(diagnoses)
        for node in diagnoses:
            match = _WITH.fullmatch(node.name)
            if match is None:
                continue
            rest = _plain(match["rest"])
            seconds = [curie for curie in titles.get(rest, ()) if not _is_near(curie, node.curie)]
            firsts = _firsts(titles, _plain(match["stem"]), rest, node.curie)
            if firsts and seconds:
                evidence = (Evidence(document.id, method=EvidenceMethod.EXACT_NAME),)
                for part, curies in (("first", firsts), ("second", seconds)):
                    properties = {"part": part, "basis": f"Title of {node.curie[8:]}: {node.name}", "row": "title"}
                    yield from (Edge(node.curie, "COMBINES", curie, properties, evidence) for curie in curies)


def _by_title(diagnoses: list[Node]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for node in diagnoses:
        found[_plain(node.name)].append(node.curie)
    return found


def _plain(title: str) -> str:
    return " ".join(_ASIDE.sub(" ", title.casefold()).split())


def _firsts(titles: Mapping[str, list[str]], stem: str, rest: str, curie: str) -> list[str]:
    """The codes of a title's beginning as it is without the rest, in the same category."""
    names = [*(stem + ending for ending in _WITHOUT), f"{stem} without {rest}"]
    found = [other for name in names for other in titles.get(name, ())]
    category = curie[: len(_PREFIX) + CATEGORY_LENGTH]
    return [other for other in found if other.startswith(category) and not _is_near(other, curie)]


def _is_near(one: str, other: str) -> bool:
    """Whether one code is the other or above it."""
    return one.startswith(other) or other.startswith(one)
