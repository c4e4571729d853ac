"""The lines on which the keys of a file of TOML stand: `tomllib` keeps none.

Only what is written plainly is found: headers of tables, and keys with their values, each on a line of its own. A line
within a text of several lines may look like one; so a line found here is for messages alone.
"""

import re

_HEADER = re.compile(r"^\s*\[{1,2}([^\]=#]+)\]{1,2}\s*(?:#.*)?$")
_PAIR = re.compile(r"^\s*([\w.\"'-][\w.\"' \t-]*)=")
Keys = tuple[str, ...]


class TomlLines:
    """Finds the line of a key by the keys of all tables around it."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Keys, int] = {}
        table: Keys = ()
        for number, line in enumerate(text.split("\n"), 1):
            if header := _HEADER.match(line):
                table = _keys(header[1])
                self._add(table, number)
            elif pair := _PAIR.match(line):
                self._add((*table, *_keys(pair[1])), number)

    def _add(self, keys: Keys, number: int) -> None:
        """Add a key, and each table around it that has no line yet."""
        for length in range(1, len(keys) + 1):
            self._lines.setdefault(keys[:length], number)

    def of(self, *keys: str) -> int | None:
        """The line, counted from 1, of a key, or else that of the nearest table around it; None where none is found."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self._lines:
                return self._lines[keys[:length]]
        return None


def _keys(text: str) -> Keys:
    return tuple(part.strip().strip("\"'") for part in text.split("."))
