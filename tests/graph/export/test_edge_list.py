"""The edge list: NetworkX and pandas read it."""

from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from graph.export.atomic_file import write_file
from graph.export.edge_list import EDGE_LIST
from tests.graph.export.parts import PARTS, each_part


def _written(name: str, folder: Path) -> Path:
    path = folder / "edges.tsv"
    write_file(path, EDGE_LIST.write(PARTS[name]()))
    return path


@each_part
def test_networkx_reads_all_edges_with_kind_and_key(name: str, tmp_path: Path) -> None:
    read_edgelist: Any = nx.read_edgelist  # its stubs know neither that there may be no comments nor typed data
    graph = read_edgelist(
        _written(name, tmp_path),
        comments=None,
        delimiter="\t",
        create_using=nx.MultiDiGraph,
        data=[("kind", str), ("key", str)],
    )
    read = ((*ends, key, kind) for *ends, key, kind in graph.edges(keys=True, data="kind"))
    assert Counter(read) == Counter((item.source, item.target, item.key, item.kind) for item in PARTS[name]().edges())


@each_part
def test_pandas_reads_the_same(name: str, tmp_path: Path) -> None:
    table = pd.read_csv(_written(name, tmp_path), sep="\t", names=["source", "target", "kind", "key"], dtype=str)
    rows = [(item.source, item.target, item.kind, item.key) for item in PARTS[name]().edges()]
    assert list(table.itertuples(index=False, name=None)) == rows
