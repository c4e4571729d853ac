"""`python -m schema`: print the schema in GraphQL's schema definition language.

With `--write`, write it to `schema/schema.graphql`, and the styles of all kinds for the explorer beside its sources.
"""

import sys

import orjson

from graph.model.limits import Limits
from graph.model.source_files import ROOT
from schema.create_schema import create_schema
from schema.explorer_styles import Style, edge_styles, node_styles


def sdl() -> str:
    """The schema, as it is committed."""
    return create_schema(Limits()).as_str() + "\n"


def as_json(styles: dict[str, Style]) -> str:
    """Styles, as they are committed: a kind on a line."""
    lines = (f'  "{kind}": {orjson.dumps(style).decode()}' for kind, style in styles.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def generated_files() -> dict[str, str]:
    """All files that are made from the code, by their paths from the root."""
    return {
        "schema/schema.graphql": sdl(),
        "web/src/api/node-styles.json": as_json(node_styles()),
        "web/src/api/edge-styles.json": as_json(edge_styles()),
    }


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        for path, text in generated_files().items():
            (ROOT / path).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(sdl())
