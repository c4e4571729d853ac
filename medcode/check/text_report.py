"""What was found, as a text for people: readable at 80 columns, with colours on terminals only."""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from textwrap import wrap

from graph.model.data_findings import InvalidQuery, NotFilledIn
from graph.model.findings import SourceError, printable
from graph.model.ontology import ONTOLOGY
from graph.terminal import Style, styled
from medcode.check.advice import Addition, Advice, advice_for, shown_path
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext

_WIDTH = 79
_MOST_ALIKE = 12
"""Findings of one kind that are printed of a file; the rest is counted."""


_ONE = {
    **{kind.plural: kind.singular for kind in ONTOLOGY.node_kinds},
    "statements": "statement",
    "mappings": "mapping",
    "edges": "edge",
    "kinds of edges": "kind of edges",
    "terms": "term",
    "terms that add to known ones": "term that adds to a known one",
    "other wordings": "other wording",
}
"""What is counted, of one."""


class TextReport:
    """Prints files one after another; what to add for a term is said where the term is first met."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self._told: set[str] = set()

    def print_file(self, checked: CheckedFile) -> None:
        """A file: what it is, what was understood, what is wrong."""
        _print_wrapped(printable(checked.title) or shown_path(checked.path), "", Style.HEADING)
        if checked.title:
            print(f"  {shown_path(checked.path)}")
        for line in (_counted(checked), *checked.summary):
            _print_wrapped(line, "  ")
        self._print_all(checked.findings)
        print()

    def print_findings(self, findings: Sequence[SourceError]) -> None:
        """Findings about what is no file that could be checked."""
        for finding in findings:
            self._print_finding(finding, is_of_file=False)
        if findings:
            print()

    def _print_all(self, findings: Sequence[SourceError]) -> None:
        printed: Counter[type[SourceError]] = Counter()
        for finding in sorted(findings, key=lambda one: one.line or 0):
            printed[type(finding)] += 1
            if type(finding) is not NotFilledIn and printed[type(finding)] <= _MOST_ALIKE:
                self._print_finding(finding)
        for finding_type, number in printed.items():
            if finding_type is not NotFilledIn and number > _MOST_ALIKE:
                more = f"{number - _MOST_ALIKE} more of the kind '{kind_of(finding_type)}'"
                print(f"  … and {more}; --json lists them all")
        lines = [str(finding.line) for finding in findings if isinstance(finding, NotFilledIn)]
        if lines:
            words = f"Not filled in yet: line{'s' * (len(lines) > 1)} {', '.join(lines)}"
            _print_wrapped(words, "  ", Style.WARNING)
            _print_wrapped(NotFilledIn.hint, "    ")

    def _print_finding(self, finding: SourceError, *, is_of_file: bool = True) -> None:
        advice = advice_for(finding, self._context)
        if finding.line is not None or not is_of_file:
            print(f"  {_styled(place_of(finding), Style.LABEL)}")
        _print_wrapped(printable(advice.message), "    ", Style.WARNING)
        key = f"{advice.additions}"
        if advice.additions and key in self._told:
            print("    (what to add is said above)")
            return
        self._told.add(key)
        for suggestion in advice.suggestions:
            _print_wrapped(printable(suggestion), "    ")
        _print_additions(advice)


def _counted(checked: CheckedFile) -> str:
    """How many there are of what in a file that is no page."""
    if checked.record is not None or not checked.is_read:
        return ""
    words = ", ".join(_count(number, what) for what, number in checked.counts.items() if number)
    return words or ("" if checked.findings or checked.summary else "There is nothing in it yet.")


def place_of(finding: SourceError) -> str:
    """Where something was found: file, line, and column where there is one."""
    column = finding.details.get("column") if isinstance(finding, InvalidQuery) else None
    return ":".join(map(str, filter(None, (printable(finding.path), finding.line, column))))


def kind_of(finding: type[SourceError]) -> str:
    """The name of a kind of finding in words."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", finding.__name__).casefold()


def print_rows(title: str, rows: Sequence[Sequence[str]]) -> None:
    """A table: its first row are titles, its first column is left-aligned, all others are numbers."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    print(_styled(title, Style.HEADING))
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        line = ("  " + "  ".join(cells)).rstrip()
        print(line if number else _styled(line, Style.FAINT))
    print()


def _print_additions(advice: Advice) -> None:
    for number, addition in enumerate(advice.additions):
        print(f"    {_lead_in(addition, number)}")
        print(addition.line)  # From the first column, with its tabs: it is pasted as it is.


def _lead_in(addition: Addition, number: int) -> str:
    return f"or, as {addition.meaning}:" if number else f"To add to {addition.file}, as {addition.meaning}:"


def _print_wrapped(text: str, indent: str, style: Style | None = None) -> None:
    """A paragraph; what is joined by no-break spaces stays on one line."""
    for line in wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False):
        shown = line.replace("\N{NO-BREAK SPACE}", " ")
        print(_styled(shown, style) if style else shown)


def _count(number: int, what: str) -> str:
    words = what if number != 1 else _ONE.get(what, what)
    return f"{number:,}\N{NO-BREAK SPACE}{re.sub('(?<=[a-z])(?=[A-Z])', ' ', words).casefold()}"


def _styled(text: str, style: Style) -> str:
    return styled(text, style, sys.stdout)
