"""The worked example of a folder of data does what it shows; `python -m tests.own_data` writes it anew."""

from pathlib import Path

import pytest

from tests.documents import shipped_store
from tests.own_data import PAGE, Example, parts

BEFORE, AFTER = parts(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    shipped_store()  # Codes are compared with it.
    return Example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def checked(example: Example) -> str:
    """What the first part of the page shows, and the folder that it leaves behind."""
    return example.shown(BEFORE)


def test_what_is_begun_and_checked_is_as_it_is_shown(checked: str) -> None:
    assert checked == BEFORE


def test_what_is_built_and_served_is_as_it_is_shown(checked: str, example: Example) -> None:
    assert example.shown(AFTER) == AFTER


def test_the_example_has_each_part_of_a_folder_of_data(checked: str, example: Example) -> None:
    parts_of_it = {path.name for path in Path(example.folder, "mine").iterdir()}
    assert parts_of_it == {"pages", "vocabulary", "mappings", "policies", "queries"}
