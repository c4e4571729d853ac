"""Parsing the parameters of an export that select a part of the graph: names and values are those of `neighborhood`."""

from enum import Enum
from typing import Any

from starlette.datastructures import QueryParams

from graph.export.selection import Selection
from graph.model.direction import Direction
from graph.model.elements import split_curie
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.traversal.topology import TraversalFilter
from schema.types.enums import DirectionEnum, EdgeKindEnum, NodeKindEnum

PARAMETERS = ("of", "depth", "direction", "kinds", "edgeKinds")
LICENSED = "licensed"
"""The parameter that asks for licensed texts, which are not exported over HTTP."""
_ECHOED = 40
"""Characters of an invalid value that its error repeats."""


class LicensedTextsError(Exception):
    """Licensed texts were asked for."""


def parse_selection(parameters: QueryParams) -> Selection:
    """The selection in normal form: equal selections are equal. Lists are repeated parameters or comma-separated.

    Raises:
        InvalidArgument: a parameter or a value is unknown.
        InvalidCurie: a seed is no CURIE.
        LicensedTextsError: licensed texts are asked for.
    """
    if parameters.get(LICENSED, "false") != "false":
        raise LicensedTextsError
    for name in parameters:
        if name not in (*PARAMETERS, LICENSED):
            raise InvalidArgument(
                argument=name[:_ECHOED], problem="there is no such argument", allowed=list(PARAMETERS)
            )
    seeds = parameters.getlist("of")
    for curie in seeds:
        split_curie(curie)
    direction = Direction(_member(DirectionEnum, "direction", _single(parameters, "direction", "BOTH")))
    depth = _depth(_single(parameters, "depth", "1"))
    kinds, edge_kinds = _members(NodeKindEnum, "kinds", parameters), _members(EdgeKindEnum, "edgeKinds", parameters)
    if not seeds:  # Without seeds, depth and direction make no difference.
        return Selection(ways=TraversalFilter(Direction.BOTH, kinds, edge_kinds))
    return Selection(tuple(sorted(set(seeds))), depth, TraversalFilter(direction, kinds, edge_kinds))


def _single(parameters: QueryParams, name: str, default: str) -> str:
    values = parameters.getlist(name) or [default]
    if len(values) > 1:
        raise InvalidArgument(argument=name, problem="it is given several times", given=values[:10])
    return values[0]


def _depth(text: str) -> int:
    depth = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1
    if not 0 <= depth <= Limits.hops:
        raise InvalidArgument(argument="depth", value=text[:_ECHOED], minimum=0, maximum=Limits.hops)
    return depth


def _members(enum: type[Enum], name: str, parameters: QueryParams) -> tuple[str, ...]:
    members = [member.strip() for text in parameters.getlist(name) for member in text.split(",")]
    return tuple(sorted({_member(enum, name, member) for member in members}))


def _member(enum: type[Enum], name: str, member: str) -> Any:
    members = enum.__members__
    if member not in members:
        raise InvalidArgument(argument=name, value=member[:_ECHOED], allowed=list(members))
    return members[member].value
