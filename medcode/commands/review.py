"""`medcode review`: cases of a file reviewed, as a table or as JSON."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph import DISCLAIMER
from graph.console import FINDINGS, OK, print_findings
from graph.model.findings import MalformedFile, SourceError
from medcode.commands.snapshot_argument import add_snapshot_argument, open_graph


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="cases as JSON, JSON lines, CSV, or an X12 837 claim")
    parser.add_argument("--json", action="store_true", help="print a line of JSON for each case")
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Review the cases of a file.

    Exit with 1 if a case has an error, part of the file could not be read, or there was no case in it.

    Raises:
        SnapshotError: the snapshot cannot be used.
    """
    from graph.review.files.read_cases import read_cases
    from graph.review.finding import Severity
    from medcode.review_output import print_review, print_review_json

    store, unread, errors = open_graph(arguments), list[SourceError](), 0
    cases = 0
    for found in read_cases(arguments.file):
        if isinstance(found, SourceError):
            unread.append(found)
            continue
        cases += 1
        review = store.review(found.case)
        errors += sum(1 for finding in review.findings if finding.severity is Severity.ERROR)
        print_review_json(found, review) if arguments.json else print_review(found, review)
    if not arguments.json:
        print(DISCLAIMER)
    if not cases and not unread:
        unread.append(MalformedFile(str(arguments.file), reason="there is no case in it"))
    print_findings(unread)
    sys.stdout.flush()
    return FINDINGS if errors or unread else OK
