"""Instructions as they are written: with the texts between them, and with tables, whose place is known at the end."""

from collections.abc import Sequence

import numpy as np

from graph.machine.flat_columns import Bytes, Int64Array
from graph.machine.instructions import WIDTH, Op

_TABLES = {Op.KIND: 2, Op.VALUE: 3, Op.EDGE_KEY: 1, Op.SWITCH: 1}
"""Which operand of an instruction names its table."""


class ProgramBuffer:
    """The lines of a program and the rows of its tables; `literal` is text that is to be written next."""

    def __init__(self) -> None:
        self.lines, self.table, self.literal = list[list[int]](), list[list[int]](), ""
        self._texts, self._known = bytearray(), dict[str, tuple[int, int]]()

    def add(self, op: Op, *operands: int) -> int:
        """Add an instruction behind the literal before it; its line."""
        line = self.line()
        self.lines.append([op, *operands])
        return line

    def line(self) -> int:
        """The line that comes next; no literal goes across it."""
        if self.literal:
            text, self.literal = self.literal, ""
            self.lines.append([Op.TEXT, *self.text(text)])
        return len(self.lines)

    def text(self, text: str) -> tuple[int, int]:
        """Where a text lies, and how long it is."""
        if text not in self._known:
            data = text.encode()
            self._known[text] = len(self._texts), len(data)
            self._texts += data
        return self._known[text]

    def table_of(self, texts: Sequence[str]) -> int:
        """Add a table with a row for each text; where it begins."""
        self.table.extend([*self.text(text)] for text in texts)
        return len(self.table) - len(texts)

    def arrays(self) -> tuple[Int64Array, Bytes]:
        """The program with its tables behind it, and its texts."""
        self.add(Op.STOP)
        for line in self.lines:
            if line[0] in _TABLES:
                line[_TABLES[Op(line[0])]] += len(self.lines)
        rows = [row + [0] * (WIDTH - len(row)) for row in [*self.lines, *self.table]]
        return np.array(rows, np.int64), np.frombuffer(bytes(self._texts) or b" ", np.uint8)
