"""Refusing an operation that would cost too much, before it runs: the field to blame, and what would run instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphql import GraphQLError

from graph.model.errors import QueryTooCostly
from graph.model.limits import Limits
from schema.plan.cost import Estimation, FieldCost, OperationCost
from schema.plan.field_weights import LISTS, SIZES

_SHARE = 0.5
"""The share of the whole from which on a field is to blame, rather than that there are so many."""
_SHOWN = 20
"""Response keys that are named in a proposal."""


@dataclass(frozen=True, slots=True)
class Blame:
    """A field with the response keys that lead to it."""

    path: tuple[str, ...]
    field: FieldCost


def requested_cost(cost: OperationCost, by: Estimation, limits: Limits) -> int | GraphQLError:
    """What an operation is expected to cost, in rows, or why it is refused: it is more than the limit.

    It is its bound where that is allowed, else the closer estimate.
    """
    bound = cost.total(by)
    if bound <= limits.cost:
        cost.bound = None if cost.has_variables else round(bound)
        return round(bound)
    closer = replace(by, is_close=True)
    close = min(bound, cost.total(closer))
    return round(close) if close <= limits.cost else _refusal(cost, closer, round(close), limits.cost)


def _refusal(cost: OperationCost, by: Estimation, requested: int, limit: int) -> GraphQLError:
    blamed = _blamed(cost.fields, by)
    proposal = _smaller(cost, by, blamed, limit) or _fewer(cost, by, limit)
    last = blamed[-1] if blamed else None
    where = [*last.path] if last else []
    error = QueryTooCostly(of="cost", requested=requested, limit=limit, field=".".join(where), cheaper=proposal)
    return GraphQLError(error.message, [last.field.node] if last else None, path=where or None, original_error=error)


def _blamed(fields: Sequence[FieldCost], by: Estimation) -> list[Blame]:
    """The fields, from the outermost in, each of which makes most of the cost of the one before."""
    found: list[Blame] = []
    while fields:
        costs = [one.estimate(by, 1) for one in fields]
        most = max(range(len(fields)), key=costs.__getitem__)
        if not found and costs[most] < _SHARE * sum(costs):
            break
        path = (*found[-1].path, fields[most].key) if found else (fields[most].key,)
        found.append(Blame(path, fields[most]))
        fields = max(fields[most].cases, key=lambda case: sum(one.estimate(by, 1) for one in case), default=())
    return [blame for blame in found if _has_size(blame.field, by)] or found[:1]


def _has_size(field: FieldCost, by: Estimation) -> bool:
    return field.size(field.arguments(by)) is not None


def _smaller(cost: OperationCost, by: Estimation, blamed: Sequence[Blame], limit: int) -> str | None:
    """The first of the blamed fields, from the innermost out, with the greatest size with which the whole would run."""
    for blame in reversed(blamed):
        size = _fitting(cost, by, blame.field, limit)
        if size:
            name = _size_name(blame.field, by)
            return f"{'.'.join(blame.path)} with {name} {size} would run."
    return None


def _size_name(field: FieldCost, by: Estimation) -> str:
    arguments = field.arguments(by)
    named = [name for name in SIZES if arguments.get(name) is not None]
    lists = [name for name in LISTS if arguments.get(name) is not None]
    return f"`{named[0]}:`" if named else f"so many `{lists[0]}`:" if lists else "`first:`"


def _fitting(cost: OperationCost, by: Estimation, field: FieldCost, limit: int) -> int:
    """The greatest size of a field with which the whole is allowed; 0 where it is none."""
    low, high = 0, field.size(field.arguments(by)) or 0
    while low < high:
        middle = (low + high + 1) // 2
        if cost.total(replace(by, sizes={id(field): middle})) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def _fewer(cost: OperationCost, by: Estimation, limit: int) -> str | None:
    """As many of the operation's fields, from the first on, as would run."""
    keys = list(_within(cost.fields, by, limit))
    if not keys:
        return None
    shown = ", ".join(keys[:_SHOWN]) + (" …" if len(keys) > _SHOWN else "")
    return f"{len(keys)} of the {len(cost.fields)} fields would run: {shown}."


def _within(fields: Sequence[FieldCost], by: Estimation, limit: int) -> Iterator[str]:
    left = float(limit)
    for one in fields:
        left -= one.estimate(by, 1)
        if left < 0:
            break
        yield one.key
