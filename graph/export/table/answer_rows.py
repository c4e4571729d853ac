"""The answer of a query as a table: one row for each innermost element of its lists.

An element without elements below it is a row; what stands above it, up to the whole answer, is repeated on its row.
Lists beside each other are stacked, not multiplied: a row belongs to one of them, which the column `branch` names where
there are several, and has nothing in the columns of the others. A list of scalars is one cell, as JSON. So each value
of the answer is in some row, and rows come in the order of the answer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from graph.export.table.table import Cell, Column, ColumnType, Row, Table

_SEPARATOR = "."
_BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an answer, by its response key.

    `type` is that of a leaf, None of an object. `is_list` says that it is a list of objects. A `is_wrapper` is there
    only to hold a list (`nodes`, `edges`, `node` of a connection), so that the names of columns leave it out.
    """

    key: str
    type: ColumnType | None = None
    fields: tuple["Field", ...] = ()
    is_list: bool = False
    is_wrapper: bool = False


def answer_table(fields: Sequence[Field], data: Mapping[str, Any] | None) -> Table:
    """The data of an answer as a table; `fields` are those that the query selects, in its order."""
    layout = _Layout.of(fields)
    rows = list(_Rows(layout).of_answer(fields, data))
    columns = tuple(map(Column, layout.names, layout.types))
    if layout.has_several_branches:
        name = _BRANCH
        while name in layout.names:
            name += "_"
        return Table((Column(name), *columns), rows, len(rows))
    return Table(columns, [row[1:] for row in rows], len(rows))


Path = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns, each leaf with its place among them, and the names of the lists; both by the `id` of their field.

    `has_several_branches`: there are lists beside each other, not only within each other.
    """

    names: Sequence[str]
    types: Sequence[ColumnType]
    places: Mapping[int, int]
    branches: Mapping[int, str]
    has_several_branches: bool

    @classmethod
    def of(cls, fields: Sequence[Field]) -> "_Layout":
        leaves, lists = list[Path](), list[Path]()
        for path in _paths(fields, ()):
            if path[-1].type is not None:
                leaves.append(path)
            elif path[-1].is_list:
                lists.append(path)
        places = {id(path[-1]): place for place, path in enumerate(leaves)}
        branches = dict(zip((id(path[-1]) for path in lists), _names(lists), strict=True))
        types = [path[-1].type or ColumnType.TEXT for path in leaves]
        outer = {id(field) for path in lists for field in path[:-1]}
        innermost = [path for path in lists if id(path[-1]) not in outer]
        return cls(_names(leaves), types, places, branches, len(innermost) > 1)


def _paths(fields: Iterable[Field], above: Path) -> Iterator[Path]:
    """The way to each field, in the order of the document."""
    for field in fields:
        yield (*above, field)
        yield from _paths(field.fields, (*above, field))


def _names(paths: Sequence[Path]) -> list[str]:
    """The names of fields: without wrappers, and with them where two would have the same name."""
    short = [_SEPARATOR.join(field.key for field in path if not field.is_wrapper) for path in paths]
    whole = [_SEPARATOR.join(field.key for field in path) for path in paths]
    used = Counter(short)
    mixed = [name if name and used[name] == 1 else other for name, other in zip(short, whole, strict=True)]
    return mixed if len(set(mixed)) == len(mixed) else whole


class _Rows:
    """The rows of an answer; the first cell of each is the name of the list that its element is of."""

    def __init__(self, layout: _Layout) -> None:
        self._layout = layout

    def of_answer(self, fields: Sequence[Field], data: Mapping[str, Any] | None) -> Iterator[Row]:
        """All rows; none where there is nothing in the answer."""
        nothing: list[Cell] = [None] * (len(self._layout.names) + 1)
        for row in self._of_object(fields, data, nothing):
            if any(cell is not None for cell in row):
                yield row

    def _of_object(self, fields: Sequence[Field], value: Mapping[str, Any] | None, above: list[Cell]) -> Iterator[Row]:
        """The rows of an object, on which `above` is repeated."""
        cells, lists = above.copy(), list[tuple[Field, list[Any]]]()
        self._read(fields, value, cells, lists)
        if not lists:
            yield tuple(cells)
        for field, items in lists:
            cells[0] = self._layout.branches[id(field)]
            for item in _flat(items):
                yield from self._of_object(field.fields, item, cells)

    def _read(
        self,
        fields: Sequence[Field],
        value: Mapping[str, Any] | None,
        cells: list[Cell],
        lists: list[tuple[Field, list[Any]]],
    ) -> None:
        """Put the leaves of an object into `cells`, and its lists that have elements into `lists`."""
        said = [(field, value[field.key]) for field in fields if value.get(field.key) is not None] if value else []
        for field, item in said:
            if field.type is not None:
                cells[self._layout.places[id(field)] + 1] = _cell(item, field.type)
            elif not isinstance(item, list):
                self._read(field.fields, item, cells, lists)
            elif item:
                lists.append((field, item))


def _flat(items: Iterable[Any]) -> Iterator[Any]:
    """The elements of a list, of those in it, too."""
    for item in items:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def _cell(value: Any, declared: ColumnType) -> Cell:
    if (declared is ColumnType.TEXT and not isinstance(value, str)) or isinstance(value, list | dict):
        return orjson.dumps(value).decode()
    cell: Cell = float(value) if declared is ColumnType.NUMBER else value
    return cell
