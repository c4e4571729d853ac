"""What a request may still do: items and bytes of its answer, rows it reads, the time that its work takes.

The cost of an operation is estimated before anything runs (see `schema.plan.cost`); the budget holds for what is done
all the same, whoever does it: programs of the machine, resolvers, scans. Once it is spent, nothing more is looked at.
"""

from dataclasses import dataclass, field

from graph.model.deadline import check_deadline
from graph.model.errors import QueryTooCostly
from graph.model.limits import Limits


class InlineBudgetExceeded(Exception):
    """More rows would have to be looked at than may be in the event loop; a thread must answer."""

    def __init__(self, requested: int) -> None:
        """`requested` is what the operation is expected to cost, in rows."""
        super().__init__()
        self.requested = requested


@dataclass(slots=True)
class Budget:
    """The budget of one request.

    `inline_rows` is how many rows may be looked at in the event loop; None where there is no such limit.
    `items_returned` counts the items that go into the answer, each time they go into it; `bytes_returned` the bytes
    that programs wrote; `rows_read` the rows that the store looked at to find them, and `rows_announced` those that
    were announced by `announce_rows`: work, as rows that are looked at in the time that it takes; `extra_cost` is what
    such work costs beyond what counts in the event loop.
    """

    limits: Limits
    inline_rows: int | None = None
    items_returned: int = 0
    bytes_returned: int = 0
    rows_read: int = 0
    rows_announced: int = 0
    extra_cost: int = 0
    requested: int = 0
    """What the operation was expected to cost before it ran, in rows."""
    spent: QueryTooCostly | None = field(default=None)
    """Why nothing more may be done."""

    @property
    def cost(self) -> int:
        """What the request has cost, in rows."""
        return self.rows_read + self.rows_announced + self.extra_cost

    def cost_report(self) -> dict[str, int]:
        """What `extensions.cost` says."""
        return {"requested": self.requested, "actual": self.cost, "limit": self.limits.cost}

    def charge_items(self, items: int) -> None:
        """Count items that go into the answer.

        Raises:
            QueryTooCostly: the answer holds more than it may.
        """
        self.count(items, 0)

    def charge_rows(self, rows: int) -> None:
        """Count rows that were looked at.

        Raises:
            QueryTooCostly: the request has looked at more than it may.
            InlineBudgetExceeded: it has looked at more than it may in the event loop.
        """
        self.count(0, rows)

    def announce_rows(self, rows: int, extra_cost: int = 0) -> None:
        """Announce work that takes about as long as to look at so many rows, before it is done.

        `extra_cost` is added where single calls are for the event loop, though many of them would take too long.

        Raises:
            QueryTooCostly: the request would cost more than it may; what costs less may still be done.
            InlineBudgetExceeded: it would cost more than it may in the event loop.
        """
        if self.inline_rows is None and self.cost + rows + extra_cost > self.limits.cost:
            raise QueryTooCostly(of="cost", limit=self.limits.cost)
        self.rows_announced += rows
        self.extra_cost += extra_cost
        self.count(0, 0)

    def charge_bytes(self, size: int) -> None:
        """Count bytes of the answer.

        Raises:
            QueryTooCostly: it has more than it may.
        """
        self.bytes_returned += size
        if self.bytes_returned > self.limits.answer:
            raise self._over("bytes", self.limits.answer)

    def count(self, items: int, rows: int) -> None:
        """Count items of the answer, and the rows that were looked at to find them.

        Raises:
            QueryTooCostly: one of them is more than it may be, or the time is over.
            InlineBudgetExceeded: the rows are more than may be looked at in the event loop.
        """
        if self.spent is not None:
            raise self.spent
        self.items_returned += items
        self.rows_read += rows
        if self.items_returned > self.limits.nodes:
            raise self._over("items", self.limits.nodes)
        if self.rows_read > self.limits.rows:
            raise self._over("rows", self.limits.rows)
        if self.inline_rows is not None:
            if self.rows_announced + self.rows_read > self.inline_rows:
                raise InlineBudgetExceeded(self.requested)
        else:
            self._check_time()

    def allowance(self) -> tuple[int, int]:
        """How many more items and rows may be counted."""
        rows = self.limits.rows - self.rows_read
        if self.inline_rows is not None:
            rows = min(rows, self.inline_rows - self.rows_announced - self.rows_read)
        return self.limits.nodes - self.items_returned, rows

    def _check_time(self) -> None:
        try:
            check_deadline()
        except QueryTooCostly as error:
            self.spent = error
            raise

    def _over(self, of: str, limit: int) -> QueryTooCostly:
        self.spent = QueryTooCostly(of=of, limit=limit)
        return self.spent
