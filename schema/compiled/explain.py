"""A plan as a readable tree: a line for each operator, indented below what it belongs to.

Scan Procedure by name
  Object {curie, name}
    indications: Expand HAS_INDICATION, first 100
      Object {name}
"""

from collections.abc import Iterator, Mapping
from functools import singledispatch
from itertools import groupby
from typing import Any

from graphql import FieldNode

from graph.freeze import EDGE_KINDS, NODE_KINDS
from graph.machine.instructions import Record
from schema.compiled.operators import (
    Computed,
    Document,
    Each,
    End,
    EndNode,
    Expand,
    ExpandEvidence,
    IfLimit,
    Limit,
    Object,
    Rows,
    Scan,
    Switch,
)
from schema.compiled.planner import Lookup, Root, ScanKind
from schema.compiled.values import Attribute, ListOf, NonNull, Nullable, ObjectOf, Records, Resolved

Children = list[tuple[str, Any]]
"""What belongs to an operator, each under a key, which may be empty."""


def explained(fields: Mapping[str, tuple[FieldNode, Root]]) -> str:
    """The plan of an operation, by its fields."""
    return "\n".join(line for key, (_, root) in fields.items() for line in _lines(key, root, 0))


def _lines(key: str, item: Any, depth: int) -> Iterator[str]:
    label, children = _described(item)
    yield f"{'  ' * depth}{f'{key}: ' if key else ''}{label}"
    for name, child in children:
        yield from _lines(name, child, depth + 1)


@singledispatch
def _described(item: Any) -> tuple[str, Children]:
    """What is said of an operator, and what belongs to it; nothing of those that are only written."""
    return "", []


def _object(name: str, fields: Any) -> tuple[str, Children]:
    """An object: what is only written stands in its line."""
    flat = [key for key, field in fields if not _described(field)[0]]
    return f"{name} {{{', '.join(flat)}}}", [(key, field) for key, field in fields if _described(field)[0]]


@_described.register
def _(item: Lookup) -> tuple[str, Children]:
    return f"Lookup {item.kind} by CURIE, else resolve it", [("", item.program.plan)]


@_described.register
def _(item: ScanKind) -> tuple[str, Children]:
    return "Scan from the beginning, else resolve it", [("", item.program.plan)]


@_described.register
def _(item: Root) -> tuple[str, Children]:
    return _described(item.writer)


@_described.register
def _(item: Resolved) -> tuple[str, Children]:
    label, children = _described(item.parts()[1])
    return f"Resolve {item.name}", [("", item.parts()[1])] if label else children


@_described.register(Attribute)
def _(item: Attribute) -> tuple[str, Children]:
    return _described(item.writer)


@_described.register(NonNull)
@_described.register(Nullable)
def _(item: NonNull | Nullable) -> tuple[str, Children]:
    return _described(item.inner)


@_described.register
def _(item: ListOf) -> tuple[str, Children]:
    label, children = _described(item.item)
    return (f"List of {label}" if label else ""), children


@_described.register
def _(item: ObjectOf) -> tuple[str, Children]:
    return _object(item.name, item.fields)


@_described.register
def _(item: Records) -> tuple[str, Children]:
    return ("edges" if item.program.of_edges else "nodes"), [("", item.program.plan)]


@_described.register
def _(item: Object) -> tuple[str, Children]:
    return _object("Object", item.fields)


@_described.register
def _(item: Each) -> tuple[str, Children]:
    return _rows(item.rows), [("", item.item)]


@_described.register
def _(item: End) -> tuple[str, Children]:
    return "", []


@_described.register
def _(item: IfLimit) -> tuple[str, Children]:
    return "If the page begins the list, else resolve it", [("", item.item)]


@_described.register
def _(item: EndNode) -> tuple[str, Children]:
    label, _ = _described(item.item)
    return ("Source" if item.source else "Target") if label else "", [("", item.item)]


@_described.register
def _(item: Document) -> tuple[str, Children]:
    return "Document", [("", item.item)]


@_described.register
def _(item: Switch) -> tuple[str, Children]:
    cases = sorted(range(len(item.cases)), key=lambda number: id(item.cases[number]))
    alike = [list(numbers) for _, numbers in groupby(cases, key=lambda number: id(item.cases[number]))]
    alike.sort(key=lambda numbers: (-len(numbers), min(numbers)))
    named = [(", ".join(NODE_KINDS[n] for n in sorted(some)), item.cases[some[0]]) for some in alike[1:]]
    return "By kind of node", [*named, ("any other kind", item.cases[alike[0][0]])]


@_described.register
def _(item: Computed) -> tuple[str, Children]:
    return f"Compute {item.name} in Python, of all {item.record.name.lower()}s together", []


def _rows(rows: Rows) -> str:
    if isinstance(rows, Expand):
        kinds = " or ".join(EDGE_KINDS[kind] for kind in rows.kinds)
        return f"Expand {'' if rows.outgoing else 'incoming '}{kinds}, {_limit(rows.limit)}"
    if isinstance(rows, Scan):
        return f"Scan {rows.kind} by name, {_limit(rows.limit)}"
    return "Expand evidence" if isinstance(rows, ExpandEvidence) else f"Given {Record(rows.record).name.lower()}s"


def _limit(limit: int | Limit) -> str:
    return f"first {limit}" if isinstance(limit, int) else "first as a variable says"
