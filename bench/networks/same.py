"""Whether two libraries say the same: their answers as arrays by node, compared within what floating point allows."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.networks.network import Network
from bench.networks.question import Asked, Question

Floats = npt.NDArray[np.float64]
RELATIVE, ABSOLUTE = 1e-6, 1e-9
"""For numbers that are exact but for rounding."""
PAGE_RANK_SUM = 1e-3
"""Of the differences of all PageRanks together, which add up to 1: all iterate until little changes."""
UNREACHED = 1e9


class NotTheSame(AssertionError):
    """Two libraries answer differently."""


def check(asked: Asked, name: str, found: Any, expected: Any) -> str:
    """What to note of an answer beside the expected one.

    Raises:
        NotTheSame: it is not the same.
    """
    if asked.question is Question.COMMUNITIES:
        return f"{modularity(asked.network, _labels(found, asked.network.nodes)):.3f}"
    one, other = as_array(asked, found), as_array(asked, expected)
    if one.shape != other.shape or not _COMPARED.get(asked.question, _close)(one, other):
        difference = np.abs(one - other).max() if one.shape == other.shape else (one.shape, other.shape)
        raise NotTheSame(f"{name}, {asked.question} of {asked.network.name}: largest difference {difference}")
    return ""


def as_array(asked: Asked, found: Any) -> Floats:
    """An answer as numbers."""
    nodes = asked.network.nodes
    if asked.question is Question.COMPONENTS:
        return _labels(found, nodes).astype(np.float64)
    if asked.question is Question.JACCARD:
        return np.array([one[-1] if isinstance(one, tuple) else one for one in found], dtype=np.float64)
    if asked.question is Question.DISTANCES:
        rows: Floats = np.array([_by_node(row, nodes, UNREACHED) for row in found])
        return rows.clip(max=UNREACHED)
    return np.nan_to_num(_by_node(found, nodes, 0.0))


def _by_node(found: Any, nodes: int, absent: float) -> Floats:
    if not hasattr(found, "keys"):
        return np.asarray(found, dtype=np.float64)
    values = np.full(nodes, absent)
    for node, value in found.items():
        values[node] = value
    return values


def _labels(found: Any, nodes: int) -> npt.NDArray[np.int64]:
    """The group of each node, called by its lowest node; from sets of nodes or from numbers of groups."""
    listed = list(found)
    if listed and isinstance(listed[0], Iterable):
        numbers = np.full(nodes, -1)
        for number, members in enumerate(listed):
            numbers[list(members)] = number
        listed = numbers.tolist()
    _, first, place = np.unique(np.asarray(listed), return_index=True, return_inverse=True)
    return first[place].astype(np.int64)


def modularity(network: Network, labels: npt.NDArray[np.int64]) -> float:
    """How much more edges lie within groups than by chance, by degree (Newman 2006)."""
    edges = len(network.source)
    within = np.count_nonzero(labels[network.source] == labels[network.target]) / edges
    shares = np.bincount(labels, weights=network.degree()) / (2 * edges)
    return float(within - (shares**2).sum())


def _close(one: Floats, other: Floats) -> bool:
    return np.allclose(one, other, rtol=RELATIVE, atol=ABSOLUTE)


def _close_in_sum(one: Floats, other: Floats) -> bool:
    return float(np.abs(one - other).sum()) <= PAGE_RANK_SUM


_COMPARED: Mapping[Question, Callable[[Floats, Floats], bool]] = {Question.PAGE_RANK: _close_in_sum}
