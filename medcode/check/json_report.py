"""What was found, as JSON for programs: a document for each file."""

from collections.abc import Mapping
from typing import Any

from graph.model.findings import SourceError, printable
from medcode.check.advice import advice_for
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext


def file_document(checked: CheckedFile, context: CheckContext) -> Mapping[str, Any]:
    """A file: the record of a page, or else what it is and how many there are of what; then its findings."""
    described = checked.record or {
        "path": printable(str(checked.path)),
        "title": checked.title,
        "counts": dict(checked.counts),
    }
    findings = [finding_document(finding, context) for finding in checked.findings]
    return {**described, "part": checked.part or "ontology", "isRead": checked.is_read, "findings": findings}


def finding_document(finding: SourceError, context: CheckContext) -> Mapping[str, Any]:
    """A finding: its code, its place, what it says, and what can be done."""
    advice = advice_for(finding, context)
    return {
        "code": finding.code(),
        "path": printable(finding.path),
        "line": finding.line,
        "message": advice.message,
        "suggestions": advice.suggestions,
        "additions": [{"file": one.file, "line": one.line, "meaning": one.meaning} for one in advice.additions],
        "details": finding.details,
    }
