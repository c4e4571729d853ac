"""A valid operation, compiled; and the programs that are kept for asking again."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from inspect import isawaitable
from typing import Any

import orjson
from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    parse,
    specified_rules,
    visit,
)
from graphql.execution.values import VariableValues, get_variable_values
from strawberry.schema.schema import validate_document

from graph.errors import QueryTooCostly
from graph.store import GraphStore
from schema.compiled.compiler import Compiler
from schema.compiled.run import DirectRequest, NotCompiledError, Run
from schema.compiled.selection import Selections
from schema.documents import Documents
from schema.errors import present
from schema.limits import Limits

_KEPT, _LONGEST = 512, 16_384
"""Programs kept at a time, and characters of a document that is compiled at all: so they cannot fill the memory."""
Root = Callable[[Run], "Awaitable[bytes] | bytes"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole body of an answer, and how many items it holds."""

    body: bytes
    items: int


@dataclass(frozen=True, slots=True)
class Program:
    """The fields of an operation by response key; they run one after the other, and may wait."""

    fields: Mapping[str, tuple[FieldNode, Root]]

    async def run(self, run: Run) -> bytes:
        parts, errors = [], []
        for key, (node, emit) in self.fields.items():
            try:
                part = emit(run)
                value = await part if isawaitable(part) else part
            except QueryTooCostly as error:  # To ask the reference executor would cost as much again, and more.
                errors.append(present(GraphQLError(str(error), [node], path=[key], original_error=error)).formatted)
                value = b"null"
            parts.append(orjson.dumps(key) + b":" + value)
        told = b',"errors":' + orjson.dumps(errors) if errors else b""
        return b'{"data":{' + b",".join(parts) + b"}" + told + b"}"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a document and the variables that decide what is skipped."""

    document: DocumentNode
    node: OperationDefinitionNode
    switches: tuple[str, ...]


class Programs:
    """Runs what can run compiled, and remembers how."""

    def __init__(self, schema: GraphQLSchema, documents: Documents) -> None:
        self._schema, self._documents = schema, documents
        self._operation = lru_cache(_KEPT)(self._find)
        self._program = lru_cache(_KEPT)(self._compile)

    async def answer(
        self, store: GraphStore, limits: Limits, text: str, variables: Mapping[str, Any], name: str | None
    ) -> Answer | None:
        """The answer; None where the reference executor must say, whatever the reason."""
        try:
            self._admit(text, limits)
            operation = self._operation(text, name)
            values = self._values(operation, variables)
            program = self._program(text, name, tuple(values.coerced[switch] for switch in operation.switches))
            request = DirectRequest(store, limits)
            body = await program.run(Run(request, store.topology.graph, values))
        except Exception:
            return None
        return Answer(body, request.spent)

    def _admit(self, text: str, limits: Limits) -> None:
        """Remember a document that is valid and within its limits.

        Raises:
            NotCompiledError: it is not, or it is too long to be kept.
        """
        if len(text) > _LONGEST:
            raise NotCompiledError
        if self._documents.get(text) is None:
            document = parse(text, max_tokens=limits.tokens)
            if validate_document(self._schema, document, tuple(specified_rules)) or limits.exceeded_by(document):
                raise NotCompiledError
            self._documents.keep(text, document)

    def _find(self, text: str, name: str | None) -> Operation:
        document = self._documents.get(text) or parse(text)
        operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        (node,) = [found for found in operations if name is None or (found.name and found.name.value == name)]
        if node.operation is not OperationType.QUERY:
            raise NotCompiledError
        return Operation(document, node, _switches(document))

    def _values(self, operation: Operation, variables: Mapping[str, Any]) -> VariableValues:
        values = get_variable_values(self._schema, operation.node.variable_definitions or (), dict(variables))
        if not isinstance(values, VariableValues):
            raise NotCompiledError
        return values

    def _compile(self, text: str, name: str | None, switches: tuple[bool, ...]) -> Program:
        operation = self._operation(text, name)
        chosen = dict(zip(operation.switches, switches, strict=True))
        compiler = Compiler(Selections.of_document(self._schema, operation.document, chosen))
        kind = self._schema.query_type
        if kind is None:
            raise NotCompiledError
        fields = compiler.selections.fields(kind, [operation.node.selection_set])
        return Program({key: (nodes[0], compiler.root(kind, nodes)) for key, nodes in fields.items()})


def _switches(document: DocumentNode) -> tuple[str, ...]:
    """The variables that `@skip` and `@include` look at."""
    found: dict[str, None] = {}

    class Look(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            decides = node.name.value in ("skip", "include")
            for argument in (node.arguments or ()) if decides else ():
                if isinstance(argument.value, VariableNode):
                    found[argument.value.name.value] = None

    visit(document, Look())
    return tuple(found)
