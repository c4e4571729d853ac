"""Tables for tests: written as Parquet, imported, and the same frozen in memory."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
from pyarrow import parquet

from graph.export.parquet import EDGES, NODES, PARQUET
from graph.export.read.parquet import read
from graph.export.subgraph import ExportedSubgraph
from graph.model.property_graph import Graph
from graph.progress_bar import NoProgress
from graph.tables.import_tables import ImportedTables, import_tables
from graph.tables.table_files import read_documents

Rows = Sequence[Mapping[str, Any]]


def exported(part: ExportedSubgraph, folder: Path) -> Path:
    """An export of a part as Parquet."""
    path = folder / "graph.parquet.zip"
    path.write_bytes(b"".join(PARQUET.write(part)))
    return path


def frozen_in_memory(export: Path, manifest: Path) -> Graph:
    """What an export says, as a graph of NetworkX; its documents are those of a folder with its manifest."""
    found: Graph = nx.MultiDiGraph()
    items = read(export)
    for node in items.nodes:
        found.add_node(node.curie, kind=node.kind, name=node.name, **node.properties)
    for edge in items.edges:
        found.add_edge(edge.source, edge.target, edge.key, evidence=edge.evidence, **edge.properties)
    found.graph["documents"] = read_documents(manifest)
    return found


def write_tables(folder: Path, nodes: Rows, edges: Rows, columns: Sequence[str] = ()) -> Path:
    """Write tables into a folder; `columns` are in that of edges, whatever the rows have."""
    folder.mkdir(exist_ok=True)
    for name, rows in ((NODES, nodes), (EDGES, edges)):
        names = dict.fromkeys([*(columns if name == EDGES else ()), *(column for row in rows for column in row)])
        arrays = {column: pa.array([row.get(column) for row in rows]) for column in names}
        parquet.write_table(pa.table(arrays), folder / name)
    return folder


def imported(tables: Path, work: Path) -> ImportedTables:
    """Import tables, working in a folder that is made."""
    work.mkdir()
    return import_tables(tables, work, NoProgress())
