"""The fields of `Query` that find one node: by id, by CURIE, or by the code or slug of its kind."""

from collections.abc import Collection
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.elements import Node, make_curie, split_curie
from graph.model.errors import InvalidArgument
from graph.model.ontology import NodeKind
from graph.search.match_type import MatchType
from graph.search.search_types import Search
from schema.context import Info, Request
from schema.fields.code_validity import DATED_KINDS
from schema.node_lookup import find_node
from schema.types.declare import TYPES, Argument, computed_field
from schema.types.node import from_global_id
from schema.types.properties import Day

_NOT_KEYS = ("system", "as_of")
"""Arguments of a lookup that do not say which node is meant."""


def lookup_field(kind: NodeKind) -> StrawberryField:
    """The field that finds one node of a kind; null where there is none."""
    arguments = {"curie": Argument(str | None, "Its CURIE.")}
    if kind.coded:
        arguments["code"] = Argument(str | None, "Its code, a text: leading zeros count.")
    if len(kind.prefixes) > 1:
        arguments["system"] = Argument(TYPES["CodeSystem"] | None, "The system of the code; any unless given.")
    if {*kind.prefixes} - {*kind.coded}:
        arguments["slug"] = Argument(str | None, "Its readable name, as in addresses.")
    if kind.name in DATED_KINDS:
        arguments["as_of"] = Argument(Day | None, "The day of which its `validity` speaks, unless that is given one.")

    def resolve(root: object, info: Info, **given: Any) -> Node | None:
        stated = {name: value for name, value in given.items() if value is not strawberry.UNSET and value is not None}
        keys = [name for name in stated if name not in _NOT_KEYS]
        if len(keys) != 1 or ("system" in stated and keys != ["code"]):
            choices = [name for name in arguments if name not in _NOT_KEYS]
            raise InvalidArgument(problem="give exactly one way to find it", given=sorted(stated), allowed=choices)
        node = _find(info.context, kind, keys[0], stated[keys[0]], stated.get("system"))
        if node is not None and "as_of" in stated:
            info.context.set_day(node.curie, stated["as_of"])
        return node

    description = f"One {kind.singular}, or null."
    return computed_field(resolve, f"{kind.name} | None", description, arguments, kind)


def _find(request: Request, kind: NodeKind, key: str, value: str, system: Any) -> Node | None:
    if key == "curie":
        split_curie(value)
        node = request.node(value)
        return node if node is not None and node.kind == kind.name else None
    if key == "slug":
        return find_node(request, kind.name, value)
    prefixes = (system.value,) if system is not None else kind.coded
    for code in dict.fromkeys((value, value.upper())):
        for prefix in prefixes:
            node = request.node(make_curie(prefix, code))
            if node is not None:
                return node
    return _by_stated_code(request, kind, value, prefixes)


def _by_stated_code(request: Request, kind: NodeKind, code: str, prefixes: Collection[str]) -> Node | None:
    """The node whose code is not the local part of its CURIE, as that of a chapter: 'A00-B99'."""
    request.announce_rows(request.store.search_cost(code))
    hits = request.store.search(Search(code, (kind.name,), limit=1)).hits
    exact = (hit.curie for hit in hits if hit.match_type is MatchType.EXACT_CODE)
    nodes = (request.node(curie) for curie in exact if curie.partition(":")[0] in prefixes)
    return next((node for node in nodes if node and node.properties.get("code") == code.upper()), None)


def by_id(info: Info, id: strawberry.ID) -> Node | None:
    """The node of a global id."""
    return info.context.node(from_global_id(id))


def by_curie(info: Info, curie: str) -> Node | None:
    """The node of a CURIE."""
    split_curie(curie)
    return info.context.node(curie)
