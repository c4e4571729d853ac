"""How much a path says: its *path degree product* (Himmelstein and Baranzini, PLOS Comput Biol 11(7): e1004259).

Each edge counts with the number of edges of its kind at its source and at its target, each to the power of -0.4: a path
through what hundreds of procedures share says less than one through what two share. What an end of an edge takes from
that is its cost, a logarithm; costs are whole numbers, so that it does not matter in which order they are added.
"""

from math import exp

import numpy as np
import numpy.typing as npt

DAMPING = 0.4
"""How strongly the degrees of what an edge joins count against it."""
_PARTS = 1 << 40
"""Parts of one, in which costs are counted."""


def costs_by_degree(most: int) -> npt.NDArray[np.int64]:
    """What an end of an edge costs, by how many edges of its kind there are, from 0 on."""
    degrees = np.maximum(np.arange(most + 1), 1)
    return np.rint(DAMPING * np.log(degrees) * _PARTS).astype(np.int64)


def informativeness(cost: int) -> float:
    """How much a path of this cost says, from 0 to 1."""
    return round(exp(-cost / _PARTS), 9)
