"""What the notebooks show is what happens."""

from pathlib import Path

import pytest

from tests.analysis import ANALYSIS
from tests.notebooks import NOTEBOOKS, executed, pictures, printed, read_notebook, source

MAX_PICTURE = 300_000
"""Characters of a picture in base 64."""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_print_and_draw_what_is_shown(path: Path) -> None:
    """After a change, write it with `python -m tests.notebooks`."""
    shown = read_notebook(path)
    found = executed(shown)
    assert printed(found) == printed(shown)
    assert [len(several) for several in pictures(found)] == [len(several) for several in pictures(shown)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_have_small_pictures_limits_and_a_disclaimer(path: Path) -> None:
    notebook = read_notebook(path)
    drawn = [picture for several in pictures(notebook) for picture in several]
    assert len(drawn) >= 2
    assert max(map(len, drawn)) < MAX_PICTURE
    assert "## What can be concluded, and what cannot" in source(notebook)
    assert "not for decisions about a patient" in source(notebook)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_stored_without_what_differs_between_machines(path: Path) -> None:
    notebook = read_notebook(path)
    assert "version" not in notebook.metadata.language_info
    assert all("execution" not in cell.metadata for cell in notebook.cells)


def test_the_analyses_lead_to_the_notebooks() -> None:
    text = ANALYSIS.read_text(encoding="utf-8")
    assert len(NOTEBOOKS) == 2
    assert all(f"(notebooks/{path.name})" in text for path in NOTEBOOKS)
