"""Edits of Medicare's Integrated Outpatient Code Editor (I/OCE) on diagnoses, from `data/codes/outpatient-editor.tsv`.

The file is an extract of the table of diagnoses in the I/OCE of April 2026 (version 27.1.0), which CMS gives away under
the Apache License 2.0, as the package `pyoce` ships it; `python -m bench.truth.outpatient_editor` makes it. It has the
lists of the Medicare Code Editor for inpatient stays, too: ages (edit 2), manifestations (edit 86, 'from the Medicare
Code Editor manifestation diagnosis list'), and diagnoses unacceptable as principal (edit 113), with those that only
one of the two editors refuses. External causes (edit 5), which are all of chapter 20, are left out.
"""

from collections.abc import Iterator

from graph.ingest.codes.edits.code_edit import CODES, HeldEdit, read_table
from graph.ingest.codes.edits.entries import Entries
from graph.model.elements import Evidence, SourceDocument
from graph.model.source_files import file_document

EXTRACT = CODES / "outpatient-editor.tsv"
_NUMBERS = {
    **dict.fromkeys(("newborn", "pediatric", "maternity", "adult"), "edit 2: diagnosis and age conflict"),
    "manifestation": "edit 86: manifestation code not allowed as principal diagnosis",
    "not-principal": "edit 113: supplementary or additional code not allowed as principal diagnosis",
    "not-first-listed": "edit 113: supplementary or additional code not allowed as principal diagnosis",
}
"""The number and the name of each edit in the I/OCE."""


def editor_document() -> SourceDocument:
    """The extract as a document."""
    return file_document(
        EXTRACT,
        "code-edits/outpatient-editor.tsv",
        "Integrated Outpatient Code Editor: diagnoses with edits",
        "Apache-2.0 (Copyright 2024 CMS)",
    ).with_edition("version 27.1.0, from 2026-04-01")


def editor_edits(entries: Entries, document: SourceDocument) -> Iterator[HeldEdit]:
    """The edits of the codes that the graph has."""
    evidence = {edit: Evidence(document.id, name) for edit, name in _NUMBERS.items()}
    for row in read_table(EXTRACT):
        if row["code"] in entries.nodes:
            yield from (HeldEdit(row["code"], edit, evidence[edit]) for edit in row["edits"].split(","))
