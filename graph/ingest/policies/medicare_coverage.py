"""Medicare coverage: local coverage determinations with their articles (JSON), and the list of all documents (CSV).

What an article lists, it does not promise: 'The use of a code listed below does not assure coverage'. So a diagnosis on
its list is covered under conditions, and a procedure code in its text is only mentioned.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from graph.ingest.codes.procedure_codes import procedure_curie, stub_procedure
from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.source import Progress, no_progress
from graph.model.document import document_evidence, file_document
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value, slugify
from graph.model.errors import MalformedFile, SourceError

MEDICARE = "Centers for Medicare & Medicaid Services"
_LEGAL_FORM = re.compile(r",\s*(?:LLC|Inc\.?|L\.L\.C\.)$")
_CODES = re.compile(r"\bcodes?\s+((?:[0-9A-Z]{5}(?:,\s*(?:and\s+)?|\s+and\s+)?)+)")


def policy_curie(payer: str, number: str) -> str:
    """The CURIE under which pages and lists meet in the same policy."""
    return f"POLICY:{slugify(f'{payer} {number}')}"


def payer_nodes(policy: str, payer: str, evidence: tuple[Evidence, ...]) -> Iterator[Node | Edge]:
    """The payer of a policy, and the edge to it."""
    curie = f"PAYER:{slugify(payer)}"
    yield Node(curie, "Payer", payer)
    yield Edge(policy, "ISSUED_BY", curie, {}, evidence)


def _date(text: str) -> str:
    return datetime.strptime(text, "%m/%d/%Y").date().isoformat() if re.fullmatch(r"[\d/]{8,10}", text) else ""


@dataclass(slots=True)
class CoverageDocumentList(TableSource):
    """The list of local coverage documents: contractor, number, title, version, dates, address."""

    columns: tuple[str, ...] = ("contractor_name_type", "document_display_id", "document_type", "title", "url")
    title: str = "Medicare local coverage documents"

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        contractor, _, parts = row["contractor_name_type"].partition("\n")
        payer = _LEGAL_FORM.sub("", contractor.strip())
        curie = policy_curie(payer, row["document_display_id"])
        retired = _date(row.get("retirement_date", ""))
        values: dict[str, Value] = {
            "number": row["document_display_id"],
            "type": row["document_type"],
            "version": row.get("document_version", ""),
            "url": row["url"],
            "status": "retired" if retired else row.get("note", "").casefold() or "active",
            "effective_date": _date(row.get("effective_date", "")),
            "retired_date": retired,
            "review_date": _date(row.get("updated_on", "")),
            "jurisdiction": parts.strip(" ()"),
        }
        yield Node(curie, "Policy", row["title"], {name: value for name, value in values.items() if value})
        yield from payer_nodes(curie, payer, document_evidence(document))


@dataclass(slots=True)
class CoverageDetermination:
    """One determination with its billing articles, as JSON."""

    path: Path
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        try:
            read: dict[str, Any] = orjson.loads(self.path.read_bytes())
            document = file_document(self.path, f"policies/{self.path.name}", "Medicare local coverage determination")
        except (OSError, orjson.JSONDecodeError) as error:
            self.findings.append(MalformedFile(str(self.path), 1, reason=str(error)))
            return
        self.documents.append(document)
        for _ in track([str(self.path)], "coverage determination"):
            for policy in read.get("policies", []):
                yield from self._policy(policy, str(read.get("state", "")), document)

    def _policy(self, policy: dict[str, Any], state: str, document: SourceDocument) -> Iterator[Node | Edge]:
        yield from _document(policy["lcd_id"], policy["title"], "LCD", state, None, document)
        articles = policy.get("associated_documents", {}).get("related_local_coverage_documents", [])
        for article in articles:
            yield from _document(article["id"], article["title"], "Article", state, article.get("url"), document)
            curie = policy_curie(MEDICARE, article["id"])
            for name, group in article.get("article_content", {}).items():
                yield from _group(curie, name, group, document)


def _document(
    number: str, title: str, kind: str, state: str, url: str | None, document: SourceDocument
) -> Iterator[Node | Edge]:
    curie = policy_curie(MEDICARE, number)
    values: dict[str, Value] = {"number": number, "type": kind, "jurisdiction": state, "url": url or ""}
    yield Node(curie, "Policy", title, {name: value for name, value in values.items() if value})
    yield from payer_nodes(curie, MEDICARE, document_evidence(document))


def _group(policy: str, name: str, group: dict[str, Any], document: SourceDocument) -> Iterator[Node | Edge]:
    """A group of an article: diagnoses under conditions, procedures as mentioned in its paragraph."""
    text = " ".join(str(group.get("paragraph", "")).split())
    evidence = (Evidence(document.id, name, text or None),)
    for listed in group.get("codes", []):
        code = str(listed["code"])
        stub = {"is_stub": True}
        yield Node(f"ICD10CM:{code}", "Diagnosis", str(listed.get("description", code)), stub)
        yield Edge(f"ICD10CM:{code}", "LISTED_BY", policy, {"coverage": "conditional"}, evidence)
    for codes in _CODES.findall(text):
        for code in re.findall(r"[0-9A-Z]{5}", codes):
            yield stub_procedure(procedure_curie(code))
            yield Edge(procedure_curie(code), "GOVERNED_BY", policy, {"coverage": "mentioned"}, evidence)
