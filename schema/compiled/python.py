"""Plans as Python: the source of one function each, over the columns."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import Any

from graph.columns import END
from graph.frozen import FrozenGraph
from schema.compiled.plan import (
    All,
    Called,
    Choice,
    Count,
    Ending,
    Find,
    Given,
    Items,
    More,
    Of,
    Own,
    Part,
    Plan,
    Row,
    Rows,
    Said,
    Stored,
    Visit,
)
from schema.compiled.rows import Found, find, find_all, kinds_of, spend
from schema.compiled.run import Run
from schema.compiled.source import Gap, Source, Text, code_of

Code = Callable[[], str]


def function_of(graph: FrozenGraph, plan: Plan) -> Callable[[Any, Run], str]:
    """The function that writes a plan: of a node, of some nodes or edges, or of so many."""
    python = _Python(graph)
    return python.source.function(python.text(plan, _Here(lambda: "n", lambda: "n")))


@dataclass(frozen=True, slots=True)
class _Here:
    """Where something is written: code of the node at hand, of the edge that led there, of the values of its record."""

    node: Code
    edge: Code
    value: Callable[[int], str] = str


class _Shown(dict[str, str]):
    """What is sent for what is stored: the same, but for some."""

    def __missing__(self, stored: str) -> str:
        return stored


class _Python:
    """Writes the source of one function."""

    def __init__(self, graph: FrozenGraph) -> None:
        self.source, self._graph = Source(), graph
        self._found: dict[Rows, Found] = {}

    def text(self, plan: Plan, here: _Here) -> Text:
        parts: list[str | Gap] = []
        for part in plan:
            if isinstance(part, str):
                parts.append(part)
            elif isinstance(part, Find):
                self._find(part, here)
            elif isinstance(part, Visit):
                parts.extend(self._visit(part, here))
            else:
                parts.append(Gap(self._code(part, here)))
        return tuple(parts)

    @singledispatchmethod
    def _code(self, part: Part, here: _Here) -> str:
        """Code of what stands in a gap."""
        raise AssertionError(part)

    @_code.register
    def _(self, part: Own, here: _Here) -> str:
        values = self._graph.names if part is Own.NAME else self._graph.curies
        code = f"{self.source.bind(values, 'texts')}[{here.node()}]"
        return f'{code}.partition(":")[2]' if part is Own.CODE else code

    @_code.register
    def _(self, part: Said, here: _Here) -> str:
        kinds = self._graph.kinds if part.of is Of.NODE else self._graph.edge_kinds
        return f"{self.source.bind(part.texts, 'said')}[{self.source.bind(kinds, 'kinds')}[{_of(part.of, here)}]]"

    @_code.register
    def _(self, part: Stored, here: _Here) -> str:
        value = here.value(part.place) if part.of is Of.EDGE else f"{self._record(here.node())}[{part.place}]"
        return f"{self.source.bind(_Shown(part.others), 'shown')}[{value}]" if part.others else value

    @_code.register
    def _(self, part: Called, here: _Here) -> str:
        return f"{self.source.bind(part.call, 'call')}({_of(part.of, here)}, run)"

    @_code.register
    def _(self, part: Count, here: _Here) -> str:
        return self._found[part.row].count

    @_code.register
    def _(self, part: More, here: _Here) -> str:
        found = self._found[part.row]
        return f"{self.source.bind(('false', 'true'), 'truths')}[{found.count} > {found.taken}]"

    @_code.register
    def _(self, part: Ending, here: _Here) -> str:
        found, null = self._found[part.row], self.source.bind("null", "null")
        call, place = self.source.bind(part.call, "call"), -1 if part.last else 0
        return f"{call}(({found.edges or found.far})[{place}]) if {found.taken} else {null}"

    def _record(self, node: str) -> str:
        """The values of a node's record."""
        source, arena = self.source, self._graph.values
        starts, memory = source.bind(arena.starts, "starts"), source.bind(arena.memory, "memory")
        stretch = f"{arena.offset} + {starts}[{node}]:{arena.offset} + {starts}[{node} + 1]"
        return source.known("record", node, lambda: f"{memory}[{stretch}].decode().split({source.bind(END, 'end')})")

    def _find(self, part: Find, here: _Here) -> None:
        for row in part.rows:
            if isinstance(row, All):
                self._found[row] = find_all(self.source, self._graph, row.kind, "n")
            elif isinstance(row, Row):
                self._found[row] = find(self.source, self._graph, row, here.node(), str(row.limit))
        spend(self.source, [self._found[row] for row in part.rows])

    @_code.register
    def _(self, part: Items, here: _Here) -> str:
        """The items with what joins them: columns side by side, of which there are only those that are asked for."""
        source, columns, row = self.source, dict[str, str](), part.row
        found = Found("", "", here.node(), here.node()) if isinstance(row, Given) else self._found[row]
        joined = any(isinstance(inner, Stored) and inner.of is Of.EDGE for inner in part.item)
        values = source.assign("values", found.values) if joined else ""

        def column(code: str) -> str:
            known = next((variable for variable, other in columns.items() if other == code), None)
            variable = known or source.fresh("item")
            columns[variable] = code
            return variable

        def value(place: int) -> str:
            return column(f"{values}[{place}:-1:{row.width if isinstance(row, Row) else 1}]")

        inner = _Here(lambda: column(found.far), lambda: column(found.edges), value)
        return source.items(columns, lambda: self.text(part.item, inner), f"range({found.taken})").code

    @_code.register
    def _(self, part: Choice, here: _Here) -> str:
        source, node = self.source, here.node()
        limit = source.once("limit", f"{source.bind(part.limit.read, 'limit')}(run)")
        kinds_of(source, self._graph, node)
        text = source.fresh("text")
        source.line(f"if {limit} is None: {text} = {self._code(part.other, here)}")
        with source.block("else"):
            self._found[part.row] = find(source, self._graph, part.row, node, limit)
            spend(source, [self._found[part.row]])
            source.line(f"{text} = {code_of(self.text(part.shown, here))}")
        return text

    def _visit(self, part: Visit, here: _Here) -> Text:
        ends = self._graph.sources if part.source else self._graph.targets
        code = f"{self.source.bind(ends, 'ends')}[{here.edge()}]"
        if part.counted:
            code = self.source.assign("node", code)
            self.source.line("run.request.meet()")
        return self.text(part.shown, _Here(lambda: code, here.edge))


def _of(of: Of, here: _Here) -> str:
    return here.node() if of is Of.NODE else here.edge()
