"""Exports show a kind as the explorer does."""

import pytest

from graph.export.colours import CHROMA, COLOURS, LIGHTNESS
from graph.model.source_files import ROOT

COLOURS_OF_THE_EXPLORER = ROOT / "web" / "src" / "graph" / "colours.ts"


def test_the_explorer_has_the_same_lightness_and_chroma() -> None:
    text = COLOURS_OF_THE_EXPLORER.read_text(encoding="utf-8")
    assert f"oklch({LIGHTNESS} {CHROMA} ${{hue}})" in text


@pytest.mark.parametrize(
    ("kind", "painted"),
    [("Procedure", "4087de"), ("Risk", "d15c56"), ("Indication", "2e9e52"), ("Section", "0092d3"), ("Payer", "c56c00")],
)
def test_colours_are_those_of_a_browser(kind: str, painted: str) -> None:
    """As Chromium paints `oklch(0.62 0.15 H)` on a canvas, which rounds in its own way."""
    colour = COLOURS[kind]
    apart = zip(bytes.fromhex(painted), (colour.red, colour.green, colour.blue), strict=True)
    assert max(abs(theirs - ours) for theirs, ours in apart) <= 1
    assert colour.hex == f"#{colour.red:02x}{colour.green:02x}{colour.blue:02x}"
