"""Reads the declaration of one kind of edge of an institution's own, and tells every mistake in it.

Names become fields and types of GraphQL, labels of graph databases and columns of files: so each is an identifier of a
narrow form, and none may be one that is taken. Types of GraphQL that are made for such a kind have an underscore in
their names, which no other type has.
"""

import re
from collections.abc import Iterator, Mapping
from keyword import iskeyword
from typing import Any

from graph.model.nearest_name import nearest_name
from graph.model.ontology.own_declaration import Declaration, Mistake, camel_case
from graph.model.ontology.own_property import PropertyReader
from graph.model.ontology.types import BiolinkTerm, EdgeKind, EdgeStyle, Ontology, Property, PropertyType

RESERVED_FIELDS = frozenset(
    ("id", "curie", "kind", "name", "code", "nearest", "previous", "next", "validity", "notes", "procedures", "at")
)
"""Fields that GraphQL types of nodes have or may have beside properties and kinds of edges."""
_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z][A-Z0-9]*)*")
_FIELD = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
_LONGEST_NAME = 60
_ORDERED = (PropertyType.INTEGER, PropertyType.NUMBER, PropertyType.DATE)
_KEYS = (
    *("sources", "targets", "field", "description", "inverse", "inverse_description"),
    *("properties", "symmetric", "same_kind", "strongest"),
)


class EdgeKindReader:
    """Reads one declaration; `mistakes` has all that is wrong with it."""

    def __init__(self, known: Ontology, name: str) -> None:
        """`known` has the kinds that are there already."""
        self._known, self._name = known, name
        self.mistakes: list[Mistake] = []

    def read(self, declared: Any) -> EdgeKind | None:
        """The kind; None where something is wrong with it."""
        if not isinstance(declared, Mapping):
            Declaration({}, self.mistakes).refuse("", "it is no table: write [edges.NAME], and below it its keys")
            return None
        given = Declaration(declared, self.mistakes)
        given.refuse_unknown(_KEYS)
        self._check_name(given)
        sources, targets = self._node_kinds(given, "sources"), self._node_kinds(given, "targets")
        symmetric = given.boolean("symmetric")
        field = self._field(given, "field", camel_case(self._name))
        description = given.description("description")
        inverse, inverse_description = field, ""
        if symmetric:
            self._check_symmetric(given, sources, targets)
        else:
            inverse = self._field(given, "inverse", None)
            inverse_description = given.description("inverse_description")
        properties = tuple(self._properties(given))
        strongest = self._strongest(given, properties)
        same_kind = given.boolean("same_kind")
        self._check_taken(given, sources, "field", field)
        if not symmetric:
            self._check_taken(given, targets, "inverse", inverse)
            if field and field == inverse and set(sources) & set(targets):
                given.refuse("inverse", f"'{inverse}' is the field of the other way, and a node can be at both ends")
        if self.mistakes:
            return None
        return EdgeKind(
            self._name,
            sources,
            targets,
            field,
            inverse,
            description,
            properties,
            same_kind=same_kind,
            symmetric=symmetric,
            strongest=strongest,
            payload=f"_{_pascal_case(self._name)}" if properties else "",
            inverse_description=inverse_description,
            is_own=True,
            style=EdgeStyle("solid", "triangle", targets[0]),
            biolink=BiolinkTerm("related_to", "declared in an ontology file, which says no predicate of Biolink"),
        )

    def _check_name(self, given: Declaration) -> None:
        if not _NAME.fullmatch(self._name) or len(self._name) > _LONGEST_NAME:
            problem = "a kind is called in words of capital letters and digits that begin with letters, as TREATED_WITH"
            given.refuse("", f"{problem}, and has at most {_LONGEST_NAME} characters")
        elif self._name in self._known.edges:
            given.refuse("", "there is a kind of edge of this name already")

    def _node_kinds(self, given: Declaration, key: str) -> tuple[str, ...]:
        """The kinds of nodes at one end; only those that there are."""
        names = given.texts(key)
        for name in names:
            if name not in self._known.nodes:
                near = nearest_name(name, self._known.nodes, 0.5)
                guess = {"did_you_mean": near} if near else {}
                given.refuse(key, f"there is no kind of node '{name[:80]}'", **guess)
        if len(set(names)) < len(names):
            given.refuse(key, "it names a kind of node twice")
        return tuple(name for name in names if name in self._known.nodes)

    def _field(self, given: Declaration, key: str, default: str | None) -> str:
        name = given.text(key, default)
        if name and (not _FIELD.fullmatch(name) or len(name) > _LONGEST_NAME or iskeyword(name)):
            problem = "a field is called in letters and digits that begin with a small one, as treatedWith"
            given.refuse(key, f"{problem}, and has at most {_LONGEST_NAME} characters")
            return ""
        return name

    def _check_symmetric(self, given: Declaration, sources: tuple[str, ...], targets: tuple[str, ...]) -> None:
        for key in ("inverse", "inverse_description"):
            if key in given.values:
                given.refuse(key, "a symmetric edge says the same of both its ends, so it has no inverse")
        ends_are_right = not any(mistake.keys in (("sources",), ("targets",)) for mistake in self.mistakes)
        if ends_are_right and set(sources) != set(targets):
            given.refuse("targets", "a symmetric edge has the same kinds at both ends")

    def _properties(self, given: Declaration) -> Iterator[Property]:
        for name, declared in given.table("properties").items():
            reader = PropertyReader(self._known, self._name, name)
            found = reader.read(declared)
            self.mistakes.extend(reader.mistakes)
            if found is not None:
                yield found

    def _strongest(self, given: Declaration, properties: tuple[Property, ...]) -> str | None:
        name = given.text("strongest", "") or None
        wrong = {
            mistake.keys[1] for mistake in self.mistakes if mistake.keys[:1] == ("properties",) and mistake.keys[1:]
        }
        right = {item.name for item in properties if item.type in _ORDERED}
        if name is not None and name not in wrong | right:
            given.refuse("strongest", f"'{name[:80]}' is none of its properties that are integers, numbers or dates")
        return name

    def _check_taken(self, given: Declaration, kinds: tuple[str, ...], key: str, field: str) -> None:
        """Refuse a field that a kind of node at this end has already."""
        taken = [kind for kind in kinds if field in RESERVED_FIELDS or field in self._fields_of(kind)]
        if field and taken:
            given.refuse(key, f"'{field}' is taken: {taken[0]} has a field of this name already; choose another")

    def _fields_of(self, kind: str) -> set[str]:
        known = self._known
        properties = {camel_case(item.name) for item in known.nodes[kind].properties}
        ways = {edge.field for edge in known.outgoing(kind)} | {edge.inverse for edge in known.incoming(kind)}
        return properties | ways


def _pascal_case(name: str) -> str:
    """`TREATED_WITH` is `TreatedWith`: no two names become the same, as each word begins with a letter."""
    return "".join(word.capitalize() for word in name.split("_"))
