"""A notebook as a page: its texts, its code, the outputs that it keeps."""

import base64
from collections.abc import Mapping

import orjson
import pytest

from docs_site.notebooks import notebook_page

PIXEL = base64.b64encode(b"\x89PNG").decode()


def notebook(*cells: Mapping[str, object], version: int = 4) -> bytes:
    return orjson.dumps({"nbformat": version, "cells": cells})


def code(source: str, *outputs: Mapping[str, object]) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "outputs": outputs}


def result(**data: object) -> dict[str, object]:
    return {"output_type": "execute_result", "data": {name.replace("_", "/"): value for name, value in data.items()}}


def test_texts_code_and_what_was_printed() -> None:
    text = {"cell_type": "markdown", "source": ["# Risks\n", "Which are there?"]}
    printed = {"output_type": "stream", "name": "stdout", "text": ["3\n"]}
    page = notebook_page(notebook(text, code("print(3)", printed), code("")), "risks")
    assert page.markdown == "# Risks\nWhich are there?\n\n```python\nprint(3)\n```\n\n```text\n3\n```\n"


def test_of_several_forms_the_one_that_shows_most() -> None:
    table = '<style>td {}</style><table border="1"><tr style="x"><td>a</td></tr></table>'
    page = notebook_page(notebook(code("a", result(text_plain="a", text_html=table))), "a")
    assert page.markdown.endswith("<table><tr><td>a</td></tr></table>\n")
    page = notebook_page(notebook(code("a", result(text_plain=["a ``` b"]))), "a")
    assert page.markdown.endswith("````text\na ``` b\n````\n")


def test_pictures_become_files() -> None:
    page = notebook_page(notebook(code("draw()", result(image_png=PIXEL, text_plain="<Figure size 1>"))), "map")
    assert page.pictures == {"map-1.png": b"\x89PNG"}
    assert "![Figure size 1](map-1.png)" in page.markdown


def test_an_error_that_was_kept_is_shown() -> None:
    output = {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []}
    assert "KeyError: 'x'" in notebook_page(notebook(code("x", output)), "a").markdown


def test_another_version_of_the_format_is_refused() -> None:
    with pytest.raises(ValueError, match="nbformat 4"):
        notebook_page(notebook(version=3), "old")
