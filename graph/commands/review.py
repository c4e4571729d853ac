"""`python -m graph review`: cases of a file reviewed, as a table or as JSON."""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

import orjson

from graph import DISCLAIMER
from graph.commands.console import FINDINGS, OK, print_findings
from graph.commands.snapshot_argument import add_snapshot_argument, open_snapshot
from graph.model.errors import SourceError
from graph.review.files.case_in_file import CaseInFile
from graph.review.files.read_cases import read_cases
from graph.review.finding import Finding, Severity
from graph.review.record import review_record
from graph.review.reviewer import Review
from graph.store import GraphStore


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="cases as JSON, JSON lines, CSV, or an X12 837 claim")
    add_snapshot_argument(parser)
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each case")


def run(arguments: Namespace) -> int:
    """Review the cases of a file; exit with 1 if a case has an error, or part of the file could not be read.

    Raises:
        SnapshotError: the snapshot cannot be used.
    """
    store, unread, errors = GraphStore(open_snapshot(arguments)), list[SourceError](), 0
    for found in read_cases(arguments.file):
        if isinstance(found, SourceError):
            unread.append(found)
            continue
        review = store.review(found.case)
        errors += sum(1 for finding in review.findings if finding.severity is Severity.ERROR)
        _print_json(found, review) if arguments.json else _print_table(found, review)
    if not arguments.json:
        print(DISCLAIMER)
    print_findings(unread)
    sys.stdout.flush()
    return FINDINGS if errors or unread else OK


def _print_json(case: CaseInFile, review: Review) -> None:
    print(orjson.dumps({"id": case.name, **review_record(review)}).decode())


def _print_table(case: CaseInFile, review: Review) -> None:
    counts = Counter(finding.severity for finding in review.findings)
    print(f"{case.name}: {', '.join(f'{counts[level]} {level.value}' for level in Severity)}")
    for finding in review.findings:
        print(f"  {finding.severity.name:<11} {finding.rule:<28} {_codes(finding)}")
        print(f"      {finding.message}")
        print(f"      → {finding.action}")
    for gap in review.unreviewed:
        print(f"  not reviewed {gap.rule}: {gap.reason}")
    print()


def _codes(finding: Finding) -> str:
    return " ".join(code.written for code in finding.codes)
