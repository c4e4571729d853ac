"""What there is to export: the formats, and the queries that have names, as JSON."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any

from graphql import parse, print_ast

from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.store import Summary
from schema.documents.variables import declared
from serving.stored_queries import query_title, saved

PREFIX = "/export"


def listing(summary: Summary) -> dict[str, Any]:
    """The formats and the queries, with the addresses at which they are exported."""
    return {
        "graphVersion": summary.version,
        "formats": [_format(made) for made in FORMATS.values()],
        "queries": [_query(name, text) for name, text in saved().items()],
    }


def _format(made: Format) -> dict[str, Any]:
    return {
        "name": made.name,
        "title": made.title,
        "suffix": made.suffix,
        "mediaType": made.media_type,
        "readers": made.readers,
        "losses": [asdict(loss) for loss in made.losses],
        "href": f"{PREFIX}/{made.name}",
    }


def _query(name: str, text: str) -> dict[str, Any]:
    """`{format}` in the address stands for the name of a format."""
    return {
        "name": name,
        "title": query_title(text),
        "variables": [{"name": word, "type": kind} for word, kind in _variables(text)],
        "href": f"{PREFIX}/{name}.{{format}}",
    }


@lru_cache
def _variables(text: str) -> list[tuple[str, str]]:
    return [(word, print_ast(kind)) for word, kind in declared(parse(text)).items()]
