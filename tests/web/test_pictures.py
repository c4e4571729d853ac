"""The pictures of the documents."""

from graph.model.source_files import ROOT
from tests.documents import PAGES
from tests.web.pictures import PICTURES, shots


def test_the_documents_show_each_picture_that_is_taken_and_no_other() -> None:
    taken = {f"{name}.png" for name in shots()}
    assert {path.name for path in PICTURES.glob("*.png")} == taken
    text = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert all(f"pictures/{path.name})" in text for path in PICTURES.iterdir())
    assert "(docs/pictures/procedure.png)" in (ROOT / "README.md").read_text(encoding="utf-8")
