"""JSON files: what they hold with its place in the file, and texts without markup."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from graph.ingest.files.character_references import unescape
from graph.ingest.files.regular_file import read_regular
from graph.model.findings import MalformedFile, SourceError, TooLarge, UndecodableText, UnexpectedValue
from graph.model.limits import Limits

_BOM = b"\xef\xbb\xbf"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ENTITY_LEVELS = 4
"""How often entities are escaped at most: `&amp;amp;sect;` is escaped three times."""
_RAISED = re.compile(r"<sup\b[^<>]*>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|b|em|font|i|span|strong|su[bp]|u)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<![^<>]*>")
_ESCAPED_BREAK = re.compile(r"\\[nrt]")


def starts_json(start: bytes) -> bool:
    """Whether a file that starts so is JSON: an object or a list."""
    return start.removeprefix(_BOM).lstrip().startswith((b"{", b"["))


def parse_json(content: bytes) -> Any:
    """The value of a JSON file, in UTF-8 with or without its mark, or else in Windows-1252.

    Raises:
        orjson.JSONDecodeError: it is no JSON.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return orjson.loads(content.decode("cp1252", errors="replace"))
    return orjson.loads(content.removeprefix(_BOM))


def read_json(path: Path, findings: list[SourceError]) -> "JsonValue | None":
    """The value of a file; None where it cannot be read, which is a finding, as is a file that is not UTF-8."""
    try:
        content = read_regular(path, Limits.json_file, "JSON file")
        value = parse_json(content)
    except orjson.JSONDecodeError as error:
        findings.append(MalformedFile(str(path), error.lineno, reason=error.msg))
        return None
    except TooLarge as finding:
        findings.append(finding)
        return None
    except OSError as error:
        findings.append(MalformedFile(str(path), reason=str(error)))
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(UndecodableText(str(path), content.count(b"\n", 0, error.start) + 1))
    return JsonValue(value, "$", str(path), findings)


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A value of a JSON file; `place` is its JSONPath, as in `$.policies[0].title`."""

    value: Any
    place: str
    path: str
    findings: list[SourceError]

    def fail(self, expected: str) -> None:
        """Report that something else was expected here."""
        self.findings.append(UnexpectedValue(self.path, at=self.place, expected=expected, found=_describe(self.value)))

    def is_object(self) -> bool:
        return isinstance(self.value, dict)

    def is_list(self) -> bool:
        return isinstance(self.value, list)

    def has(self, *keys: str) -> bool:
        """Whether it is an object with one of these keys."""
        return isinstance(self.value, dict) and any(key in self.value for key in keys)

    def get(self, key: str) -> "JsonValue":
        """What an object has under a key; a value of `MISSING` where it has none."""
        step = f".{key}" if _NAME.fullmatch(key) else f"['{key}']"
        return JsonValue(self.value.get(key, MISSING), f"{self.place}{step}", self.path, self.findings)

    def members(self) -> "list[tuple[str, JsonValue]]":
        """The keys of an object and what it has under them."""
        return [(key, self.get(key)) for key in self.value]

    def items(self) -> "list[JsonValue]":
        """The items of a list."""
        return [
            JsonValue(item, f"{self.place}[{position}]", self.path, self.findings)
            for position, item in enumerate(self.value)
        ]

    def is_absent(self) -> bool:
        """Whether nothing is said: a missing key or null."""
        return self.value is MISSING or self.value is None

    def text(self, expected: str) -> str:
        """A text or a whole number as plain text; of anything else, which is a finding, the empty text."""
        if isinstance(self.value, str):
            return plain_text(self.value)
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value)
        self.fail(expected)
        return ""


class _Missing:
    """Stands for what an object lacks."""


MISSING = _Missing()
_KINDS = ((bool, "true or false"), (str, "a text"), (dict, "an object"), (list, "a list"), (int, "a number"))


def _describe(value: object) -> str:
    """What stands there, in words: short texts and numbers as they are."""
    if value is MISSING:
        return "nothing"
    if value is None:
        return "null"
    kind = next((words for type_, words in _KINDS if isinstance(value, type_)), "a number")
    return f"{kind}: {str(value)[:40]}" if isinstance(value, str | int | float) else kind


def plain_text(text: str) -> str:
    """A text without HTML, which may be escaped several times, and with single spaces.

    What is raised (a footnote sign) is set apart by a space, so that it does not become part of a code.
    """
    for _ in range(_ENTITY_LEVELS):
        unescaped = unescape(text)
        if unescaped == text:
            break
        text = unescaped
    text = _MARKUP.sub(" ", _INLINE.sub("", _RAISED.sub(" ", text)))
    return " ".join(_ESCAPED_BREAK.sub(" ", text).split())


def json_texts(value: Any) -> list[str]:
    """All texts of a JSON value, plain."""
    texts, waiting = list[str](), [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            texts.append(plain_text(item))
        elif isinstance(item, dict | list):
            waiting.extend(item.values() if isinstance(item, dict) else item)
    return texts
