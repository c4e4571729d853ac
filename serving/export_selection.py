"""Parsing the parameters of an export that select a part of the graph: names and values are those of `neighborhood`."""

from enum import Enum
from typing import Any

from starlette.datastructures import QueryParams

from graph.export.selection import Selection
from graph.model.direction import Direction
from graph.model.elements import split_curie
from graph.model.errors import InvalidArgument, LicensedTexts
from graph.model.limits import Limits
from graph.traversal.topology import TraversalFilter
from schema.types.enums import DirectionEnum, EdgeKindEnum, NodeKindEnum
from serving.export_parameters import ECHOED, single, switch

_SWITCHES = ("connectedOnly", "pagesOnly")
PARAMETERS = ("of", "depth", "direction", "kinds", "edgeKinds", *_SWITCHES)
ALIASES = {"kind": "edgeKinds"}
"""Another name of a parameter: a table is mostly of one kind of edge."""
LICENSED = "licensed"
"""The parameter that asks for licensed texts, which are not exported over HTTP."""


def parse_selection(parameters: QueryParams) -> Selection:
    """The selection in normal form: equal selections are equal. Lists are repeated parameters or comma-separated.

    Raises:
        InvalidArgument: a parameter or a value is unknown.
        InvalidCurie: a seed is no CURIE.
        LicensedTexts: licensed texts are asked for.
    """
    if parameters.get(LICENSED, "false") != "false":
        raise LicensedTexts(argument=LICENSED)
    for name in parameters:
        if name not in (*PARAMETERS, *ALIASES, LICENSED):
            raise InvalidArgument(argument=name[:ECHOED], problem="there is no such argument", allowed=list(PARAMETERS))
    seeds = parameters.getlist("of")
    for curie in seeds:
        split_curie(curie)
    direction = Direction(_member(DirectionEnum, "direction", single(parameters, "direction", "BOTH")))
    depth = _depth(single(parameters, "depth", "1"))
    kinds, edge_kinds = _members(NodeKindEnum, "kinds", parameters), _members(EdgeKindEnum, "edgeKinds", parameters)
    connected_only, pages_only = (switch(parameters, name) for name in _SWITCHES)
    if not seeds:  # Without seeds, depth and direction make no difference.
        depth, direction = 1, Direction.BOTH
    ways = TraversalFilter(direction, kinds, edge_kinds)
    of = tuple(sorted(set(seeds)))
    return Selection(of, depth, ways, connected_only=connected_only, pages_only=pages_only)


def _depth(text: str) -> int:
    depth = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1
    if not 0 <= depth <= Limits.hops:
        raise InvalidArgument(argument="depth", value=text[:ECHOED], minimum=0, maximum=Limits.hops)
    return depth


def _members(enum: type[Enum], name: str, parameters: QueryParams) -> tuple[str, ...]:
    texts = [text for given, text in parameters.multi_items() if ALIASES.get(given, given) == name]
    members = [member.strip() for text in texts for member in text.split(",")]
    return tuple(sorted({_member(enum, name, member) for member in members}))


def _member(enum: type[Enum], name: str, member: str) -> Any:
    members = enum.__members__
    if member not in members:
        raise InvalidArgument(argument=name, value=member[:ECHOED], allowed=list(members))
    return members[member].value
