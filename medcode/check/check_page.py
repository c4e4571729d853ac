"""Checks a page: what was understood of it, by section, and what was not."""

from graph.ingest.pages.identity import Identity
from graph.model.findings import SourceError, printable
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile
from medcode.check.page_summary import page_counts, summary_lines
from medcode.page_record import page_document, page_identity, read_page


def check_page(
    file: LocatedFile, context: CheckContext, code: str | None = None, system: str | None = None
) -> tuple[CheckedFile, Identity]:
    """A page, and the procedure that it is about.

    Raises:
        InvalidArgument: the code is not one of the system.
    """
    identity, findings = page_identity(file.path, code, system, file.folder)
    for finding in findings:  # Its path is one below the folder of pages.
        finding.path = str(file.path)
    record = read_page(file.path, identity, context.vocabulary, findings)
    checked = CheckedFile(file.path, file.part, findings=_in_order(findings), is_read=record is not None)
    if record is not None:
        checked.title = f"{printable(record.name)} ({identity.curie})"
        checked.record = page_document(file.path, identity, record)
        checked.counts = page_counts(record)
        checked.summary = summary_lines(record, findings)
    return checked, identity


def _in_order(findings: list[SourceError]) -> list[SourceError]:
    """By line, and each once: a term that two entries share is one cause."""
    once = {(one.line, type(one), str(one.details)): one for one in findings}
    return sorted(once.values(), key=lambda one: one.line or 0)
