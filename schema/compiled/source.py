"""Python source of a function that writes JSON: texts with gaps, statements, and the values that they name.

Nothing that a caller wrote becomes code: keys of an answer stand in literals only.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from schema.compiled.plan import merged

_BUDGET = "request = run.request; most_items, most_rows = request.limits.nodes, request.limits.rows"


@dataclass(frozen=True, slots=True)
class Gap:
    """Python code of what stands in a gap of a text: a string, or a whole number."""

    code: str


Text = tuple[str | Gap, ...]
"""JSON with gaps."""


def code_of(text: Text) -> str:
    """An expression that fills the gaps."""
    return "f'" + "".join(f"{{{part.code}}}" if isinstance(part, Gap) else _literal(part) for part in text) + "'"


def _literal(text: str) -> str:
    return repr(f'"{text}')[2:-1].replace("{", "{{").replace("}", "}}")


class Source:
    """The body of a function of `n` and `run`."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.lines: list[str] = []
        self._first: list[str] = []
        self._depth = self._count = 0
        self._known: dict[tuple[str, str], str] = {}

    def fresh(self, name: str) -> str:
        """A name that nothing else has."""
        self._count += 1
        return f"{name}{self._count}"

    def bind(self, value: object, name: str = "value") -> str:
        """A name for a value from outside."""
        for known, other in self.values.items():
            if other is value:
                return known
        fresh = self.fresh(name)
        self.values[fresh] = value
        return fresh

    def line(self, text: str) -> None:
        self.lines.append("    " * self._depth + text)

    def assign(self, name: str, code: str) -> str:
        """The fresh name of what some code gives."""
        fresh = self.fresh(name)
        self.line(f"{fresh} = {code}")
        return fresh

    def known(self, name: str, of: str, code: Callable[[], str]) -> str:
        """The same, assigned but once for what it is of."""
        if (name, of) not in self._known:
            self._known[name, of] = self.assign(name, code())
        return self._known[name, of]

    def once(self, name: str, code: str) -> str:
        """The fresh name of what some code gives at the beginning of the function."""
        fresh = self.fresh(name)
        self._first.append(f"{fresh} = {code}")
        return fresh

    @contextmanager
    def block(self, header: str) -> Iterator[None]:
        """What stands indented below a header."""
        self.line(f"{header}:")
        self._depth += 1
        yield
        self._depth -= 1

    def items(self, columns: Mapping[str, str], item: Callable[[], Text], others: str = "()") -> Gap:
        """The texts of all items, with commas between them.

        `columns` has a variable for each iterable that is followed; `item` may add some, and may write statements.
        Where there are none, there is an item for each of `others`.
        """
        start, depth, self._depth = len(self.lines), self._depth, 0
        text = item()
        body, self.lines[start:], self._depth = self.lines[start:], [], depth
        names = ", ".join(columns) or "_"
        codes = tuple(columns.values()) or (others,)
        over = codes[0] if len(codes) == 1 else f"zip({', '.join(codes)})"
        if not body:
            return self._together(merged(text), names, over)
        code = code_of(text)
        texts = self.assign("texts", "[]")
        with self.block(f"for {names} in {over}"):
            for line in body:
                self.line(line)
            self.line(f"{texts}.append({code})")
        return Gap(self.assign("text", f'",".join({texts})'))

    def _together(self, item: Text, names: str, over: str) -> Gap:
        """The texts of items that need no statements; what stands around the one gap of each is put between them."""
        head, gap, tail = item if len(item) == 3 else ("", "", "")
        if not isinstance(gap, Gap) or isinstance(head, Gap) or isinstance(tail, Gap):
            return Gap(self.assign("text", f'",".join([{code_of(item)} for {names} in {over}])'))
        between = code_of((f"{tail},{head}",))
        text = self.assign("text", f"{between}.join({self._each(gap.code, names, over)})")
        self.line(f"if {text}: {text} = {code_of((head, Gap(text), tail))}")
        return Gap(text)

    def _each(self, code: str, name: str, over: str) -> str:
        """The values of some code for each item; what is only looked up needs no loop of Python's."""
        known, _, index = code.partition("[")
        if index != f"{name}]" or known not in self.values:
            return f"[{code} for {name} in {over}]"
        lookup: Any = self.values[known]
        return f"map({self.bind(lookup.__getitem__, 'get')}, {over})"

    def function(self, result: Text) -> Callable[[Any, Any], str]:
        """The function that gives this text for `n`, in a run: a node, some nodes, or how many are wanted."""
        body = [*self._first, *self.lines, f"return {code_of(result)}"]
        if "request." in "".join(self.lines):
            body = [_BUDGET, *body]
        text = "def write(n, run):\n" + "\n".join(f"    {line}" for line in body)
        names = dict(self.values)
        exec(compile(text, "<operation>", "exec"), names)  # noqa: S102  (the source is ours, see above)
        written: Callable[[Any, Any], str] = names["write"]  # type: ignore[assignment]
        return written
