"""Rows of what was compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """How many of some statements are so, and the reasons for which the others are not; these are counted, too."""

    what: str
    compared: int
    agree: int
    reasons: Sequence[str] = field(default=())

    def as_text(self) -> str:
        """The row of a Markdown table."""
        share = 100 * self.agree / self.compared if self.compared else 0
        return f"| {self.what} | {self.compared:,} | {self.agree:,} | {share:.2f} % | {'; '.join(self.reasons)} |"


def as_table(rows: Iterable[Row]) -> str:
    """A Markdown table."""
    head = "| compared | statements | agree | | differences |\n|---|---:|---:|---:|---|"
    return "\n".join([head, *(row.as_text() for row in rows)])
