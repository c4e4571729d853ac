"""What `docs/frontend/typed-client.md` shows: files, commands and what these print.

A line `<!-- file NAME -->` is followed by a block with what the file holds, `<!-- command -->` by a block of commands,
after which a block of text may say what they print.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.model.source_files import ROOT

DOCUMENT = ROOT / "docs" / "frontend" / "typed-client.md"
_BLOCK = r"```{kind}\n(?P<{name}>.*?)```"
_FILE = rf"<!-- file (?P<path>\S+) -->\n\n{_BLOCK.format(kind='[a-z]+', name='text')}"
_COMMAND = (
    rf"<!-- command -->\n\n{_BLOCK.format(kind='sh', name='lines')}(?:\n\n{_BLOCK.format(kind='text', name='said')})?"
)
_STEP = re.compile(rf"{_FILE}|{_COMMAND}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class File:
    """A file, and what it holds."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """A line for a shell."""

    line: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What the command before prints."""

    text: str


Step = File | Command | Printed


def steps(text: str) -> Iterator[Step]:
    """All of it, in the order in which a reader does it."""
    for match in _STEP.finditer(text):
        if match["path"]:
            yield File(match["path"], match["text"])
        else:
            yield from map(Command, match["lines"].splitlines())
        if match["said"] is not None:
            yield Printed(match["said"])


def unmarked(text: str) -> str:
    """What is left of the document without its steps; no block may be."""
    return _STEP.sub("", text)


def printing(text: str, printed: Callable[[str], str]) -> str:
    """The document with what each command prints put in anew."""

    def anew(match: re.Match[str]) -> str:
        if match["said"] is None:
            return match[0]
        start, end = match.span("said")
        whole, offset = match[0], match.start()
        said = printed(match["lines"].splitlines()[-1])
        return f"{whole[: start - offset]}{said}{whole[end - offset :]}"

    return _STEP.sub(anew, text)
