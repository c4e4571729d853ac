"""What one request may cost. Whatever exceeds a limit is refused with a message that names it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)
from strawberry.extensions import MaxAliasesLimiter, MaxTokensLimiter, SchemaExtension
from strawberry.extensions.max_aliases import count_fields_with_alias


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a request.

    `tokens`, `aliases` and `depth` are of its document, `body` is in bytes; `nodes` counts the items that go into the
    answer, `rows` what is looked at to find them.
    """

    tokens: int = 2_500
    aliases: int = 200
    depth: int = 40
    nodes: int = 20_000
    rows: int = 300_000
    body: int = 256 * 1024

    def exceeded_by(self, document: DocumentNode) -> bool:
        """Whether a document has more aliases, or nests deeper, than it may."""
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        aliases = sum(count_fields_with_alias(operation, fragments) for operation in operations)
        deepest = max((depth(operation.selection_set, document) for operation in operations), default=0)
        return aliases > self.aliases or deepest > self.depth

    def extensions(self) -> list[Callable[[], SchemaExtension]]:
        """Strawberry extensions that hold a document to these limits before it runs."""
        return [
            lambda: MaxTokensLimiter(max_token_count=self.tokens),
            lambda: MaxAliasesLimiter(max_alias_count=self.aliases),
            lambda: DocumentLimits(self.depth),
        ]


class DocumentLimits(SchemaExtension):
    """Refuses a document that nests too deep, or that leaves open which of its operations is meant."""

    def __init__(self, depth: int) -> None:
        self._depth = depth

    def on_validate(self) -> Iterator[None]:
        document = self.execution_context.graphql_document
        if document is not None and self.execution_context.pre_execution_errors is None:
            refused = self._refusal(document)
            if refused is not None:
                self.execution_context.pre_execution_errors = [refused]
        yield

    def _refusal(self, document: DocumentNode) -> GraphQLError | None:
        operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        if len(operations) > 1 and not self.execution_context._provided_operation_name:
            return GraphQLError("The document has several operations: say which one with `operationName`.")
        if any(depth(operation.selection_set, document) > self._depth for operation in operations):
            return GraphQLError(f"The document nests deeper than {self._depth} fields.")
        return None


def depth(selections: SelectionSetNode | None, document: DocumentNode, path: frozenset[str] = frozenset()) -> int:
    """How many fields lie below each other; fragments that are unknown or spread themselves count nothing here."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    return _depth(selections, fragments, path)


def _depth(
    selections: SelectionSetNode | None, fragments: dict[str, FragmentDefinitionNode], path: frozenset[str]
) -> int:
    deepest = 0
    for selection in selections.selections if selections else ():
        if isinstance(selection, FieldNode):
            found = 0 if selection.name.value.startswith("__") else 1 + _depth(selection.selection_set, fragments, path)
        elif isinstance(selection, FragmentSpreadNode):
            name = selection.name.value
            known = fragments.get(name) if name not in path else None
            found = _depth(known.selection_set, fragments, path | {name}) if known else 0
        elif isinstance(selection, InlineFragmentNode):
            found = _depth(selection.selection_set, fragments, path)
        else:
            found = 0
        deepest = max(deepest, found)
    return deepest
