"""What comes with an export: what is in it, where that comes from, under which licences, and what the format lost."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import orjson

from graph import DISCLAIMER
from graph.export.evidence import named_sources
from graph.export.format import Format
from graph.export.subgraph import ExportSubgraph
from graph.model.errors import UnreadableExport

MANIFEST = "medcode-graph export/1"
MEMBER, SUFFIX = "manifest.json", ".manifest.json"
"""What it is called in a zip, and how its name ends beside any other file."""
LEFT_OUT = "left out"


def manifest(part: ExportSubgraph, made: Format) -> bytes:
    """The manifest of an export, as JSON."""
    sources = named_sources(part)
    said: dict[str, Any] = {
        "manifest": MANIFEST,
        "format": {"name": made.name, "title": made.title, "mediaType": made.media_type, "readers": made.readers},
        "graphVersion": part.version,
        "selection": part.selection,
        "query": part.query,
        "nodes": {"count": len(part.node_numbers), "byKind": part.node_kinds},
        "edges": {"count": len(part.edge_numbers), "byKind": part.edge_kinds},
        "licensedTexts": "included: do not pass this on" if part.licensed else LEFT_OUT,
        "losses": [asdict(loss) for loss in made.losses],
        "disclaimer": DISCLAIMER,
        "licences": sorted({source.licence for source in sources}),
        "sources": [
            {"id": source.id, "title": source.title, "sha256": source.sha256, "licence": source.licence}
            for source in sources
        ],
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a manifest says that has to hold of the file it comes with."""

    format: str
    version: str
    selection: dict[str, Any] | None
    licensed: bool
    nodes: dict[str, int]
    edges: dict[str, int]


def read_manifest(path: Path, beside: Path | None = None) -> Declared:
    """The manifest of an export: `beside`, or `FILE.manifest.json`, or the one in the zip.

    Raises:
        UnreadableExport: there is none, or it is none.
    """
    place = beside or path.with_name(f"{path.name}{SUFFIX}")
    try:
        text = place.read_bytes() if beside or place.exists() else _in_zip(path)
        said = orjson.loads(text)
        return Declared(
            said["format"]["name"],
            said["graphVersion"],
            said["selection"],
            said["licensedTexts"] != LEFT_OUT,
            said["nodes"]["byKind"],
            said["edges"]["byKind"],
        )
    except (OSError, BadZipFile) as error:
        problem = f"its manifest is neither in {place.name} nor in the file: {error}"
        raise UnreadableExport(file=str(path), problem=problem) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableExport(file=str(path), problem=f"this is no manifest of an export: {error!r}") from error


def _in_zip(path: Path) -> bytes:
    with ZipFile(path) as archive:
        return archive.read(MEMBER)
