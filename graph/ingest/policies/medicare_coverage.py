"""Medicare coverage: determinations with their articles and answers of the coverage API (JSON), and lists (CSV)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.ingest.files.json import JsonValue, read_json
from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.policies.article_groups import ArticleGroups
from graph.ingest.policies.coverage_database import (
    Contractor,
    CoverageDocument,
    document_number,
    iso_date,
    read_contractors,
    read_status,
)
from graph.ingest.policies.coverage_records import KEYS, read_record
from graph.ingest.policies.known_codes import KnownCodeSystems
from graph.ingest.policies.policy_nodes import payer_nodes, policy_curie
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.findings import MalformedFile, MalformedRow, SourceError
from graph.model.source_files import document_evidence, file_document

MEDICARE = "Centers for Medicare & Medicaid Services"
_ARTICLES = "related_local_coverage_documents"


def _curie(document: CoverageDocument) -> str:
    return policy_curie(_issuers(document)[0].name, document.number)


def _issuers(document: CoverageDocument) -> tuple[Contractor, ...]:
    """Who issued a document: its contractors; Medicare itself where none is said."""
    return document.contractors or (Contractor(MEDICARE),)


def _document_nodes(document: CoverageDocument, source: SourceDocument) -> Iterator[Node | Edge]:
    curie = _curie(document)
    yield Node(curie, "Policy", document.title, document.properties())
    for issuer in _issuers(document):
        yield from payer_nodes(curie, issuer.name, document_evidence(source))


@dataclass(slots=True)
class CoverageDocumentList(TableSource):
    """The list of local coverage documents: contractor, number, title, version, dates, address."""

    columns: tuple[str, ...] = ("contractor_name_type", "document_display_id", "document_type", "title", "url")
    title: str = "Medicare local coverage documents"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        retired = self._date(row, "retirement_date", line)
        listed = CoverageDocument(
            document_number(row["document_display_id"]),
            row["title"] or row["document_display_id"],
            row["document_type"],
            row.get("document_version", ""),
            row["url"],
            read_status(row.get("note", ""), retired),
            self._date(row, "effective_date", line),
            retired,
            self._date(row, "updated_on", line),
            read_contractors(row["contractor_name_type"]),
        )
        if not listed.number:
            raise ValueError("it has no number of a document")
        yield from _document_nodes(listed, document)

    def _date(self, row: Row, column: str, line: int) -> str:
        """The date in a column; another text is a finding, and the row is read without it."""
        try:
            return iso_date(row.get(column, ""))
        except ValueError as error:
            self.findings.append(MalformedRow(str(self.path), line, reason=f"{column}: {error}"))
            return ""


@dataclass(slots=True)
class CoverageDetermination:
    """Determinations with their billing articles, or an answer of the coverage API; `nodes` were read before."""

    path: Path
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)
    _known_codes: KnownCodeSystems | None = None

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        content = read_json(self.path, self.findings)
        if content is None:
            return
        try:
            document = file_document(self.path, f"policies/{self.path.name}", "Medicare local coverage determination")
        except OSError as error:
            self.findings.append(MalformedFile(str(self.path), reason=str(error)))
            return
        self.documents.append(document)
        for _ in track([str(self.path)], "coverage determination"):
            for part in content.items() if content.is_list() else [content]:
                yield from self._part(part, document)

    def _known(self) -> KnownCodeSystems:
        self._known_codes = self._known_codes or KnownCodeSystems(self.nodes)
        return self._known_codes

    def _part(self, part: JsonValue, document: SourceDocument) -> Iterator[Node | Edge]:
        """A determination's file, an answer, or a record alone."""
        if part.has("policies"):
            state = part.get("state").text("the name of a state") if part.has("state") else ""
            for policy in _entries(part.get("policies"), "a list of policies"):
                yield from self._policy(policy, state, document)
        elif part.has("data"):
            yield from self._answer(part.get("data"), document)
        elif part.has(*KEYS):
            yield from self._policy(part, "", document)
        else:
            part.fail("an object with `policies`, with `data`, or with the number of a document")

    def _answer(self, data: JsonValue, document: SourceDocument) -> Iterator[Node | Edge]:
        rows = _entries(data, "a list of documents")
        if rows and not any(row.has("title") for row in rows):
            data.fail("documents with a number and a title; rows that only have codes of one are not read")
            return
        for row in rows:
            yield from self._policy(row, "", document)

    def _policy(self, policy: JsonValue, state: str, document: SourceDocument) -> Iterator[Node | Edge]:
        read = read_record(policy, "lcd_id", "L", state)
        if read:
            yield from _document_nodes(read, document)
        related = policy.get("associated_documents")
        if related.is_object() and related.has(_ARTICLES):
            for article in _entries(related.get(_ARTICLES), "a list of articles"):
                yield from self._article(article, read, state, document)
        elif related.is_object() or policy.has("associated_documents"):
            related.fail(f"an object with `{_ARTICLES}`")

    def _article(
        self, article: JsonValue, of: CoverageDocument | None, state: str, document: SourceDocument
    ) -> Iterator[Node | Edge]:
        """An article, issued by the contractors of its determination where it names none, and its groups."""
        read = read_record(article, "id", "A", state)
        if read is None:
            return
        if of and not read.contractors:
            read = replace(read, contractors=of.contractors)
        yield from _document_nodes(read, document)
        yield from ArticleGroups(_curie(read), document.id, self._known()).read(article.get("article_content"))


def _entries(value: JsonValue, expected: str) -> list[JsonValue]:
    """The objects of a list; an object in place of the list is read as its only one, and both are findings."""
    if value.is_object():
        value.fail(expected)
        return [value]
    if not value.is_list() or not value.value:
        value.fail(expected)
        return []
    entries = value.items()
    for entry in entries:
        if not entry.is_object():
            entry.fail("an object")
    return [entry for entry in entries if entry.is_object()]
