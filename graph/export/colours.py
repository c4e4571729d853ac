"""The colour of each kind of node, of the hue that the ontology gives it; the explorer shows the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians, sin

from graph.model.ontology import ONTOLOGY

LIGHTNESS, CHROMA = 0.62, 0.15
"""As in `web/src/graph/colours.ts`."""


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


def _colour(hue: int) -> Colour:
    """OKLCH in sRGB, by way of OKLab: https://www.w3.org/TR/css-color-4/#color-conversion-code."""
    a, b = CHROMA * cos(radians(hue)), CHROMA * sin(radians(hue))
    long = (LIGHTNESS + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (LIGHTNESS - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (LIGHTNESS - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return Colour(
        _channel(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _channel(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _channel(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def _channel(linear: float) -> int:
    """A channel with the gamma of sRGB; what lies outside is cut, as a browser's canvas does."""
    clipped = min(max(linear, 0.0), 1.0)
    return round(255 * (12.92 * clipped if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055))


COLOURS: Mapping[str, Colour] = {kind.name: _colour(kind.style.hue) for kind in ONTOLOGY.node_kinds}
