"""Columns with some values taken out and others put in, without looking at the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from graph.storage.columns import Arena, Array

Item = TypeVar("Item", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Splice:
    """Which places of a column are taken out, in order, and before which places, in order, values are put in."""

    removed: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]

    def of(self, column: npt.NDArray[Item], values: npt.ArrayLike) -> npt.NDArray[Item]:
        """A column after it."""
        kept = np.delete(column, self.removed)
        return np.insert(kept, self._places_after_removal(), np.asarray(values, dtype=column.dtype))

    def of_arena(self, name: str, arena: Arena, values: Sequence[bytes]) -> dict[str, Array]:
        """The columns of an arena after it."""
        lengths = self.of(np.diff(np.asarray(arena.starts).astype(np.int64)), [len(value) for value in values])
        starts = np.append(0, np.cumsum(lengths))
        data = np.frombuffer(b"".join(self._pieces(arena, values)), dtype=np.uint8)
        dtype = np.uint64 if len(data) >= 1 << 32 else np.uint32
        return {f"{name}.starts": starts.astype(dtype), f"{name}.bytes": data}

    def _places_after_removal(self) -> npt.NDArray[np.int64]:
        return self.places - np.searchsorted(self.removed, self.places)

    def _pieces(self, arena: Arena, values: Sequence[bytes]) -> list[bytes]:
        """What is kept, in stretches, with the values between."""
        cuts = sorted(
            [(place, 0, number) for number, place in enumerate(self.places.tolist())]
            + [(place, 1, -1) for place in self.removed.tolist()]
        )
        pieces, at = list[bytes](), 0
        for place, _, number in cuts:
            if place > at:
                pieces.append(arena.span(at, place))
                at = place
            if number >= 0:
                pieces.append(values[number])
            else:
                at = place + 1
        if at < len(arena):
            pieces.append(arena.span(at, len(arena)))
        return pieces

    def new_places(self, length: int) -> npt.NDArray[np.int64]:
        """Where each value of a column of this length is after it; meaningless for those that are taken out."""
        old = np.arange(length)
        return old + np.searchsorted(self.places, old, side="right") - np.searchsorted(self.removed, old)

    def inserted_places(self) -> npt.NDArray[np.int64]:
        """Where the values that are put in are after it."""
        after: npt.NDArray[np.int64] = self._places_after_removal() + np.arange(len(self.places))
        return after
