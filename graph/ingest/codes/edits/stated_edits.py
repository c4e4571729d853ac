"""Edits that the classification states in its notes, and those of the official guidelines.

`data/codes/stated-edits.tsv` says which note of which entry means which edit, and for what: each is looked up in the
tabular list, and one that is not there word for word states nothing, and is a finding. `guideline-edits.tsv` says the
same of the guidelines for coding and reporting, in words of our own beside the number of the guideline.
"""

from collections.abc import Iterator, Mapping

from graph.ingest.codes.edits.code_edit import CODES, HeldEdit, read_table
from graph.ingest.codes.edits.entries import Entries
from graph.ingest.codes.icd10cm.tabular_list import DOCUMENT_ID
from graph.model.elements import Evidence, SourceDocument
from graph.model.findings import MalformedRow, SourceError
from graph.model.source_files import document_path

STATED_EDITS = CODES / "stated-edits.tsv"
GUIDELINE_EDITS = CODES / "guideline-edits.tsv"


def stated_edits(entries: Entries, findings: list[SourceError]) -> Iterator[HeldEdit]:
    """The edits of the codes below entries with such notes."""
    for line, row in enumerate(read_table(STATED_EDITS), 2):
        at, quote = row["at"], row["quote"]
        if not any(quote in note for note in entries.general_notes(at)):
            findings.append(MalformedRow(document_path(STATED_EDITS), line, entry=at, note_not_found=quote))
            continue
        evidence = Evidence(DOCUMENT_ID, at, quote)
        yield from (HeldEdit(code, row["edit"], evidence) for code in _codes(row, entries))


def guideline_edits(entries: Entries, document: SourceDocument) -> Iterator[HeldEdit]:
    """The edits of the guidelines; the section of the evidence is the number of one."""
    for row in read_table(GUIDELINE_EDITS):
        evidence = Evidence(document.id, f"guideline {row['guideline']}", row["rule"])
        yield from (HeldEdit(code, row["edit"], evidence) for code in _codes(row, entries))


def _codes(row: Mapping[str, str], entries: Entries) -> Iterator[str]:
    excepted = {code for entry in row["except"].split() for code in entries.below(entry)}
    for entry in row["holds_for"].split():
        for code in entries.below(entry):
            if code not in excepted and entries.title(code).startswith(row.get("title_begins", "")):
                yield code
