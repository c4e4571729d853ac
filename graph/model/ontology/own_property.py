"""Reads the declaration of one property of a kind of edge of an institution's own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from keyword import iskeyword
from typing import Any

from graph.model.ontology.own_declaration import Declaration, Mistake
from graph.model.ontology.types import EdgeKind, NodeKind, Ontology, Property, PropertyType

RESERVED_PROPERTIES = frozenset(
    (
        *("id", "curie", "kind", "name", "key", "place", "properties", "source", "target", "evidence"),
        *("node", "cursor", "order", "edge", "at", "self", "subject", "predicate", "object"),
        *("in_place", "parallel", "check"),
    )
)
"""Names that edges have otherwise: in Python, in GraphQL, in tables, and in graph databases."""
OWN_TYPES = tuple(kind.value for kind in PropertyType if kind is not PropertyType.REASONS)
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*")
_VALUE = re.compile(r"[a-z][a-z0-9]*( [a-z0-9]+)*")
_LONGEST_NAME = 60
_MOST_VALUES = 100
_KEYS = ("type", "description", "values")


class PropertyReader:
    """Reads one declaration; `mistakes` has all that is wrong with it."""

    def __init__(self, known: Ontology, kind: str, name: str) -> None:
        self._known, self._kind, self._name = known, kind, name
        self.mistakes: list[Mistake] = []

    def read(self, declared: Any) -> Property | None:
        """The property; None where something is wrong with it."""
        within = ("properties", self._name)
        given = Declaration(declared if isinstance(declared, Mapping) else {}, self.mistakes, within)
        if not isinstance(declared, Mapping):
            given.refuse("", "it is no table: write [edges.KIND.properties.NAME], and below it what is declared")
            return None
        given.refuse_unknown(_KEYS)
        self._check_name(given)
        description = given.description("description")
        name = given.text("type", PropertyType.STRING.value)
        if name not in OWN_TYPES:
            given.refuse("type", f"it must be one of {', '.join(OWN_TYPES)}")
            return None
        type_ = PropertyType(name)
        self._check_type(given, type_)
        values = tuple(self._values(given, type_))
        if self.mistakes:
            return None
        enum = f"{self._pascal(self._kind)}_{self._pascal(self._name)}Value" if values else None
        return Property(self._name, description, type_, enum, values)

    def _check_name(self, given: Declaration) -> None:
        name = self._name
        if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME or iskeyword(name):
            problem = (
                "a property is called in words of small letters and digits that begin with letters, as days_before"
            )
            given.refuse("", f"{problem}, and has at most {_LONGEST_NAME} characters")
        elif name in RESERVED_PROPERTIES:
            given.refuse("", f"'{name}' is the name of something else that edges have; choose another")

    def _check_type(self, given: Declaration, type_: PropertyType) -> None:
        """Refuse a type where a property of the same name has another: a column of a table has one."""
        kinds: Iterable[NodeKind | EdgeKind] = chain(self._known.node_kinds, self._known.edge_kinds)
        for kind in kinds:
            for item in kind.properties:
                if item.name == self._name and item.type is not type_:
                    problem = f"{kind.name} has a property of this name of the type {item.type}; choose another name"
                    given.refuse("type", problem)
                    return

    def _values(self, given: Declaration, type_: PropertyType) -> Iterator[tuple[str, str]]:
        values = given.table("values")
        if "values" in given.values and not values:
            given.refuse("values", "it must be a table of values, each with its description")
        if values and type_ is not PropertyType.STRING:
            given.refuse("values", "only a string has a list of values")
        if len(values) > _MOST_VALUES:
            given.refuse("values", f"there are more than {_MOST_VALUES}")
        described = Declaration(values, self.mistakes, (*given.within, "values"))
        for value in values:
            if not _VALUE.fullmatch(value) or len(value) > _LONGEST_NAME:
                described.refuse(value, "a value is written in words of small letters and digits, as 'not covered'")
            yield value, described.description(value)

    @staticmethod
    def _pascal(name: str) -> str:
        return "".join(word.capitalize() for word in name.split("_"))
