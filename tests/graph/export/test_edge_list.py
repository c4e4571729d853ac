"""The edge list: NetworkX and pandas read it by its line of names."""

from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from graph.export.atomic_file import write_file
from graph.export.edge_list import COLUMNS, EDGE_LIST
from tests.graph.export.parts import PARTS, each_part


def _read(name: str, folder: Path) -> Any:
    path = folder / "edges.tsv"
    write_file(path, EDGE_LIST.write(PARTS[name]()))
    return pd.read_csv(path, sep="\t", dtype=str)


@each_part
def test_networkx_has_all_edges_with_kind_and_key(name: str, tmp_path: Path) -> None:
    table, made = _read(name, tmp_path), nx.MultiDiGraph
    graph: Any = nx.from_pandas_edgelist(table, edge_attr="kind", edge_key="key", create_using=made)
    read = ((*ends, key, kind) for *ends, key, kind in graph.edges(keys=True, data="kind"))
    assert Counter(read) == Counter((item.source, item.target, item.key, item.kind) for item in PARTS[name]().edges())


@each_part
def test_pandas_reads_names_and_rows(name: str, tmp_path: Path) -> None:
    table = _read(name, tmp_path)
    rows = [(item.source, item.target, item.kind, item.key) for item in PARTS[name]().edges()]
    assert tuple(table.columns) == COLUMNS
    assert list(table.itertuples(index=False, name=None)) == rows
