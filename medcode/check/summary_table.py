"""The tables at the end of the report about several files: by section, and by kind of finding."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.ingest.pages.headings import TITLES, SectionKey
from graph.model.findings import SourceError, UnknownTerm
from graph.model.ontology import ONTOLOGY
from medcode.check.checked_file import CheckedFile
from medcode.check.text_report import kind_of, print_rows

_KINDS = {
    "indications": "indication",
    "contraindications": "contraindication",
    "preparation": "preparation",
    "setting": "setting",
    "personnel": "role",
    "risks": "risk",
    "benefits": "benefit",
    "recovery": "recovery",
    "alternatives": "alternative",
}
"""Sections whose entries are terms, and what the terms are called."""


def print_summary(files: Sequence[CheckedFile], others: Iterable[SourceError]) -> None:
    """How many files were read, what the sections of all pages have, and how many findings of which kind there are."""
    pages = [checked for checked in files if checked.record is not None]
    if pages:
        _print_sections(pages)
    findings = [finding for checked in files for finding in checked.findings] + [*others]
    if findings:
        counts = Counter(kind_of(type(finding)) for finding in findings)
        paths = {name: len({one.path for one in findings if kind_of(type(one)) == name}) for name in counts}
        rows = [(name, str(number), str(paths[name])) for name, number in counts.most_common()]
        print_rows("Findings", [("kind", "findings", "files"), *rows])
    read = sum(checked.is_read for checked in files)
    print(f"{read} of {len(files)} files read, {len(findings)} finding{'s' * (len(findings) != 1)}.")


def _print_sections(pages: Sequence[CheckedFile]) -> None:
    unknown = Counter(
        ONTOLOGY.nodes[str(finding.details["kind"])].singular
        for checked in pages
        for finding in checked.findings
        if isinstance(finding, UnknownTerm)
    )
    rows = [("section", "pages", "entries", "unknown terms")]
    for key, title in TITLES.items():
        having = [
            page for page in pages if page.record and key in {section["key"] for section in page.record["sections"]}
        ]
        entries = sum(page.counts.get(key.value, 0) for page in pages)
        if having and key is not SectionKey.NAME:
            terms = str(unknown[_KINDS[key.value]]) if key.value in _KINDS else ""
            rows.append((title, str(len(having)), str(entries) if entries else "", terms))
    print_rows(f"Sections of {len(pages)} page{'s' * (len(pages) != 1)}", rows)
