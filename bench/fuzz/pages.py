"""Pages: a mutated one is read, or named in a finding."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bench.fuzz.reading import check_read, time_bound
from graph.ingest.pages.page_folders import PageSource
from graph.ingest.vocabulary import Vocabulary, read_vocabulary
from tests.shipped import PAGES, VOCABULARY


@cache
def seeds() -> Sequence[bytes]:
    """The shipped pages, and one of them as Markdown and as HTML."""
    pages = [path.read_bytes() for path in sorted(PAGES.rglob("*.txt"))]
    return [*pages, *(convert(page) for page in pages[:5] for convert in (_markdown, _html))]


def check(content: bytes, folder: Path) -> None:
    """Read a page in a folder of its own.

    Raises:
        AssertionError: it is neither read nor named in a finding, its reader failed, or it took too long.
    """
    path = folder / "cpt4" / "22848-page.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with time_bound():
        check_read([PageSource({folder: "MIT"}, _vocabulary())], [], path)


@cache
def _vocabulary() -> Vocabulary:
    return read_vocabulary([VOCABULARY])[0]


def _markdown(page: bytes) -> bytes:
    """The page with each line that is followed by a blank one, and stands alone, as a heading."""
    blocks = page.split(b"\n\n")
    return b"\n\n".join(b"## " + block if b"\n" not in block and len(block) < 40 else block for block in blocks)


def _html(page: bytes) -> bytes:
    blocks = page.split(b"\n\n")
    tagged = (b"<h2>%s</h2>" if b"\n" not in block and len(block) < 40 else b"<p>%s</p>" for block in blocks)
    return (
        b"<html><body>" + b"".join(tag % block for tag, block in zip(tagged, blocks, strict=True)) + b"</body></html>"
    )
