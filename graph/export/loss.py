"""The declared losses of a format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """A field that a format cannot carry as it is. `kept` says whether it can be read back from what became of it."""

    field: str
    becomes: str
    kept: bool
