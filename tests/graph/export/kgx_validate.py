"""Runs `kgx validate` on tables: python kgx_validate.py CONTEXT FORMAT NODES EDGES, in the environment that has KGX.

KGX fetches the Biolink Model and its prefixes from the web; the package `biolink-model` has both, and they are put in
its place. The prefixes of the export are added to them, as a user of KGX does who has CURIEs of their own.
Prints what was found, as JSON: an empty object where all is well.
"""

import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any


def validated(context: Path, form: str, tables: list[str]) -> dict[str, Any]:
    """What `kgx validate` finds."""
    folder = Path(next(iter(import_module("biolink_model").__path__)))
    model = str(folder / "schema" / "biolink_model.yaml")
    import_module("bmt").Toolkit.__init__.__defaults__ = (model, {"predicate mappings": []})
    config, commands = import_module("kgx.config"), import_module("kgx.cli.cli_utils")
    prefixes = json.loads((folder / "prefixmaps" / "biolink-model-prefix-map.json").read_text())
    own = json.loads(context.read_text())["@context"]
    with tempfile.TemporaryDirectory() as made:
        known = Path(made, "context.jsonld")
        known.write_text(json.dumps({"@context": prefixes | own}))
        config.get_config()["jsonld-context"] = dict.fromkeys(("biolink", "monarch_context", "obo_context"), str(known))
        return dict(commands.validate(tables, form, None, str(Path(made, "report"))))


if __name__ == "__main__":
    where, what, *files = sys.argv[1:]
    print("FOUND", json.dumps(validated(Path(where), what, files), default=str))  # noqa: T201
