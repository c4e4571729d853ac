"""What commands print: findings, errors, and how they exit."""

import sys
from collections import Counter
from collections.abc import Sequence

from graph.model.errors import MedcodeError
from graph.model.findings import SourceError
from graph.model.source_files import PACKAGE
from graph.terminal import Style, styled

OK, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: all well; findings made fatal by `--strict`, or a failure; wrong words on the command line; Ctrl-C."""


def print_findings(findings: Sequence[SourceError]) -> None:
    """Each finding on a line, then how many there are of each kind."""
    for finding in findings:
        where, mark, what = str(finding).partition(f": {type(finding).__name__}: ")
        name = styled(mark.strip(": "), Style.WARNING)
        print(f"{styled(where, Style.HEADING)}: {name}: {what}" if mark else where, file=sys.stderr)
    counts = Counter(type(finding).__name__ for finding in findings)
    for name, count in sorted(counts.items()):
        print(f"{count:>6} {styled(name, Style.WARNING)}", file=sys.stderr)


def print_error(error: MedcodeError) -> None:
    """An error on a line, its message in the style of errors."""
    print(f"{styled(error.message, Style.ERROR)}{str(error).removeprefix(error.message)}", file=sys.stderr)


def print_located(place: str, message: str) -> None:
    """An error with its place in what was given, as compilers print them."""
    print(f"{styled(place, Style.HEADING)}: {styled(message, Style.ERROR)}", file=sys.stderr)


def print_warning(text: str) -> None:
    """A warning on a line."""
    print(styled(text, Style.WARNING), file=sys.stderr)


def exit_code_of_findings(findings: Sequence[SourceError], *, strict: bool) -> int:
    """What a command ends with; what is odd in the official files that packages ship is nobody's mistake here."""
    own = [finding for finding in findings if not finding.path.startswith(PACKAGE)]
    return FINDINGS if strict and own else OK
