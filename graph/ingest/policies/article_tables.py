"""The groups of an article as its JSON has them: each a paragraph and a table of codes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.ingest.files.json import JsonValue
from graph.ingest.policies.listed_codes import Family, split_range

_PARTS = ("paragraph", "codes")
_DIAGNOSIS_CODES, _PROCEDURE_CODES = "icd10_code_id", "hcpc_code_id"
_CODE_KEYS = ("code", _DIAGNOSIS_CODES, _PROCEDURE_CODES)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A code of a table as it is written, or the first and last of a range, and what it is called."""

    value: JsonValue
    first: str
    last: str | None
    name: str
    named: frozenset[Family]


@dataclass(slots=True)
class CodeGroup:
    """A group: its name, the text of its paragraph and where that stands, and its table."""

    name: str
    text: str = ""
    text_place: JsonValue | None = None
    cells: list[TableCell] = field(default_factory=list)


def read_groups(content: JsonValue, above: str = "") -> Iterator[CodeGroup]:
    """The groups of an article's content, also one heading below; other forms are findings, and read if possible."""
    if content.is_list():
        content.fail("an object of groups")
        named = [(_name(item, position), item) for position, item in enumerate(content.items(), 1)]
    elif content.is_object():
        named = content.members()
    else:
        content.fail("an object of groups")
        return
    for name, value in named:
        full = f"{above}: {name}" if above else name
        if not above and value.is_object() and value.value and not value.has(*_PARTS) and _has_groups(value):
            yield from read_groups(value, full)
        else:
            yield _group(full, value)


def _has_groups(value: JsonValue) -> bool:
    return all(isinstance(member.value, dict | list) for _, member in value.members())


def _name(item: JsonValue, position: int) -> str:
    name = item.value.get("name") if item.is_object() else None
    return name if isinstance(name, str) and name else f"Group {position}"


def _group(name: str, value: JsonValue) -> CodeGroup:
    group = CodeGroup(name)
    if value.is_object():
        text, table = value.get("paragraph"), value.get("codes")
        if value.has("paragraph"):
            group.text, group.text_place = text.text("a paragraph"), text
        if table.is_list():
            group.cells.extend(_cells(table))
        else:
            table.fail("a list of codes")
    elif value.is_list():
        value.fail("an object with a paragraph and codes")
        group.cells.extend(_cells(value))
    elif isinstance(value.value, str):
        value.fail("an object with a paragraph and codes")
        group.text, group.text_place = value.text("a paragraph"), value
    else:
        value.fail("an object with a paragraph and codes")
    return group


def _cells(table: JsonValue) -> Iterator[TableCell]:
    if any(isinstance(item.value, str) for item in table.items()):
        table.fail("objects with a code and its description")
    for item in table.items():
        if isinstance(item.value, str):
            yield from _cell(item, "", frozenset())
        elif not item.is_object():
            item.fail("an object with a code and its description")
        else:
            key = next((key for key in _CODE_KEYS if item.has(key)), _CODE_KEYS[0])
            name = item.get("description").text("a description") if item.has("description") else ""
            yield from _cell(item.get(key), name, _named_by_key(key))


def _cell(value: JsonValue, name: str, named: frozenset[Family]) -> Iterator[TableCell]:
    written = value.text("a code")
    if written:
        yield TableCell(value, *split_range(written), name, named)
    elif isinstance(value.value, str):
        value.fail("a code")


def _named_by_key(key: str) -> frozenset[Family]:
    """The system of a code by the key under which answers of the coverage API have it."""
    by_key = {_DIAGNOSIS_CODES: Family.DIAGNOSIS, _PROCEDURE_CODES: Family.PROCEDURE}
    return frozenset((by_key[key],)) if key in by_key else frozenset()
