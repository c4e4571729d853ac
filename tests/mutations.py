"""Queries, variables and cursors that are changed at random, so that most of them are wrong."""

import json
import random
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import replace
from typing import Any

from tests.generated import Asked

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[_A-Za-z]\w*|-?\d[\w.]*|\.\.\.|\S')
_ODD = ("{", "}", "(", ")", "[", "]", ":", "$", "@", "!", "...", '""', '"""', "null", "true", "-1", "1e309", "9" * 400)
_NAMES = ("on", "query", "fragment", "__typename", "__schema", "first", "after", "where", "id", "_", "\u00e9", "\0")
_SCALARS: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53, -(2**63), 1.5, -0.0, 1e308, "", " ", "a", "\0", "\u202e"),
    *("x" * 9_000, "RISK:infection", "PAGE:cast", "infection", "2020-02-30", "NAME", "OUT", ":", "=" * 8),
)
_CURSORS = ("", "null", "[]", "{}", "[[]]", '[""]', "[1e400]", "[" * 50, '["+name"]', '["+name","Cast","PAGE:cast",""]')


class Mutator:
    """Changes at random; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311

    def changed(self, asked: Asked) -> Asked:
        """A request with its document changed, its variables, or both."""
        way = self._chance.randrange(4) % 3
        changed = asked if way == 0 else replace(asked, text=self.document(asked.text))
        if way == 1:
            return changed
        names = re.findall(r"\$(\w+)", asked.text) or ["v"]
        variables = {name: self._variable(asked.variables.get(name)) for name in names}
        return replace(changed, variables={**asked.variables, **variables})

    def document(self, text: str) -> str:
        """A text with a few tokens deleted, repeated, swapped or replaced."""
        tokens = _TOKEN.findall(text) or [""]
        for _ in range(self._chance.choice((1, 1, 1, 2, 3))):
            at, other = self._chance.randrange(len(tokens)), self._chance.randrange(len(tokens))
            match self._chance.randrange(5):
                case 0:
                    tokens[at : at + 1] = [tokens[at]] * self._chance.randint(0, 3) or [""]
                case 1:
                    tokens[at], tokens[other] = tokens[other], tokens[at]
                case 2:
                    tokens[at] = self._chance.choice(_ODD + _NAMES)
                case 3:
                    tokens[at:at] = tokens[min(at, other) : max(at, other)][:20]
                case _:
                    tokens[at] = json.dumps(self.cursor(tokens[at].strip('"')))
        return " ".join(tokens)

    def cursor(self, cursor: str) -> str:
        """Another cursor or id: of what JSON may hold, or with some of its characters changed."""
        if self._chance.randrange(3) == 0:
            return b64encode(self._chance.choice(_CURSORS).encode()).decode()
        try:
            inside = bytearray(b64decode(cursor.encode()))
        except (Base64Error, ValueError):
            return cursor[1:] + "="
        for _ in range(min(len(inside), 2)):
            inside[self._chance.randrange(len(inside))] = self._chance.randrange(256)
        return b64encode(inside).decode()

    def _variable(self, given: Any) -> Any:
        if isinstance(given, str) and self._chance.randrange(2):
            return self.cursor(given)
        return self._value(3)

    def _value(self, depth: int) -> Any:
        """A value of any shape."""
        way = self._chance.randrange(4) if depth else 0
        if way == 1:
            return [self._value(depth - 1) for _ in range(self._chance.randrange(4))]
        if way == 2:
            names = self._chance.choices(("name", "contains", "field", "direction", "kind", "edges", "x"), k=2)
            return {name: self._value(depth - 1) for name in names}
        return self._chance.choice(_SCALARS)
