"""The analyses of the documents. `python -m tests.analysis` writes anew what they print; a test compares it.

Blocks of Python of a section go on where the one before left off, or, in a page with the line `<!-- session -->`, those
of the whole page. What one prints is the block of text after it.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.model.source_files import ROOT

ANALYSIS = ROOT / "docs" / "analyse" / "worked-analyses.md"
PYTHON = ROOT / "docs" / "analyse" / "python.md"
NETWORKS = ROOT / "docs" / "analyse" / "networks.md"
EXPORT = ".venv/bin/medcode export "
_BLOCK = re.compile(r"```(?P<language>[a-z]+)\n(?P<body>.*?)```", re.DOTALL)
_MARK = "\N{END OF TRANSMISSION BLOCK}"
"""Stands between what one block prints and what the next does."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the document; for a text that is printed, the section it stands in."""

    language: str
    body: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the document, and its blocks."""

    title: str
    blocks: tuple[Block, ...]

    def lines(self, start: str) -> list[str]:
        shells = [block.body for block in self.blocks if block.language == "sh"]
        return [line for body in shells for line in body.strip().split("\n") if line.startswith(start)]

    def of(self, language: str) -> list[str]:
        return [block.body for block in self.blocks if block.language == language]


def sections(text: str) -> Iterator[Section]:
    """The sections that have something to run."""
    if "<!-- session -->" in text:
        yield _section(text.removeprefix("# "))
        return
    for part in re.split(r"(?m)^## ", text)[1:]:
        yield _section(part)


def _section(part: str) -> Section:
    blocks = tuple(Block(match["language"], match["body"]) for match in _BLOCK.finditer(part))
    return Section(part.partition("\n")[0], blocks)


def printed(section: Section, place: Path) -> list[str]:
    """What the code of a section prints, block by block, with its files in a folder `build` below `place`."""
    (place / "build").mkdir(exist_ok=True)
    for line in section.lines(EXPORT):
        words = shlex.split(line.replace("build/", f"{place}/build/"))
        subprocess.run([sys.executable, "-m", "medcode", *words[1:]], cwd=ROOT, check=True, capture_output=True)
    code = f'\nprint("{_MARK}", end="")\n'.join(section.of("python"))
    if not code:
        return []
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    ended = subprocess.run([sys.executable, "-c", code], cwd=place, env=environment, capture_output=True, text=True)  # noqa: PLW1510
    if ended.returncode:
        raise ValueError(f"{section.title}:\n{ended.stderr}")
    return ended.stdout.split(_MARK)


def refreshed(text: str) -> str:
    """The document with everything that is printed put in anew."""
    with TemporaryDirectory() as folder:
        said = [output for section in sections(text) for output in printed(section, Path(folder))]
    waiting = iter(said)
    return re.sub(r"```text\n.*?```", lambda _: f"```text\n{next(waiting)}```", text, flags=re.DOTALL)


if __name__ == "__main__":
    for page in (ANALYSIS, NETWORKS, PYTHON):
        page.write_text(refreshed(page.read_text(encoding="utf-8")), encoding="utf-8")
