"""Nodes that became known together: what is asked of one of them is mostly asked of the others next."""

from collections import deque
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graph.storage.columns import Array

_REMEMBERED = 4_096
"""Groups of peers that are remembered."""


class Peers:
    """The last group that each node of a graph was in; several threads may use it, and lose no more than a group."""

    def __init__(self, nodes: int) -> None:
        self._group_of: npt.NDArray[np.int32] = np.zeros(nodes, dtype=np.int32)
        self._groups: deque[tuple[int, npt.NDArray[np.int64]]] = deque(maxlen=_REMEMBERED)
        self._met = 0

    def meet(self, nodes: Sequence[int] | Array) -> None:
        """Note that some nodes became known together."""
        together = np.unique(np.asarray(nodes, dtype=np.int64))
        if len(together) > 1:
            self._met += 1
            self._groups.append((self._met, together))
            self._group_of[together] = self._met

    def of(self, node: int, most: int) -> Sequence[int]:
        """The others of the group of a node; if they are more than `most`, those numbered next to it."""
        number, groups = int(self._group_of[node]), self._groups
        if not number or not groups or not 0 <= number - groups[0][0] < len(groups):
            return ()
        found, group = groups[number - groups[0][0]]
        if found != number:  # Another thread has added one meanwhile.
            return ()
        start = max(0, min(int(np.searchsorted(group, node)) - most // 2, len(group) - most))
        return [peer for peer in group[start : start + most].tolist() if peer != node]
