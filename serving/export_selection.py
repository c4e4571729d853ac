"""What part of the graph an address asks for, in the words and values of the arguments of `neighborhood`."""

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

WORDS = ("of", "depth", "direction", "kinds", "edgeKinds")
LICENSED = "licensed"


class LicensedTextsError(Exception):
    """Licensed texts were asked for."""


def selection(given: QueryParams) -> Selection:
    """What is selected, in one way of saying it; lists are given word by word, or separated by commas.

    Raises:
        InvalidArgument: a word or a value is unknown.
        InvalidCurie: a seed is no CURIE.
        LicensedTextsError: licensed texts are asked for.
    """
    if given.get(LICENSED, "false") != "false":
        raise LicensedTextsError
    for word in given:
        if word not in (*WORDS, LICENSED):
            raise InvalidArgument(argument=word[:40], problem="there is no such argument", allowed=list(WORDS))
    seeds = given.getlist("of")
    for curie in seeds:
        split_curie(curie)
    direction = Direction(_one(DirectionEnum, "direction", _single(given, "direction", "BOTH")))
    depth = _depth(_single(given, "depth", "1"))
    kinds, edge_kinds = _all(NodeKindEnum, "kinds", given), _all(EdgeKindEnum, "edgeKinds", given)
    if not seeds:  # However far, and whichever way, around nothing.
        return Selection(ways=TraversalFilter(Direction.BOTH, kinds, edge_kinds))
    return Selection(tuple(sorted(set(seeds))), depth, TraversalFilter(direction, kinds, edge_kinds))


def _single(given: QueryParams, word: str, otherwise: str) -> str:
    texts = given.getlist(word) or [otherwise]
    if len(texts) > 1:
        raise InvalidArgument(argument=word, problem="it is given several times", given=texts[:10])
    return texts[0]


def _depth(text: str) -> int:
    depth = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1
    if not 0 <= depth <= Limits.hops:
        raise InvalidArgument(argument="depth", value=text[:40], minimum=0, maximum=Limits.hops)
    return depth


def _all(enum: type[Enum], word: str, given: QueryParams) -> tuple[str, ...]:
    names = [name.strip() for text in given.getlist(word) for name in text.split(",")]
    return tuple(sorted({_one(enum, word, name) for name in names}))


def _one(enum: type[Enum], word: str, name: str) -> Any:
    members = enum.__members__
    if name not in members:
        raise InvalidArgument(argument=word, value=name[:40], allowed=list(members))
    return members[name].value
