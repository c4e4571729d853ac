"""The pictures of the README."""

from graph.model.source_files import ROOT
from tests.web.pictures import PICTURES, shots


def test_the_readme_shows_each_picture_that_is_taken_and_no_other() -> None:
    taken = {f"{name}.png" for name in shots()}
    assert {path.name for path in PICTURES.iterdir()} == taken
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"(docs/pictures/{name})" in readme for name in taken)
