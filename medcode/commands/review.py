"""`medcode review`: cases of a file reviewed, as a table or as JSON."""

import sys
import unicodedata
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson

from graph import DISCLAIMER
from graph.console import FINDINGS, OK, print_findings
from graph.model.findings import MalformedFile, SourceError
from graph.review.files.case_in_file import CaseInFile
from graph.review.files.read_cases import read_cases
from graph.review.finding import Finding, Severity
from graph.review.record import review_record
from graph.review.reviewer import Review
from graph.store import GraphStore
from medcode.commands.snapshot_argument import add_snapshot_argument, open_snapshot

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of Unicode: controls, formats (such as those of direction), and separators of lines and paragraphs."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="cases as JSON, JSON lines, CSV, or an X12 837 claim")
    add_snapshot_argument(parser)
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each case")


def run(arguments: Namespace) -> int:
    """Review the cases of a file.

    Exit with 1 if a case has an error, part of the file could not be read, or there was no case in it.

    Raises:
        SnapshotError: the snapshot cannot be used.
    """
    store, unread, errors = GraphStore(open_snapshot(arguments)), list[SourceError](), 0
    cases = 0
    for found in read_cases(arguments.file):
        if isinstance(found, SourceError):
            unread.append(found)
            continue
        cases += 1
        review = store.review(found.case)
        errors += sum(1 for finding in review.findings if finding.severity is Severity.ERROR)
        _print_json(found, review) if arguments.json else _print_table(found, review)
    if not arguments.json:
        print(DISCLAIMER)
    if not cases and not unread:
        unread.append(MalformedFile(str(arguments.file), reason="there is no case in it"))
    print_findings(unread)
    sys.stdout.flush()
    return FINDINGS if errors or unread else OK


def _print_json(case: CaseInFile, review: Review) -> None:
    print(orjson.dumps({"id": case.name, **review_record(review)}).decode())


def _print_table(case: CaseInFile, review: Review) -> None:
    for line in _lines(case, review):
        print(_printable(line))
    print()


def _lines(case: CaseInFile, review: Review) -> Iterator[str]:
    counts = Counter(finding.severity for finding in review.findings)
    yield f"{case.name}: {', '.join(f'{counts[level]} {level.value}' for level in Severity)}"
    for finding in review.findings:
        yield f"  {finding.severity.name:<11} {finding.rule:<28} {_codes(finding)}"
        yield f"      {finding.message}"
        yield f"      → {finding.action}"
    for gap in review.unreviewed:
        yield f"  not reviewed {gap.rule}: {gap.reason}"


def _codes(finding: Finding) -> str:
    return " ".join(code.written for code in finding.codes)


def _printable(text: str) -> str:
    """A line without what a file could have in it to move the cursor of a terminal, or to feign another line."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign) in _UNPRINTABLE else sign for sign in text)
