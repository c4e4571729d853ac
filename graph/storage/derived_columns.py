"""Columns of edges that follow from where rows begin and which kinds are in them."""

from collections.abc import Mapping

import numpy as np

from graph.storage.columns import Array, NamedArrays
from graph.storage.graph_rows import KIND_BITS, run_lengths


def derived_columns(columns: NamedArrays) -> Mapping[str, Array]:
    """The source of each edge, and how many of its kind leave that."""
    starts = columns["out.starts"]
    sources: Array = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))
    leaving = run_lengths(sources.astype(np.int64) << KIND_BITS | columns["edge.kind"])
    return {"edge.source": sources, "edge.leaving": leaving}
