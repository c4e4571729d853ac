"""Texts in tables that people open in spreadsheets, which take what begins with certain signs for a formula.

A formula of a source could send what else is in the sheet elsewhere, or start a program (OWASP, 'CSV Injection'). So an
apostrophe stands before such a text; before one that has apostrophes there itself, there is one more, so that it is
read back as it was. What is a number from end to end stays as it is: no spreadsheet makes more of it.

Formats for programs (KGX, Neo4j, edge lists) are exact, and have none of this.
"""

import re

from graph.export.format import Loss

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""How a text begins that a spreadsheet takes for a formula, in full width, too; a tab or a return hides such a sign."""
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")

FORMULA_LOSS = Loss(
    "texts that begin with =, +, -, @, a tab or a carriage return and are no numbers",
    "an apostrophe before them: to a spreadsheet they are formulas",
    kept=True,
)


def spreadsheet_text(text: str) -> str:
    """A text as it is written for a spreadsheet.

    >>> spreadsheet_text("=1+1"), spreadsheet_text("'=1+1"), spreadsheet_text("-1.5"), spreadsheet_text("A-B")
    ("'=1+1", "''=1+1", '-1.5', 'A-B')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def plain_text(cell: str) -> str:
    """The text that `spreadsheet_text` wrote.

    >>> plain_text("'=1+1"), plain_text("''=1+1"), plain_text("-1.5"), plain_text("'twas")
    ('=1+1', "'=1+1", '-1.5', "'twas")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
