"""What an operation selects of an object type: its fields by response key, with fragments spread and merged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    visit,
)
from graphql.language import BooleanValueNode

Sets = Sequence[SelectionSetNode | None]
Switches = Mapping[str, bool]
"""The values of the variables that `@skip` and `@include` look at."""


@dataclass(frozen=True, slots=True)
class Selections:
    """The selections of a document, with its switches set."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    switches: Switches

    @classmethod
    def of_document(cls, schema: GraphQLSchema, document: DocumentNode, switches: Switches) -> "Selections":
        found = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        return cls(schema, found, switches)

    def fields(self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]) -> dict[str, list[FieldNode]]:
        """The fields of a type in the order in which they first stand; all selections of one key together."""
        found: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for selections in sets:
            for node in self._flat(kind, selections, seen):
                found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
        return found

    def _flat(
        self, kind: GraphQLObjectType, selections: SelectionSetNode | None, seen: set[str]
    ) -> Iterator[FieldNode]:
        for node in selections.selections if selections else ():
            if not self._taken(node):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition.name.value if node.type_condition else kind.name
                if self._is_a(kind, condition):
                    yield from self._flat(kind, node.selection_set, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if self._is_a(kind, fragment.type_condition.name.value):
                    yield from self._flat(kind, fragment.selection_set, seen)

    def _taken(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            if directive.name.value in ("skip", "include"):
                (argument,) = directive.arguments or ()
                value = argument.value
                given = self.switches[value.name.value] if isinstance(value, VariableNode) else (
                    isinstance(value, BooleanValueNode) and value.value)  # fmt: skip
                if given == (directive.name.value == "skip"):
                    return False
        return True

    def _is_a(self, kind: GraphQLObjectType, name: str) -> bool:
        if kind.name == name:
            return True
        other = self.schema.type_map.get(name)
        return isinstance(other, GraphQLAbstractType) and self.schema.is_sub_type(other, kind)


def selection_sets(nodes: Iterable[FieldNode]) -> Sets:
    """The selections of all places where one field is asked for."""
    return [node.selection_set for node in nodes]


def python_name(kind: GraphQLObjectType, node: FieldNode) -> str:
    """What a field is called in Python; those that begin with two underscores are GraphQL's own."""
    name = node.name.value
    return name if name.startswith("__") else str(kind.fields[name].extensions["strawberry-definition"].python_name)


def variables_of(node: FieldNode) -> list[str]:
    """The variables in the arguments of a field, each as often as it stands there."""
    return [name for argument in node.arguments or () for name in _variables(argument)]


def has_variables(argument: ArgumentNode) -> bool:
    """Whether a variable stands in an argument."""
    return bool(_variables(argument))


def _variables(argument: ArgumentNode) -> list[str]:
    found: list[str] = []

    class Look(Visitor):
        def enter_variable(self, variable: VariableNode, *_: Any) -> None:
            found.append(variable.name.value)

    visit(argument, Look())
    return found
