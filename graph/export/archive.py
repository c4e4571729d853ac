"""The archive: one zip with the graph in several open formats, to keep or to pass on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph import DISCLAIMER
from graph.export import csv_pair
from graph.export.format import Format
from graph.export.graphml import GRAPHML
from graph.export.json_lines import JSON_LINES
from graph.export.manifest import MEMBER, build_manifest
from graph.export.rdf.nquads import N_QUADS
from graph.export.read.imported_graph import ImportedGraph, nodes_then_edges
from graph.export.read.json_lines import read_items
from graph.export.read.zip import iter_zip_lines
from graph.export.subgraph import ExportedSubgraph
from graph.export.zip_stream import Member, stream_zip

_SINGLE = (JSON_LINES, GRAPHML, N_QUADS)
_STEM, _CSV = "graph", "csv"
_README = f"""\
# medcode-graph

The same nodes and edges, four times:

- {_STEM}.{JSON_LINES.suffix}: {JSON_LINES.title}, a node or an edge on each line ({JSON_LINES.readers})
- {_CSV}/: nodes.csv and edges.csv ({csv_pair.CSV.readers}); read {_CSV}/README.md first, spreadsheets change codes
- {_STEM}.{GRAPHML.suffix}: {GRAPHML.title} ({GRAPHML.readers})
- {_STEM}.{N_QUADS.suffix}: {N_QUADS.title} ({N_QUADS.readers})

manifest.json says what is in them, where it comes from and under which licences.

{DISCLAIMER}
"""


def _members(subgraph: ExportedSubgraph) -> Iterator[Member]:
    yield MEMBER, [build_manifest(subgraph, ARCHIVE)]
    yield "README.md", [_README.encode()]
    for export_format in _SINGLE:
        yield f"{_STEM}.{export_format.suffix}", export_format.write(subgraph)
    for name, chunks in csv_pair.archive_members(subgraph):
        yield f"{_CSV}/{name}", chunks


def _read(path: Path) -> ImportedGraph:
    """The nodes and edges of the JSON Lines of an archive."""
    return nodes_then_edges(
        path, read_items(path, (line.encode() for line in iter_zip_lines(path, f"{_STEM}.{JSON_LINES.suffix}")))
    )


ARCHIVE = Format(
    "archive",
    "archive of several formats",
    "archive.zip",
    "application/zip",
    lambda subgraph: stream_zip(_members(subgraph)),
    "everything: JSON Lines, CSV, GraphML and N-Quads in one zip",
    tuple(
        replace(loss, field=f"{loss.field} (in {export_format.title})")
        for export_format in (csv_pair.CSV, *_SINGLE)
        for loss in export_format.losses
    ),
    _read,
)
