"""What a graph gives to ask with: values and arguments made of it, mostly what is there, sometimes rubbish."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, TypeVar

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_required_argument,
    is_required_input_field,
)
from hypothesis import strategies as st

from graph.model.direction import Direction
from graph.model.elements import split_curie
from graph.model.ontology import ONTOLOGY
from graph.model.property_graph import Graph, edges_of, iter_nodes
from schema.types.declare import camel, screaming
from schema.types.edge_fields import directed_edge_kinds
from schema.types.node import to_global_id

_RUBBISH = ("", "nothing", "RISK:nothing", "RISK:", "100 % \u2603 \"'\\", "x" * 300)
_CURIES = {"curie", "of", "from", "to", "broader", "narrower", "curies", "descendantOf"}
_NAMES = {"slug", "a", "b", "for", "allOf", "anyOf", "noneOf", "specialties"}
_ABOUT = {"specialties": "Category"} | dict.fromkeys(("a", "b", "for", "Neighbour"), "Procedure")
"""What is asked about, by argument or type, where the type that a field gives does not say so."""
_COUNTS, _SHARES = (1, 2, 3, 0, 5, 10, 50), (0.5, 0.0, 1.0, 0.25)
_NUMBERS = {"depth": (1, 0, 2, 3), "maxLength": (2, 1, 3, 4), "maxNodes": (30, 5, 1)}
_WRONG = (-1, 5000)
_PAGING = ((), ("last",), ("first", "last"), ("first", "before"), ("after",))
_DEEPEST, _SELDOM = 4, 32
_EITHER = st.booleans()
_up_to = cache(partial(st.integers, 0))
"""Numbers up to another; strategies are costly to make."""
_Some = TypeVar("_Some")


class Words:
    """What a graph gives to ask with."""

    def __init__(self, graph: Graph) -> None:
        nodes, edges = list(iter_nodes(graph)), list(edges_of(graph))
        kinds = {node.curie: node.kind for node in nodes}
        self.edge_kinds = {edge.kind for edge in edges}
        self.sides = {
            Direction.OUT: {(kinds[edge.source], edge.kind) for edge in edges},
            Direction.IN: {(kinds[edge.target], edge.kind) for edge in edges},
        }
        self.properties = {(node.kind, name) for node in nodes for name in node.properties}
        self.ids = [to_global_id(node) for node in nodes]
        self.curies = {kind: [curie for curie in kinds if kinds[curie] == kind] for kind in kinds.values()}
        properties = [*(node.properties for node in nodes), *(edge.properties for edge in edges)]
        said = [value for some in properties for value in some.values() if isinstance(value, str)]
        self.words = sorted({*said, *(part for node in nodes for part in (node.name, *node.name.lower().split()))})

    def names(self, kind: str) -> list[str]:
        """CURIEs and slugs of a kind; of all kinds where it is none."""
        curies = self.curies.get(kind) or [curie for some in self.curies.values() for curie in some]
        return [*curies, *(split_curie(curie)[1] for curie in curies)]

    def texts(self, name: str, kind: str) -> Sequence[str]:
        """What may stand as an argument of this name, where it is about nodes of a kind."""
        if name in {"id", "ids"}:
            return self.ids
        if name in _CURIES | _NAMES:
            names = self.names(_ABOUT.get(name) or _ABOUT.get(kind, kind))
            return names if name in _NAMES else [text for text in names if ":" in text]
        if name == "code":
            return [split_curie(curie)[1] for curie in self.curies["Procedure"]]
        return ("2026-01-01", "2025-12-31") if name.endswith("Date") else self.words

    def enum(self, kind: GraphQLEnumType) -> Sequence[str]:
        """Values of an enum; of kinds, those that the graph has."""
        some = {"NodeKind": [screaming(kind) for kind in self.curies], "EdgeKind": sorted(self.edge_kinds)}
        return some.get(kind.name) or list(kind.values)

    def has(self, kind: str, name: str) -> bool:
        """Whether a node of a kind has anything for a property or a relation; true of whatever is neither."""
        if kind not in self.curies:
            return True
        for relation in directed_edge_kinds(kind):
            if relation.field == name:
                ways = self.sides.keys() if relation.direction is Direction.BOTH else [relation.direction]
                return any((kind, edge) in self.sides[way] for way in ways for edge in relation.kinds())
        declared = [item.name for item in ONTOLOGY.nodes[kind].properties if camel(item.name) == name]
        return all((kind, item) in self.properties for item in declared)


class Values:
    """Values of input types, as JSON has them; `draw` chooses."""

    def __init__(self, draw: st.DrawFn, schema: GraphQLSchema, words: Words) -> None:
        self._draw, self.schema, self.words = draw, schema, words
        self._turn = 0

    def pick(self, some: Sequence[_Some]) -> _Some:
        """One of some, counted from another one each time: Hypothesis draws nought more often than all others."""
        self._turn += 1
        return some[(self._draw(_up_to(len(some) - 1)) + self._turn) % len(some)]

    def one_in(self, number: int) -> bool:
        """True once in so many times, a power of two: so no two draws mean the same, and few queries come again."""
        return number == 1 or (self._draw(_EITHER) and self.one_in(number // 2))

    def value(self, kind: Any, name: str, about: str, depth: int = 0) -> Any:
        """A value for an argument or an input field of this name, where it is about nodes of a kind."""
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        elif self.one_in(8):
            return None
        if isinstance(kind, GraphQLList):
            return [self.value(kind.of_type, name, about, depth) for _ in range(self.pick((1, 2, 0, 3)))]
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, name, about, depth + 1)
        return (
            self.pick(self.words.enum(kind)) if isinstance(kind, GraphQLEnumType) else self._scalar(kind, name, about)
        )

    def _scalar(self, kind: GraphQLNamedType, name: str, about: str) -> Any:
        if kind.name == "Boolean":
            return self.one_in(2)
        if kind.name in {"Int", "Float"}:
            right = _NUMBERS.get(name, _COUNTS) if kind.name == "Int" else _SHARES
            return self.pick(_WRONG if self.one_in(_SELDOM) else right)
        of_any_kind = self.one_in(_SELDOM)
        return self.pick(_RUBBISH if self.one_in(_SELDOM) else self.words.texts(name, "" if of_any_kind else about))

    def _object(self, kind: GraphQLInputObjectType, name: str, about: str, depth: int) -> dict[str, Any]:
        """All required fields and at most two others."""
        owner = kind.name.removesuffix("Where")
        about = owner if owner in self.words.curies else about
        usable = [key for key in kind.fields if self.words.has(about, key) and (depth < _DEEPEST or key != "edges")]
        require_package = [key for key in usable if is_required_input_field(kind.fields[key])]
        others = [key for key in usable if key not in require_package]
        chosen = {self.pick(others): None for _ in range(self.pick((1, 0, 2)))} if others else ()
        value = {}
        for key in (*require_package, *chosen):
            one = kind.fields[key].type
            far = given_by(self.schema, about, key) if get_named_type(one).name == "RelatedTo" else about
            value[key] = self.value(one, name if kind.name.endswith("Filter") else key, far, depth)
        return value


@dataclass(slots=True)
class Arguments:
    """Arguments as they are written, and the variables that some of them are put into."""

    values: Values
    declared: dict[str, str] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)

    def written(self, arguments: Mapping[str, GraphQLArgument], about: str, *, pages: bool) -> str:
        """The arguments of a field that gives items of a kind; where it is read in pages, with a cursor."""
        texts = []
        for key in self._chosen(arguments, pages):
            if pages and key in {"after", "before"}:
                self.declared["cursor"] = "String"
                texts.append(f"{key}: $cursor")
            else:
                value = self.values.value(arguments[key].type, key, about)
                texts.append(f"{key}: {self._member(arguments[key], value)}")
        return f"({', '.join(texts)})" if texts else ""

    def _chosen(self, arguments: Mapping[str, GraphQLArgument], pages: bool) -> Iterator[str]:
        """What must be given, one way to find a node, one way to page, and some of the others."""
        ways = [key for key in ("slug", "curie", "code") if "slug" in arguments and key in arguments]
        way, backwards = self.values.pick(ways) if ways else "", "last" in arguments and self.values.one_in(4)
        paging: Sequence[str] = ("first",)
        if pages:
            paging = ("last", "before") if backwards else ("first", "after")
        elif backwards:
            paging = self.values.pick(_PAGING)
        apart = {*ways, "first", "after", "last", "before", *(["system"] if way != "code" else [])}
        for key, argument in arguments.items():
            if is_required_argument(argument) or key in {way, *paging} or (key not in apart and self.values.one_in(4)):
                yield key

    def literal(self, kind: Any, value: Any, *, optional: bool = False, constant: bool = False) -> str:
        """A value as it is written; `optional` where there is a default, `constant` where no variable may stand."""
        if not constant and self.values.one_in(8):
            return self._variable(kind, value, optional)
        plain: Any = get_nullable_type(kind)
        if value is None:
            return "null"
        if isinstance(plain, GraphQLList):
            return f"[{', '.join(self.literal(plain.of_type, item, constant=constant) for item in value)}]"
        if isinstance(plain, GraphQLInputObjectType):
            texts = [f"{key}: {self._member(plain.fields[key], item, constant)}" for key, item in value.items()]
            return f"{{{', '.join(texts)}}}"
        return str(value) if isinstance(plain, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)

    def _member(self, declared: Any, value: Any, constant: bool = False) -> str:
        optional = declared.default_value is not Undefined
        return self.literal(declared.type, value, optional=optional, constant=constant)

    def _variable(self, kind: Any, value: Any, optional: bool) -> str:
        """A variable with this value: given, by default, or not at all where that is allowed."""
        plain = get_nullable_type(kind)
        may_lack = optional or plain is kind
        ways = ["given", "default", "nothing", "null"] if may_lack and value is not None else ["given", "default"]
        way = self.values.pick(ways) if value is not None or may_lack else "given"
        default = f" = {self.literal(plain, value, constant=True)}" if way in {"default", "null"} else ""
        name = f"v{len(self.declared)}"
        self.declared[name] = f"{plain if default or way == 'nothing' else kind}{default}"
        if way in {"given", "null"}:
            rubbish = self.values.one_in(_SELDOM)
            self.given[name] = {"rubbish": 1} if rubbish else value if way == "given" else None
        return f"${name}"


def given_by(schema: GraphQLSchema, owner: str, name: str) -> str:
    """The type of what a field gives; of the items, where that is a list with pages."""
    declared: Any = schema.type_map[owner]
    given = get_named_type(declared.fields[name].type)
    return item_of(given) or given.name


def item_of(kind: GraphQLNamedType) -> str | None:
    """The type of the items of a list with pages."""
    nodes = kind.fields.get("nodes") if isinstance(kind, GraphQLObjectType) else None
    return get_named_type(nodes.type).name if nodes else None
