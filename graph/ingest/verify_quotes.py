"""Re-checks every quote of a graph against its source."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath

import orjson

from graph.ingest.files.json import json_texts, parse_json, starts_json
from graph.ingest.files.xml import element_texts
from graph.ingest.pages.text import checksum, read_text
from graph.model.elements import Edge, Evidence, EvidenceMethod, SourceDocument
from graph.model.errors import EvidenceError
from graph.model.findings import NotAPage
from graph.model.property_graph import Graph, edges_of, version_of
from graph.model.source_files import local_path


@dataclass(frozen=True, slots=True)
class _SourceText:
    """The content of a source: a text in which quotes have offsets, or a set of passages without offsets."""

    text: str = ""
    element_texts: frozenset[str] = frozenset()


def verify(graph: Graph) -> Iterator[EvidenceError]:
    """An error for each quote that its source does not contain, and for changed or missing source files."""
    if version_of(graph) != graph.graph["version"]:
        yield EvidenceError(problem="the graph is not the one that was built: its version is another")
    documents: dict[str, SourceDocument] = {document.id: document for document in graph.graph["documents"]}
    sources: dict[str, _SourceText] = {}
    for document in documents.values():
        content = _read(document)
        if content is None:
            yield EvidenceError(source=document.path, problem="the file cannot be read")
        elif checksum(content) != document.sha256:
            yield EvidenceError(source=document.path, problem="the file has changed since the graph was built")
        else:
            sources[document.id] = _source_text(content, document)
    for edge in edges_of(graph):
        if not edge.evidence:
            yield _failure(edge, None, "the edge has no evidence")
        for evidence in edge.evidence:
            problem = _evidence_problem(evidence, documents, sources)
            if problem is not None:
                yield _failure(edge, evidence, problem)


def _read(document: SourceDocument) -> bytes | None:
    try:
        return local_path(document.path).read_bytes()
    except OSError:
        return None


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


def _evidence_problem(
    evidence: Evidence, documents: dict[str, SourceDocument], sources: dict[str, _SourceText]
) -> str | None:
    document = documents.get(evidence.source)
    if document is None:
        return "the graph does not list the source"
    source = sources.get(document.id)
    if source is None or evidence.quote is None:
        return None  # Reported once per document; evidence without a quote refers to the entire document.
    if evidence.method is EvidenceMethod.PATH:
        return None if evidence.quote in PurePath(document.id).parts else "the path does not say so"
    if evidence.start is None:
        return None if evidence.quote in source.element_texts else "the source has no such passage"
    # A passage over several lines is quoted as one.
    words = source.text[evidence.start : evidence.end].split()
    return None if words and words == evidence.quote.split() else "the quote is not at its place"


def _failure(edge: Edge, evidence: Evidence | None, problem: str) -> EvidenceError:
    where = {"source": evidence.source, "quote": evidence.quote} if evidence else {}
    return EvidenceError(edge=f"{edge.source} {edge.kind} {edge.target}", **where, problem=problem)
