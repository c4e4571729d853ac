"""Which way edges are followed."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way a hop follows edges."""

    OUT = "out"
    IN = "in"
    BOTH = "both"

    def reverse(self) -> "Direction":
        """The same edges seen from their other end."""
        return {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT}.get(self, self)
