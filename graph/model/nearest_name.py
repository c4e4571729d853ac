"""The known name that is most like one that is not known, for 'did you mean'."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest_name(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The name; None where none has at least this likeness, between 0 and 1 (`difflib.SequenceMatcher.ratio`)."""
    return next(iter(get_close_matches(name, [*known], 1, likeness)), None)
