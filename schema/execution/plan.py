"""The plan of an operation: its fields, and the answer that they make."""

from collections.abc import Mapping
from typing import NamedTuple

import orjson
from graphql import FieldNode, GraphQLError

from graph.model.errors import QueryTooCostly
from schema.errors import COST_HEADER, present_error
from schema.execution.explain import format_plan
from schema.execution.root_fields import Root
from schema.plan.cost import OperationCost
from schema.plan.run_context import RunContext


class Answer(NamedTuple):
    """The whole body of an answer, with how many items it holds and what it cost, as a header says it.

    `codes`: those of its errors, each once; `private`: no cache may keep it.
    """

    body: bytes
    items: int
    cost: bytes = b""
    codes: tuple[str, ...] = ()
    private: bool = False


class OperationPlan:
    """The fields of an operation by response key; they run one after the other. `cost` is what they are to cost."""

    def __init__(self, fields: Mapping[str, tuple[FieldNode, Root]], cost: OperationCost) -> None:
        self.fields, self.cost = fields, cost
        self._heads = [
            (b"%b%b:" % (b"," if place else b"", orjson.dumps(key)), root)
            for place, (key, (_, root)) in enumerate(fields.items())
        ]

    def run(self, run: RunContext, *, explain: bool = False) -> Answer:
        """The answer; a field that costs more than it may is null, with an error beside it."""
        parts, errors = [b'{"data":{'], list[object]()
        for place, (head, root) in enumerate(self._heads):
            parts.append(head)
            try:
                parts.append(self._field(root, run))
            except QueryTooCostly as error:  # To ask the reference executor would cost as much again, and more.
                errors.append(self._error(place, error))
                parts.append(b"null")
        parts.append(b"}")
        if errors:
            parts.append(b',"errors":%b' % orjson.dumps(errors))
        request = run.request
        plan = b',"plan":%b' % orjson.dumps(format_plan(self.fields).splitlines()) if explain else b""
        cost = request.requested, request.cost, request.limits.cost
        parts.append(b',"extensions":{"cost":{"requested":%d,"actual":%d,"limit":%d}%b}}' % (*cost, plan))
        text, private = b"".join(parts), request.is_private
        codes = (QueryTooCostly.code(),) if errors else ()
        return Answer(text, request.items_returned, COST_HEADER % cost, codes, private)

    def _field(self, root: Root, run: RunContext) -> bytes:
        """The JSON of a field; once the budget is spent, nothing more is done for any."""
        if run.request.spent is not None:
            raise run.request.spent
        text = root.run(run)
        run.request.charge_bytes(len(text))
        return text

    def _error(self, place: int, error: QueryTooCostly) -> object:
        key, (node, _) = list(self.fields.items())[place]
        return present_error(GraphQLError(str(error), [node], path=[key], original_error=error)).formatted
