"""Re-checks every quote of a graph against its source."""

from collections.abc import Iterator
from pathlib import PurePath

from graph.build import Graph, edges_of, version_of
from graph.document import local_path
from graph.errors import EvidenceError, NotAPage
from graph.model import Edge, Evidence, Method, SourceDocument
from graph.page.text import checksum, read_text


def verify(graph: Graph) -> Iterator[EvidenceError]:
    """Everything that an edge quotes and its source does not hold; nothing where all is well."""
    if version_of(graph) != graph.graph["version"]:
        yield EvidenceError(problem="the graph is not the one that was built: its version is another")
    documents: dict[str, SourceDocument] = {document.id: document for document in graph.graph["documents"]}
    texts: dict[str, str] = {}
    for document in documents.values():
        content = _read(document)
        if content is None:
            yield EvidenceError(source=document.path, problem="the file cannot be read")
        elif checksum(content) != document.sha256:
            yield EvidenceError(source=document.path, problem="the file has changed since the graph was built")
        else:
            texts[document.id] = _text(content, document)
    for edge in edges_of(graph):
        if not edge.evidence:
            yield _failure(edge, None, "the edge has no evidence")
        for evidence in edge.evidence:
            problem = _problem(evidence, documents, texts)
            if problem is not None:
                yield _failure(edge, evidence, problem)


def _read(document: SourceDocument) -> bytes | None:
    try:
        return local_path(document.path).read_bytes()
    except OSError:
        return None


def _text(content: bytes, document: SourceDocument) -> str:
    if document.path.endswith(".tsv"):
        return content.decode("utf-8")
    try:
        return read_text(content, document.path)[0]
    except NotAPage:
        return ""


def _problem(evidence: Evidence, documents: dict[str, SourceDocument], texts: dict[str, str]) -> str | None:
    document = documents.get(evidence.source)
    if document is None:
        return "the graph does not list the source"
    if document.id not in texts:
        return None  # Said once, for the document.
    if evidence.method is Method.PATH:
        return None if evidence.quote in PurePath(document.id).parts else "the path does not say so"
    quoted = texts[document.id][evidence.start : evidence.end] if evidence.start is not None else ""
    # A passage over several lines is quoted as one.
    same = quoted.split() == (evidence.quote or "").split()
    return None if quoted and same else "the quote is not at its place"


def _failure(edge: Edge, evidence: Evidence | None, problem: str) -> EvidenceError:
    where = {"source": evidence.source, "quote": evidence.quote} if evidence else {}
    return EvidenceError(edge=f"{edge.source} {edge.kind} {edge.target}", **where, problem=problem)
