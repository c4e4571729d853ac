"""JSON on standard output."""

import sys

import orjson

_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS


def print_json(value: object) -> None:
    """A value as an indented document."""
    sys.stdout.flush()
    sys.stdout.buffer.write(orjson.dumps(value, option=_OPTIONS))
