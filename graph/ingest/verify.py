"""Re-checks every quote of a graph against its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import orjson

from graph.ingest.files.xml import passages
from graph.ingest.pages.text import checksum, read_text
from graph.model.document import local_path
from graph.model.elements import Edge, Evidence, Method, SourceDocument
from graph.model.errors import EvidenceError, NotAPage
from graph.model.property_graph import Graph, edges_of, version_of


@dataclass(frozen=True, slots=True)
class _Holds:
    """What a source says: a text in which quotes have a place, or passages that are quoted whole."""

    text: str = ""
    passages: frozenset[str] = frozenset()


def verify(graph: Graph) -> Iterator[EvidenceError]:
    """Everything that an edge quotes and its source does not hold; nothing where all is well."""
    if version_of(graph) != graph.graph["version"]:
        yield EvidenceError(problem="the graph is not the one that was built: its version is another")
    documents: dict[str, SourceDocument] = {document.id: document for document in graph.graph["documents"]}
    sources: dict[str, _Holds] = {}
    for document in documents.values():
        content = _read(document)
        if content is None:
            yield EvidenceError(source=document.path, problem="the file cannot be read")
        elif checksum(content) != document.sha256:
            yield EvidenceError(source=document.path, problem="the file has changed since the graph was built")
        else:
            sources[document.id] = _holds(content, document)
    for edge in edges_of(graph):
        if not edge.evidence:
            yield _failure(edge, None, "the edge has no evidence")
        for evidence in edge.evidence:
            problem = _problem(evidence, documents, sources)
            if problem is not None:
                yield _failure(edge, evidence, problem)


def _read(document: SourceDocument) -> bytes | None:
    try:
        return local_path(document.path).read_bytes()
    except OSError:
        return None


def _holds(content: bytes, document: SourceDocument) -> _Holds:
    if document.path.endswith(".tsv"):
        return _Holds(content.decode("utf-8"))
    if content.lstrip().startswith(b"{"):
        return _Holds(passages=frozenset(_strings(orjson.loads(content))))
    if b"<ICD10" in content[:4096]:
        return _Holds(passages=frozenset(passages(local_path(document.path))))
    try:
        return _Holds(read_text(content, document.path)[0])
    except NotAPage:
        return _Holds()


def _strings(value: Any) -> Iterator[str]:
    """All strings of a JSON value, with single spaces."""
    if isinstance(value, str):
        yield " ".join(value.split())
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(item)


def _problem(evidence: Evidence, documents: dict[str, SourceDocument], sources: dict[str, _Holds]) -> str | None:
    document = documents.get(evidence.source)
    if document is None:
        return "the graph does not list the source"
    source = sources.get(document.id)
    if source is None or evidence.quote is None:
        return None  # Said once for the document; and what quotes nothing rests on the whole document.
    if evidence.method is Method.PATH:
        return None if evidence.quote in PurePath(document.id).parts else "the path does not say so"
    if evidence.start is None:
        return None if evidence.quote in source.passages else "the source has no such passage"
    # A passage over several lines is quoted as one.
    quoted = source.text[evidence.start : evidence.end].split()
    return None if quoted and quoted == evidence.quote.split() else "the quote is not at its place"


def _failure(edge: Edge, evidence: Evidence | None, problem: str) -> EvidenceError:
    where = {"source": evidence.source, "quote": evidence.quote} if evidence else {}
    return EvidenceError(edge=f"{edge.source} {edge.kind} {edge.target}", **where, problem=problem)
