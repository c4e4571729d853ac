"""The blocks of code in the documents: what each is run by.

Pages with many blocks that belong together have tests of their own; of all others each block stands for itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.model.source_files import ROOT
from tests.documents import MARK, PAGES

OWN_TESTS = {
    ROOT / "docs" / "frontend" / "typed-client.md": "tests/frontend",
    ROOT / "docs" / "frontend" / "federation.md": "tests/federation",
    ROOT / "docs" / "frontend" / "fhir.md": "tests/serving/fhir",
    ROOT / "docs" / "frontend" / "agents.md": "tests/serving/agents/test_page.py",
    ROOT / "docs" / "data" / "own-data.md": "tests/test_own_data.py",
    ROOT / "docs" / "analyse" / "worked-analyses.md": "tests/test_analysis.py",
    ROOT / "docs" / "analyse" / "networks.md": "tests/test_analysis.py",
    ROOT / "docs" / "analyse" / "python.md": "tests/test_analysis.py",
}
"""Pages all of whose blocks are run by other tests."""
_BLOCK = re.compile(r"^[ ]*```(?P<language>[a-z]*)\n(?P<body>.*?)^[ ]*```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page; without a language it is a drawing."""

    page: str
    language: str
    body: str


def blocks() -> Iterator[Block]:
    """The blocks of all pages, but for answers, which `tests.documents` makes, and pages with tests of their own."""
    for path in PAGES:
        if path not in OWN_TESTS:
            yield from _blocks(path)


def _blocks(path: Path) -> Iterator[Block]:
    return blocks_in(path, MARK.sub(lambda match: _commands(match[0]), path.read_text(encoding="utf-8")))


def blocks_in(path: Path, text: str) -> Iterator[Block]:
    """All blocks of the text of a page."""
    for match in _BLOCK.finditer(text):
        yield Block(path.relative_to(ROOT).as_posix(), match["language"], match["body"])


def _commands(made: str) -> str:
    """Of what is made only the commands, which are run as all others."""
    return "\n".join(match[0] for match in _BLOCK.finditer(made) if match["language"] == "sh")


def commands() -> list[str]:
    """The lines of all shells, each once, in the order of a reader: what builds a graph before what reads it."""
    lines = [line for block in blocks() if block.language == "sh" for line in block.body.strip().split("\n")]
    return sorted(dict.fromkeys(lines), key=lambda line: " build " not in line)
