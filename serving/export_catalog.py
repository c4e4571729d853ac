"""The catalog of exports as JSON: the formats, and the stored queries that can be exported by name."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from graphql import parse, print_ast

from graph.export.format import Format
from graph.export.formats import FORMATS
from graph.export.table.file_types import FILE_TYPES
from graph.export.table.format import TABLE
from graph.store import Summary
from schema.documents.variables import declared_variables
from serving.stored_operations import StoredOperation

PREFIX = "/export"
"""The path of the catalog; all paths of exports begin with it."""


def export_catalog(summary: Summary, operations: Iterable[StoredOperation]) -> dict[str, Any]:
    """The formats and the stored queries, with the addresses of their exports."""
    return {
        "graphVersion": summary.version,
        "formats": [_format_entry(format_) for format_ in FORMATS.values()],
        "queries": [_query_entry(operation) for operation in operations],
    }


def _format_entry(format_: Format) -> dict[str, Any]:
    return {
        "name": format_.name,
        "title": format_.title,
        "suffix": format_.suffix,
        "mediaType": format_.media_type,
        "readers": format_.readers,
        "losses": [asdict(loss) for loss in format_.losses],
        "href": f"{PREFIX}/{format_.name}",
        **({"as": list(FILE_TYPES)} if format_.name == TABLE.name else {}),
    }


def _query_entry(operation: StoredOperation) -> dict[str, Any]:
    """An entry whose `href` is a template: `{format}` stands for the name of a format."""
    return {
        "name": operation.name,
        "title": operation.title,
        "variables": [{"name": variable, "type": type_} for variable, type_ in _variables(operation.text)],
        "href": f"{PREFIX}/{operation.name}.{{format}}",
    }


@lru_cache
def _variables(text: str) -> list[tuple[str, str]]:
    return [(variable, print_ast(type_)) for variable, type_ in declared_variables(parse(text)).items()]
