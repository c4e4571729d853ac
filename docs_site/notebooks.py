"""Notebooks as pages: their texts, their code, and the outputs that they keep, as Markdown. Nothing is run.

Source: the notebook format, nbformat 4 (https://nbformat.readthedocs.io/en/latest/format_description.html).
"""

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_INLINE = re.compile(r'\s+(?:style|border)="[^"]*"')
_PICTURES = {"image/png": "png", "image/svg+xml": "svg", "image/jpeg": "jpg"}


@dataclass(slots=True)
class NotebookPage:
    """A notebook as Markdown, and the pictures beside it, by file name."""

    markdown: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)


def notebook_page(notebook: bytes, stem: str) -> NotebookPage:
    """The page of a notebook; its pictures are named after `stem`.

    Raises:
        ValueError: this is not JSON of nbformat 4.
    """
    read = orjson.loads(notebook)
    if read.get("nbformat") != 4:
        raise ValueError(f"{stem}: only nbformat 4 is read")
    page = NotebookPage()
    blocks = [block for cell in read["cells"] for block in _cell(cell, page, stem)]
    page.markdown = "\n\n".join(blocks) + "\n"
    return page


def _cell(cell: Mapping[str, Any], page: NotebookPage, stem: str) -> Iterator[str]:
    source = _text(cell["source"])
    if cell["cell_type"] == "markdown":
        yield source
    elif cell["cell_type"] == "code" and source.strip():
        yield _block("python", source)
        for output in cell["outputs"]:
            yield from _output(output, page, stem)


def _output(output: Mapping[str, Any], page: NotebookPage, stem: str) -> Iterator[str]:
    """What a cell printed or gave: of several forms the one that shows most."""
    if output["output_type"] == "stream":
        yield _block("text", _text(output["text"]))
        return
    if output["output_type"] == "error":
        yield _block("text", f"{output['ename']}: {output['evalue']}")
        return
    data = output["data"]
    for media_type, suffix in _PICTURES.items():
        if media_type in data:
            yield _picture(_text(data[media_type]), suffix, page, stem, _text(data.get("text/plain", "")))
            return
    if "text/markdown" in data:
        yield _text(data["text/markdown"])
    elif "text/html" in data:  # Without styles: the policy of the site allows none that are inline.
        yield _INLINE.sub("", _STYLE.sub("", _text(data["text/html"]))).strip()
    elif "text/plain" in data:
        yield _block("text", _text(data["text/plain"]))


def _picture(data: str, suffix: str, page: NotebookPage, stem: str, described: str) -> str:
    name = f"{stem}-{len(page.pictures) + 1}.{suffix}"
    page.pictures[name] = data.encode() if suffix == "svg" else base64.b64decode(data)
    return f"![{described.strip('<>') or 'A picture that the code above draws'}]({name})"


def _block(language: str, text: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)
