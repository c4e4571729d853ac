"""Re-checks every quote of a graph against its source."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import PurePath

import orjson

from graph.ingest.files.json import json_texts, parse_json, starts_json
from graph.ingest.files.regular_file import open_regular, read_regular
from graph.ingest.files.xml import element_texts
from graph.ingest.pages.text import read_text
from graph.ingest.read_guard import read_guard
from graph.model.elements import Edge, Evidence, EvidenceMethod, SourceDocument
from graph.model.errors import EvidenceError
from graph.model.findings import NotAPage, SourceError
from graph.model.limits import Limits
from graph.model.property_graph import Graph, edges_of
from graph.model.source_files import local_path
from graph.storage.freeze import version_of

_WHAT = "source of quotes"


@dataclass(frozen=True, slots=True)
class _SourceText:
    """The content of a source: a text in which quotes have offsets, or a set of passages without offsets."""

    text: str = ""
    element_texts: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Sources:
    """The documents of a graph; each is read once a quote of it is met. `failures` are those that cannot be checked."""

    documents: Mapping[str, SourceDocument]
    failures: dict[str, EvidenceError] = field(default_factory=dict)
    _texts: dict[str, _SourceText] = field(default_factory=dict)

    def check(self) -> Iterator[EvidenceError]:
        """An error for each document whose file is missing, or another than the one that was read."""
        for document in self.documents.values():
            problem = _problem(document)
            if problem is not None:
                yield self._fail(document, problem)

    def text_of(self, document: SourceDocument) -> _SourceText | None:
        """The text of a document; None where it cannot be read, which is a failure."""
        if document.id not in self._texts and document.id not in self.failures:
            findings = list[SourceError]()
            with read_guard(document.path, findings, Limits.source_seconds):
                content = read_regular(local_path(document.path), Limits.source_file, _WHAT)
                self._texts[document.id] = _source_text(content, document)
            for finding in findings:
                self._fail(document, f"the file cannot be read: {finding}")
        return self._texts.get(document.id)

    def _fail(self, document: SourceDocument, problem: str) -> EvidenceError:
        self.failures[document.id] = EvidenceError(source=document.path, problem=problem)
        return self.failures[document.id]


def verify(graph: Graph) -> Iterator[EvidenceError]:
    """An error for each quote that its source does not contain, and for changed or missing source files."""
    if version_of(graph) != graph.graph["version"]:
        yield EvidenceError(problem="the graph is not the one that was built: its version is another")
    sources = _Sources({document.id: document for document in graph.graph["documents"]})
    yield from sources.check()
    known = set(sources.failures)
    for edge in edges_of(graph):
        if not edge.evidence:
            yield _failure(edge, None, "the edge has no evidence")
        for evidence in edge.evidence:
            problem = _evidence_problem(evidence, sources)
            if problem is not None:
                yield _failure(edge, evidence, problem)
    yield from (failure for source, failure in sources.failures.items() if source not in known)


def _problem(document: SourceDocument) -> str | None:
    """What keeps a document from being checked."""
    try:
        with open_regular(local_path(document.path), Limits.source_file, _WHAT) as file:
            digest = file_digest(file, "sha256").hexdigest()
    except (OSError, SourceError) as error:
        return f"the file cannot be read: {error}"
    return None if digest == document.sha256 else "the file has changed since the graph was built"


def _source_text(content: bytes, document: SourceDocument) -> _SourceText:
    if document.path.endswith(".tsv"):
        return _SourceText(content.decode("utf-8"))
    if starts_json(content):
        with suppress(orjson.JSONDecodeError):  # A page may begin with a bracket, too.
            return _SourceText(element_texts=frozenset(json_texts(parse_json(content))))
    if b"<ICD10" in content[:4096]:
        return _SourceText(element_texts=frozenset(element_texts(local_path(document.path))))
    try:
        return _SourceText(read_text(content, document.path)[0].text)
    except NotAPage:
        return _SourceText()


def _evidence_problem(evidence: Evidence, sources: _Sources) -> str | None:
    document = sources.documents.get(evidence.source)
    if document is None:
        return "the graph does not list the source"
    if evidence.quote is None or document.id in sources.failures:
        return None  # Evidence without a quote refers to the entire document; a failure is reported once for each.
    if evidence.method is EvidenceMethod.PATH:
        return None if evidence.quote in PurePath(document.id).parts else "the path does not say so"
    source = sources.text_of(document)
    if source is None:
        return None
    if evidence.start is None:
        return None if evidence.quote in source.element_texts else "the source has no such passage"
    # A passage over several lines is quoted as one.
    words = source.text[evidence.start : evidence.end].split()
    return None if words and words == evidence.quote.split() else "the quote is not at its place"


def _failure(edge: Edge, evidence: Evidence | None, problem: str) -> EvidenceError:
    where = {"source": evidence.source, "quote": evidence.quote} if evidence else {}
    return EvidenceError(edge=f"{edge.source} {edge.kind} {edge.target}", **where, problem=problem)
