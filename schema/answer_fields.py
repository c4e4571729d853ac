"""What a query selects, as the fields of its answer: by response key, fragments spread, in the order of the document.

The types say what cannot be seen in an answer: what an empty list would hold, and which text is no number.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    TypeNameMetaFieldDef,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_interface_type,
    is_list_type,
    is_object_type,
    value_from_ast_untyped,
)

from graph.export.table.answer_rows import Field
from graph.export.table.table import ColumnType

_TYPES = {"Int": ColumnType.INTEGER, "Float": ColumnType.NUMBER, "Boolean": ColumnType.BOOLEAN}
"""Columns of scalars; all others are texts: identifiers, codes, dates and names of enums."""
_ITEMS, _ITEM, _PAGE = ("nodes", "edges"), "node", "pageInfo"
"""Fields of connections, by 'GraphQL Cursor Connections': what has `pageInfo` is one, also where nothing is an edge."""
_EDGE = "Edge"
"""How types of edges end, by the same source."""


class _Selected(NamedTuple):
    """A field where it stands: the type that is asked for it, and its node in the document."""

    parent: GraphQLCompositeType
    node: FieldNode


def answer_fields(
    schema: GraphQLSchema, document: DocumentNode, operation: str | None, variables: Mapping[str, Any]
) -> tuple[Field, ...]:
    """The fields of the answer to a valid operation; `variables` decide what is skipped."""
    definitions = document.definitions
    found = next(
        node
        for node in definitions
        if isinstance(node, OperationDefinitionNode) and operation in (None, "", node.name.value if node.name else "")
    )
    root = schema.get_root_type(found.operation)
    if root is None:
        return ()
    defaults = {
        declared.variable.name.value: value_from_ast_untyped(declared.default_value)
        for declared in found.variable_definitions or ()
        if declared.default_value
    }
    fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
    return _AnswerFields(schema, fragments, {**defaults, **variables}).of([(root, found.selection_set)])


class _AnswerFields:
    """Reads selections into fields."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]
    ) -> None:
        self._schema, self._fragments, self._variables = schema, fragments, variables

    def of(self, sets: Iterable[tuple[GraphQLCompositeType, SelectionSetNode]]) -> tuple[Field, ...]:
        """The fields of an object, which may be selected at several places."""
        found: dict[str, list[_Selected]] = {}
        for parent, selections in sets:
            for selected in self._spread(parent, selections):
                node = selected.node
                found.setdefault(node.alias.value if node.alias else node.name.value, []).append(selected)
        return tuple(self._field(key, selected) for key, selected in found.items())

    def _field(self, key: str, selected: list[_Selected]) -> Field:
        first = selected[0]
        type_ = _type_of(first)
        named = get_named_type(type_)
        is_list = is_list_type(get_nullable_type(type_))
        if not is_composite_type(named):
            return Field(key, ColumnType.TEXT if is_list else _TYPES.get(named.name, ColumnType.TEXT))
        sets = [(_composite_type_of(one), one.node.selection_set) for one in selected if one.node.selection_set]
        return Field(key, None, self.of(sets), is_list, is_wrapper=_is_wrapper(first))

    def _spread(self, parent: GraphQLCompositeType, selections: SelectionSetNode) -> Iterator[_Selected]:
        """The fields of a selection, those of its fragments in the place of these."""
        for node in selections.selections:
            if self._is_skipped(node):
                continue
            if isinstance(node, FieldNode):
                yield _Selected(parent, node)
                continue
            fragment = self._fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
            if isinstance(fragment, FragmentDefinitionNode | InlineFragmentNode):
                condition = fragment.type_condition
                inner = self._schema.get_type(condition.name.value) if condition else parent
                if is_composite_type(inner):
                    yield from self._spread(inner, fragment.selection_set)

    def _is_skipped(self, node: SelectionNode) -> bool:
        """Whether `@skip` or `@include` leaves a selection out (GraphQL, 'Type System', 3.13.1 and 3.13.2)."""
        for directive in node.directives or ():
            if directive.name.value in ("skip", "include"):
                (argument,) = directive.arguments or ()
                value = argument.value
                given = (
                    self._variables.get(value.name.value)
                    if isinstance(value, VariableNode)
                    else value_from_ast_untyped(value)
                )
                if bool(given) == (directive.name.value == "skip"):
                    return True
        return False


def _type_of(selected: _Selected) -> GraphQLOutputType:
    """The type of a field."""
    parent, name = selected.parent, selected.node.name.value
    if name == "__typename" or not (is_object_type(parent) or is_interface_type(parent)):
        return TypeNameMetaFieldDef.type
    declared: GraphQLOutputType = parent.fields[name].type
    return declared


def _composite_type_of(selected: _Selected) -> GraphQLCompositeType:
    """The type of a field that has fields."""
    return cast("GraphQLCompositeType", get_named_type(_type_of(selected)))


def _is_wrapper(selected: _Selected) -> bool:
    """Whether a field of a connection or of an edge of one only holds others."""
    parent, name = selected.parent, selected.node.name.value
    if name == _ITEM:
        return parent.name.endswith(_EDGE)
    return name in _ITEMS and is_object_type(parent) and _PAGE in parent.fields
