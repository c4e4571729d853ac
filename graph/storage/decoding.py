"""JSON in columns, decoded when it is looked at: columns are not read as a whole when a snapshot is opened."""

from typing import Any

import orjson

from graph.model.errors import SnapshotError


def decode_json(data: bytes | str, column: str) -> Any:
    """The value of some JSON of a column.

    Raises:
        SnapshotError: it is no JSON; no build writes such a column.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise SnapshotError(column=column, problem=f"it holds what is no JSON: {error}") from error


def decode_text(data: bytes, column: str) -> str:
    """Some text of a column.

    Raises:
        SnapshotError: it is not UTF-8; no build writes such a column.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise SnapshotError(column=column, problem=f"it holds what is not UTF-8: {error.reason}") from error
