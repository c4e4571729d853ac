"""Colours of what is printed: on terminals only, and never where the environment says so.

`NO_COLOR` (no-color.org) switches them off, `FORCE_COLOR` (force-color.org) on, in pipes too; both count where they are
not empty, and `NO_COLOR` counts more, as CPython has it.
"""

import os
import sys
from enum import StrEnum
from typing import TextIO

NO_COLOR, FORCE_COLOR = "NO_COLOR", "FORCE_COLOR"
_RESET = "\x1b[0m"


class Style(StrEnum):
    """Parameters of `SGR` (ECMA-48, 8.3.117); of the sixteen colours that every theme of a terminal makes readable."""

    ERROR = "1;31"
    WARNING = "33"
    HEADING = "1"
    LABEL = "36"
    FAINT = "2"


def is_coloured(stream: TextIO) -> bool:
    """Whether what is written to a stream may have colours."""
    if os.environ.get(NO_COLOR):
        return False
    if os.environ.get(FORCE_COLOR):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def styled(text: str, style: Style, stream: TextIO | None = None) -> str:
    """A text in a style, where the stream (standard error unless given) may have it; as it is elsewhere."""
    return f"\x1b[{style}m{text}{_RESET}" if text and is_coloured(stream or sys.stderr) else text


def styled_heading(text: str) -> str:
    """A heading of what is printed to standard output."""
    return styled(text, Style.HEADING, sys.stdout)
