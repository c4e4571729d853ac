"""Reviews of cases as text for a terminal, or as JSON."""

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator

import orjson

from graph.review.files.case_in_file import CaseInFile
from graph.review.finding import Finding, Severity
from graph.review.record import review_record
from graph.review.reviewer import Review
from graph.terminal import Style, styled

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of Unicode: controls, formats (such as those of direction), and separators of lines and paragraphs."""
_STYLES = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING}


def print_review_json(case: CaseInFile, review: Review) -> None:
    """A line of JSON."""
    print(orjson.dumps({"id": case.name, **review_record(review)}).decode())


def print_review(case: CaseInFile, review: Review) -> None:
    """A line for what is found in the case, and some for each finding."""
    for line, style in _lines(case, review):
        shown = _printable(line)
        print(styled(shown, style, sys.stdout) if style else shown)
    print()


def _lines(case: CaseInFile, review: Review) -> Iterator[tuple[str, Style | None]]:
    counts = Counter(finding.severity for finding in review.findings)
    yield f"{case.name}: {', '.join(f'{counts[level]} {level.value}' for level in Severity)}", Style.HEADING
    for finding in review.findings:
        yield (
            f"  {finding.severity.name:<11} {finding.rule:<28} {_codes(finding)}",
            _STYLES.get(finding.severity, Style.LABEL),
        )
        yield f"      {finding.message}", None
        yield f"      → {finding.action}", None
    for gap in review.unreviewed:
        yield f"  not reviewed {gap.rule}: {gap.reason}", Style.FAINT


def _codes(finding: Finding) -> str:
    return " ".join(code.written for code in finding.codes)


def _printable(text: str) -> str:
    """A line without what a file could have in it to move the cursor of a terminal, or to feign another line."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign) in _UNPRINTABLE else sign for sign in text)
