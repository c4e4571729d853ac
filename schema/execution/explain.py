"""A plan as a tree: a line for each operator, indented below what it belongs to.

    procedure(curie: $curie): Lookup Procedure by CURIE (else Resolve) {curie, name}
      indications: Expand -[HAS_INDICATION]-> {totalCount}
        edges: first 100 {position}
          node {name}
          evidence: Read evidence {quote}
      similar: Resolve, one batch for all nodes here, selection not shown

A line begins with the key in the answer and ends with the keys that are written there without another operator.

- Lookup: the node with a CURIE, found by binary search.
- Scan: the nodes of a kind by name. Expand: the edges of the node above, in the direction of the arrow, and the nodes
  at their other ends. Of both, the first so many are read; `totalCount` is of all, whatever `first` says.
- Read: nodes, edges, evidence or a document that another operator has found.
- Resolve: the field's Python resolver is called, and returns this type. `(else Resolve)`: it is called only where the
  CURIE is not found, or where variables set arguments beside the `first` that the operator understands.

Where it depends on the kind of a node what is written, the kinds are the keys. Scan, Expand and Read are machine code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from graphql import FieldNode, NullValueNode, VariableNode, print_ast

from graph.model.ontology import EDGE_KINDS, NODE_KINDS
from schema.execution.root_fields import Lookup, Root, ScanKind
from schema.execution.writers import Attribute, Leaf, ListOf, NonNull, Nullable, ObjectOf, RecordWriter, Resolved
from schema.plan.operators import (
    Callback,
    CompiledOrResolved,
    Count,
    Document,
    Each,
    End,
    EndNode,
    Expand,
    ExpandEvidence,
    HasMore,
    Object,
    Scan,
    Switch,
    VariableLimit,
)
from schema.plan.protocols import Writer
from schema.types.connection import DEFAULT_FIRST

_LONGEST = 48
"""Characters of an argument's value that is shown whole."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An operator in words, the keys that are written there, and the lines below it, each with its key."""

    operator: str = ""
    written: Sequence[str] = ()
    below: Sequence[tuple[str, "_Line"]] = ()


_WRITTEN = _Line()
"""A text, a column, a value or a count: it has no line of its own."""


def format_plan(fields: Mapping[str, tuple[FieldNode, Root]]) -> str:
    """The plan of an operation, by its fields."""
    return "\n".join(text for node, root in fields.values() for text in _texts(_call(node), _root(node, root), 0))


def _texts(key: str, line: _Line, depth: int) -> Iterator[str]:
    keys = f"{{{', '.join(line.written)}}}" if line.written else ""
    head = f"{key}:" if key and line.operator else key
    yield "  " * depth + " ".join(filter(None, (head, line.operator, keys)))
    for name, inner in line.below:
        yield from _texts(name, inner, depth + 1)


def _call(node: FieldNode) -> str:
    """A field with its alias and its arguments; long values are left out."""
    given = [f"{argument.name.value}: {_short(print_ast(argument.value))}" for argument in node.arguments or ()]
    arguments = f"({', '.join(given)})" if given else ""
    return f"{f'{node.alias.value}: ' if node.alias else ''}{node.name.value}{arguments}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[0]}…{text[-1]}"


def _root(node: FieldNode, root: Root) -> _Line:
    """A field of the operation: by its operator where its arguments let it, else by its resolver."""
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    if isinstance(root, Lookup):
        return _below(f"Lookup {root.kind} by CURIE (else Resolve)", _line(root.program.plan))
    if isinstance(root, ScanKind) and _may_be_unset(given):
        plan = _line(root.program.plan)
        return plan if given.keys() <= {"first"} else _below(f"{plan.operator} (else Resolve)", plan)
    return _line(root.writer)


def _may_be_unset(given: Mapping[str, Any]) -> bool:
    """Whether all arguments but `first` may turn out not to be set, as variables and nulls may."""
    return all(isinstance(value, VariableNode | NullValueNode) for name, value in given.items() if name != "first")


def _below(operator: str, line: _Line) -> _Line:
    return _Line(operator, line.written, line.below)


def _object(operator: str, fields: Iterable[tuple[str, Any]]) -> _Line:
    lines = [(_key(key, field), _line(field)) for key, field in fields]
    written = [key for key, line in lines if line == _WRITTEN]
    return _Line(operator, written, [(key, line) for key, line in lines if line != _WRITTEN])


def _key(key: str, field: Any) -> str:
    return f"{key}: {field.name}" if isinstance(field, Resolved) and field.name != key else key


@singledispatch
def _line(item: Any) -> _Line:
    """The line of an operator of a plan, or of a writer."""
    return _WRITTEN


@_line.register
def _(item: Resolved) -> _Line:
    writer = item.parts()[1]
    line = _line(writer)
    result = f", then {line.operator}" if line.operator.startswith("Read") else f" {_type(writer)}"
    return _below(f"Resolve{result}", line)


def _type(writer: Writer) -> str:
    """The type of what a resolver returns, without whether it may be null."""
    if isinstance(writer, NonNull | Nullable):
        return _type(writer.inner)
    if isinstance(writer, ListOf):
        return f"[{_type(writer.item)}]"
    return writer.name if isinstance(writer, Leaf | ObjectOf) else ""


@_line.register
def _(item: Attribute) -> _Line:
    return _line(item.writer)


@_line.register(NonNull)
@_line.register(Nullable)
def _(item: NonNull | Nullable) -> _Line:
    return _line(item.inner)


@_line.register
def _(item: ListOf) -> _Line:
    line = _line(item.item)
    plural = f"{line.operator}s" if line.operator.startswith("Read") else f"[{line.operator}]"
    return line if line == _WRITTEN else _below(plural, line)


@_line.register
def _(item: ObjectOf) -> _Line:
    return _object(item.name, item.fields)


@_line.register
def _(item: RecordWriter) -> _Line:
    return _below("Read edge" if item.program.of_edges else "Read node", _line(item.program.plan))


@_line.register
def _(item: Object) -> _Line:
    line = _object(_rows(_rows_of(item)), item.fields)
    return _Line(line.operator, line.written, [(key, _without(line.operator, inner)) for key, inner in line.below])


def _without(operator: str, line: _Line) -> _Line:
    """A line below its own operator, which is said once; `pageInfo` is of the rows of its connection."""
    return _below("", line) if line.operator == operator else line


def _rows(rows: object) -> str:
    if isinstance(rows, Scan):
        return f"Scan {rows.kind} by name"
    if not isinstance(rows, Expand):
        return ""
    kinds = "|".join(EDGE_KINDS[kind] for kind in rows.kinds)
    return f"Expand -[{kinds}]->" if rows.outgoing else f"Expand <-[{kinds}]-"


def _rows_of(item: object) -> object:
    """The rows that a connection is of; None where an object is a node, whose rows are those of its connections."""
    if isinstance(item, Each | Count | HasMore | End):
        return None if isinstance(item.rows, ExpandEvidence) else item.rows
    if not isinstance(item, Object) or any(isinstance(rows, Expand) for rows in item.rows):
        return None
    return next(filter(None, [*item.rows, *(_rows_of(field) for _, field in item.fields)]), None)


@_line.register
def _(item: Each) -> _Line:
    line = _line(item.item)
    if isinstance(item.rows, Scan | Expand):
        return _below(", ".join(filter(None, (_first(item.rows.limit), line.operator))), line)
    return _below("Read evidence", line)


def _first(limit: int | VariableLimit) -> str:
    return f"first {limit}" if isinstance(limit, int) else f"first as asked, else {DEFAULT_FIRST}"


@_line.register
def _(item: CompiledOrResolved) -> _Line:
    return _below(f"{_rows(item.rows)} (else Resolve)", _line(item.item))


@_line.register
def _(item: EndNode) -> _Line:
    line = _line(item.item)
    return line if line == _WRITTEN else _below("Read node", line)


@_line.register
def _(item: Document) -> _Line:
    return _below("Read document", _line(item.item))


@_line.register
def _(item: Switch) -> _Line:
    """Kinds of which the same is written stand together; the most of them are not named."""
    alike: list[tuple[_Line, list[str]]] = []
    for kind, line in zip(NODE_KINDS, map(_line, item.cases), strict=True):
        same = [kinds for known, kinds in alike if known == line]
        alike += [] if same else [(line, [kind])]
        for kinds in same:
            kinds.append(kind)
    alike.sort(key=lambda group: len(group[1]))
    named = [(", ".join(kinds), line) for line, kinds in alike]
    others = [("any other kind", line) for line, kinds in alike[-1:] if len(kinds) > 1]
    return _Line("", (), [*named[: len(named) - len(others)], *others])


@_line.register
def _(item: Callback) -> _Line:
    return _Line(f"Resolve, one batch for all {item.record.name.lower()}s here, selection not shown")
