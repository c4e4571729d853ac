"""Tables on standard output: columns that wrap on a terminal, lines of fields between tabs in a pipe.

Rich knows how wide a character is and where a cell wraps; it takes 40 ms to be imported, and only a terminal has it.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model.findings import printable
from graph.terminal import is_coloured


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table on a terminal; `style` is one of Rich; what is `fixed` does not wrap."""

    title: str
    style: str = ""
    fixed: bool = False


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Print rows; nothing where there are none."""
    printed = [[printable(cell) for cell in row] for row in rows]
    if not printed:
        return
    if sys.stdout.isatty():
        _print_columns(columns, printed)
    else:
        sys.stdout.writelines("\t".join(row) + "\n" for row in printed)


def _print_columns(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.title, style=column.style, no_wrap=column.fixed, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(color_system="standard" if is_coloured(sys.stdout) else None, highlight=False).print(table)
