"""Runs `kgx validate` on tables: python kgx_validate.py CONTEXT FORMAT NODES EDGES, in the environment that has KGX.

KGX fetches the Biolink Model and its prefixes from the web; the package `biolink-model` has both, and they are put in
its place. The prefixes of the export are added to them, as a user of KGX does who has CURIEs of their own.
Prints what was found, as JSON: an empty object where all is well.
"""

import json
import sys
import tempfile
from pathlib import Path

import biolink_model
import bmt

FOLDER = Path(next(iter(biolink_model.__path__)))
bmt.Toolkit.__init__.__defaults__ = (str(FOLDER / "schema" / "biolink_model.yaml"), {"predicate mappings": []})


def validated(context: Path, format: str, tables: list[str]) -> dict[str, object]:
    from kgx import config  # noqa: PLC0415 -- it asks for the model when it is imported
    from kgx.cli.cli_utils import validate  # noqa: PLC0415

    prefixes = json.loads((FOLDER / "prefixmaps" / "biolink-model-prefix-map.json").read_text())
    own = json.loads(context.read_text())["@context"]
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder, "context.jsonld")
        known.write_text(json.dumps({"@context": prefixes | own}))
        config.get_config()["jsonld-context"] = dict.fromkeys(("biolink", "monarch_context", "obo_context"), str(known))
        return dict(validate(tables, format, None, str(Path(folder, "report"))))


if __name__ == "__main__":
    where, what, *files = sys.argv[1:]
    print("FOUND", json.dumps(validated(Path(where), what, files), default=str))  # noqa: T201
