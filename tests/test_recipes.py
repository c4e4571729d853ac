"""Each recipe of CONTRIBUTING.md is applied in a copy of the project, and its check is run there.

A comment `<!-- file PATH -->` before a block of code makes a file of it, ``<!-- insert PATH after `LINE` -->`` puts it
below the line that begins so, ``<!-- replace PATH `TEXT` -->`` puts it in the place of a text, `<!-- check -->` runs
it.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from graph.model.source_files import ROOT

_RECIPE = re.compile(r"^### (?P<title>.+)$", re.MULTILINE)
_BLOCK = re.compile(
    r"<!-- (?P<what>file|insert|replace|check) ?(?P<path>[\w/.]*)(?: after)? ?(?:`(?P<anchor>[^`]+)`)? -->\n"
    r"```(?:python|text)\n(?P<code>.*?)```\n",
    re.DOTALL,
)
_COPIED = ("graph", "schema", "serving", "medcode", "tests")
_FILES = ("server.py", "pyproject.toml")


@dataclass(frozen=True)
class Recipe:
    """What a recipe changes, and how it is checked; `files` are those that it touches."""

    title: str
    blocks: list[re.Match[str]] = field(compare=False)

    @property
    def files(self) -> set[str]:
        return {block["path"] for block in self.blocks if block["what"] != "check"}


def _recipes() -> list[Recipe]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, *parts = _RECIPE.split(text)
    return [Recipe(title, list(_BLOCK.finditer(part))) for title, part in zip(parts[::2], parts[1::2], strict=True)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project without what was built; data is only read."""
    for name in _COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "web", "frontend"))
    for name in _FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "build").mkdir()
    return tmp_path


def _apply(block: re.Match[str], folder: Path) -> None:
    path, code = folder / block["path"], block["code"]
    if block["what"] == "file":
        assert not path.exists()
        path.write_text(code, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if block["what"] == "replace":
        assert text.count(block["anchor"]) == 1
        path.write_text(text.replace(block["anchor"], code.rstrip("\n")), encoding="utf-8")
        return
    lines = text.splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if line.startswith(block["anchor"])]
    assert places, f"{block['path']} has no line that begins with {block['anchor']!r}"
    lines.insert(places[0] + 1, code)
    path.write_text("".join(lines), encoding="utf-8")


def test_there_is_a_recipe_for_what_is_added_most() -> None:
    titles = ["A node kind", "A code system", "An export format", "A root field", "A limit"]
    assert [recipe.title for recipe in _recipes()] == titles


@pytest.mark.parametrize("recipe", _recipes(), ids=lambda recipe: recipe.title)
def test_a_recipe_works_and_touches_two_files(recipe: Recipe, copy: Path) -> None:
    assert len(recipe.files) == 2
    for block in recipe.blocks:
        if block["what"] != "check":
            _apply(block, copy)
    (check,) = (block["code"] for block in recipe.blocks if block["what"] == "check")
    done = subprocess.run(
        [sys.executable, "-c", check],
        cwd=copy,
        env={"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
