"""Documents that were parsed and found valid, by their text: most callers send the same few over and over."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock

from graphql import ASTValidationRule, DocumentNode, OperationDefinitionNode, specified_rules
from strawberry.extensions import SchemaExtension

from graph.model.limits import Limits
from schema.documents.privacy import states_a_case


class DocumentCache:
    """A cache of valid documents by text, shared by threads; it drops the least recently used.

    It holds `Limits.document_cache` characters of text; a parsed document takes some thirty times its text.
    """

    def __init__(self, rules: Sequence[type[ASTValidationRule]] = ()) -> None:
        """`rules` are those by which a document is valid, beside the ones that GraphQL specifies."""
        self.rules = (*specified_rules, *rules)
        self._size = 0
        self._known: OrderedDict[str, DocumentNode] = OrderedDict()
        self._lock = Lock()

    def get(self, text: str) -> DocumentNode | None:
        with self._lock:
            document = self._known.get(text)
            if document is not None:
                self._known.move_to_end(text)
            return document

    def keep(self, text: str, document: DocumentNode) -> None:
        """Remember a valid document, unless it states a case.

        Which of several operations is meant is not in its text: such are not kept, either.
        """
        if states_a_case(document):
            return
        operations = sum(isinstance(node, OperationDefinitionNode) for node in document.definitions)
        with self._lock:
            if operations != 1 or text in self._known:
                return
            self._known[text] = document
            self._size += len(text)
            while self._size > Limits.document_cache:
                old, _ = self._known.popitem(last=False)
                self._size -= len(old)


class CacheDocuments(SchemaExtension):
    """Skips parsing and validation of what is known; must stand before whatever validates."""

    def __init__(self, documents: DocumentCache) -> None:
        self._documents = documents
        self._known = False

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        document = self._documents.get(context.query or "")
        if document is not None:
            context.graphql_document, self._known = document, True
        yield

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        if self._known:
            context.pre_execution_errors = []
        yield
        if not self._known and not context.pre_execution_errors and context.query and context.graphql_document:
            self._documents.keep(context.query, context.graphql_document)
