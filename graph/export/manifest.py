"""The manifest of an export: counts, sources, licences, selection and declared losses."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import orjson

from graph import DISCLAIMER
from graph.export.evidence import cited_sources
from graph.export.format import Format
from graph.export.subgraph import ExportedSubgraph
from graph.model.errors import UnreadableExport

MANIFEST = "medcode-graph export/1"
MEMBER, SUFFIX = "manifest.json", ".manifest.json"
"""Its name in a zip, and the suffix of its file next to other exports."""
EXCLUDED = "left out"


def build_manifest(subgraph: ExportedSubgraph, export_format: Format) -> bytes:
    """The manifest of an export, as JSON."""
    sources = cited_sources(subgraph)
    members: dict[str, Any] = {
        "manifest": MANIFEST,
        "format": {
            "name": export_format.name,
            "title": export_format.title,
            "mediaType": export_format.media_type,
            "readers": export_format.readers,
        },
        "graphVersion": subgraph.version,
        "selection": subgraph.selection,
        "query": subgraph.query,
        "nodes": {"count": len(subgraph.node_numbers), "byKind": subgraph.node_kinds},
        "edges": {"count": len(subgraph.edge_numbers), "byKind": subgraph.edge_kinds},
        "licensedTexts": "included: do not pass this on" if subgraph.licensed else EXCLUDED,
        "losses": [asdict(loss) for loss in export_format.losses],
        "disclaimer": DISCLAIMER,
        "licences": sorted({source.licence for source in sources}),
        "sources": [{name: value for name, value in asdict(source).items() if name != "path"} for source in sources],
    }
    return orjson.dumps(members, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The fields of a manifest that are compared with the export on import; counts are by kind."""

    format: str
    version: str
    selection: dict[str, Any] | None
    licensed: bool
    nodes: dict[str, int]
    edges: dict[str, int]


def read_manifest(path: Path, beside: Path | None = None) -> Manifest:
    """The manifest of an export: `beside`, or `FILE.manifest.json`, or the one in the zip.

    Raises:
        UnreadableExport: there is none, or it is none.
    """
    location = beside or path.with_name(f"{path.name}{SUFFIX}")
    try:
        text = location.read_bytes() if beside or location.exists() else _in_zip(path)
        members = orjson.loads(text)
        return Manifest(
            members["format"]["name"],
            members["graphVersion"],
            members["selection"],
            members["licensedTexts"] != EXCLUDED,
            members["nodes"]["byKind"],
            members["edges"]["byKind"],
        )
    except (OSError, BadZipFile) as error:
        problem = f"its manifest is neither in {location.name} nor in the file: {error}"
        raise UnreadableExport(file=str(path), problem=problem) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableExport(file=str(path), problem=f"this is no manifest of an export: {error!r}") from error


def _in_zip(path: Path) -> bytes:
    with ZipFile(path) as archive:
        return archive.read(MEMBER)
