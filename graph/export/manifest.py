"""What comes with an export: what is in it, where that comes from, under which licences, and what the format lost."""

from dataclasses import asdict
from typing import Any

import orjson

from graph import DISCLAIMER
from graph.export.format import Format
from graph.export.part import Part

MANIFEST = "medcode-graph export/1"


def manifest(part: Part, made: Format) -> bytes:
    """The manifest of an export, as JSON."""
    said: dict[str, Any] = {
        "manifest": MANIFEST,
        "format": {"name": made.name, "title": made.title, "mediaType": made.media_type, "readers": made.readers},
        "graphVersion": part.version,
        "nodes": {"count": len(part.node_numbers), "byKind": part.node_kinds},
        "edges": {"count": len(part.edge_numbers), "byKind": part.edge_kinds},
        "licensedTexts": "included: do not pass this on" if part.licensed else "left out",
        "losses": [asdict(loss) for loss in made.losses],
        "disclaimer": DISCLAIMER,
        "licences": sorted({source.licence for source in part.sources}),
        "sources": [
            {"id": source.id, "title": source.title, "sha256": source.sha256, "licence": source.licence}
            for source in part.sources
        ],
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
