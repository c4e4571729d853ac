"""A valid operation, compiled; and the programs that are kept for asking again."""

import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

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
from strawberry.schema.schema import validate_document

from graph.errors import MedcodeError, QueryTooCostly
from graph.frozen import FrozenGraph
from graph.machine.opening import machine_over
from graph.store import GraphStore
from schema.compiled.arguments import Variables
from schema.compiled.compiler import Compiler, Root
from schema.compiled.connection import quoted
from schema.compiled.fragments import Fragments
from schema.compiled.run import NotCompiledError, Run
from schema.compiled.selection import Selections
from schema.context import InlineBudgetExceeded, Request
from schema.documents import Documents
from schema.errors import present
from schema.limits import Limits

if TYPE_CHECKING:
    from graph.machine.machine import Machine

log = logging.getLogger("medcode.schema")
_SHOWN = 500
_KEPT, _LONGEST = 512, 16_384
"""Operations kept at a time, and characters of a document that is compiled at all: so they cannot fill the memory."""
_SETTINGS = 16
"""Programs kept of one operation: one for each setting of its switches."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole body of an answer, and how many items it holds."""

    body: bytes
    items: int


@dataclass(frozen=True, slots=True)
class Program:
    """The fields of an operation with the JSON of their response keys; they run one after the other."""

    fields: Mapping[str, tuple[str, FieldNode, Root]]

    def run(self, run: Run) -> bytes:
        parts, errors = list[str](), list[object]()
        for name, (key, node, emit) in self.fields.items():
            try:
                value = emit(run)
            except QueryTooCostly as error:  # To ask the reference executor would cost as much again, and more.
                errors.append(present(GraphQLError(str(error), [node], path=[name], original_error=error)).formatted)
                value = "null"
            parts.append(key + value)
        told = f',"errors":{orjson.dumps(errors).decode()}' if errors else ""
        return f'{{"data":{{{",".join(parts)}}}{told}}}'.encode()


@dataclass(slots=True)
class Operation:
    """An operation of a valid document, the variables that decide what is skipped, and its programs by their values."""

    document: DocumentNode
    node: OperationDefinitionNode
    variables: Variables
    switches: tuple[str, ...]
    programs: dict[tuple[bool, ...], Program] = field(default_factory=dict)


class Programs:
    """Runs what can run compiled, and remembers how; `fragments` is how many bytes of JSON it may remember."""

    def __init__(self, schema: GraphQLSchema, documents: Documents, fragments: int = 0, *, native: bool = True) -> None:
        self._schema, self._documents, self._native = schema, documents, native
        self._operations: OrderedDict[tuple[str, str | None], Operation] = OrderedDict()
        self._graph: FrozenGraph | None = None
        self._limit = fragments
        self._fragments: Fragments | None = None
        self._machine: Machine | None = None

    def answer(
        self,
        store: GraphStore,
        limits: Limits,
        text: str,
        variables: Mapping[str, Any],
        name: str | None,
        inline_rows: int | None = None,
    ) -> Answer | None:
        """The answer; None where the reference executor must say, whatever the reason.

        Raises:
            InlineBudgetExceeded: more than `inline_rows` would have to be looked at.
        """
        try:
            graph = store.topology.graph
            if graph is not self._graph:
                self.begin(graph)
            operation = self._operation(text, name, limits)
            values = operation.variables.read(variables)
            program = self._program(operation, tuple([values.coerced[switch] for switch in operation.switches]))
            request = Request(store, limits, inline_rows=inline_rows, numbered=True)
            body = program.run(Run(request, graph, values, self._fragments))
        except InlineBudgetExceeded:
            raise
        except (NotCompiledError, MedcodeError, GraphQLError):
            return None  # The caller's mistakes, mostly.
        except Exception:
            log.exception("an operation could not run compiled: %s", text[:_SHOWN])
            return None
        return Answer(body, request.spent)

    def begin(self, graph: FrozenGraph) -> None:
        """Programs and fragments are of one graph: of another one before it, nothing is kept."""
        self._operations.clear()
        self._graph = graph
        self._fragments = Fragments(self._limit) if self._limit else None
        self._machine = machine_over(graph) if self._native else None

    def _operation(self, text: str, name: str | None, limits: Limits) -> Operation:
        """The operation that is meant.

        Raises:
            NotCompiledError: the document is not valid, exceeds its limits, or is too long to be kept.
        """
        key = text, name
        found = self._operations.get(key)
        if found is None:
            found = self._operations[key] = self._find(self._valid(text, limits), name)
            if len(self._operations) > _KEPT:
                self._operations.popitem(last=False)
        else:
            self._operations.move_to_end(key)
        return found

    def _valid(self, text: str, limits: Limits) -> DocumentNode:
        if len(text) > _LONGEST:
            raise NotCompiledError
        document = self._documents.get(text)
        if document is None:
            document = parse(text, max_tokens=limits.tokens)
            if validate_document(self._schema, document, tuple(specified_rules)) or limits.exceeded_by(document):
                raise NotCompiledError
            self._documents.keep(text, document)
        return document

    def _find(self, document: DocumentNode, name: str | None) -> Operation:
        operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        named = [found for found in operations if name is None or (found.name and found.name.value == name)]
        if len(named) != 1 or named[0].operation is not OperationType.QUERY:
            raise NotCompiledError
        (node,) = named
        return Operation(document, node, Variables(self._schema, node), _switches(document))

    def _program(self, operation: Operation, switches: tuple[bool, ...]) -> Program:
        found = operation.programs.get(switches)
        if found is None:
            if len(operation.programs) >= _SETTINGS:
                operation.programs.clear()
            found = operation.programs[switches] = self._compile(operation, switches)
        return found

    def _compile(self, operation: Operation, switches: tuple[bool, ...]) -> Program:
        chosen, kind = dict(zip(operation.switches, switches, strict=True)), self._schema.query_type
        if kind is None or self._graph is None:
            raise NotCompiledError
        selections = Selections.of_document(self._schema, operation.document, chosen)
        compiler = Compiler(selections, self._graph, fragments=self._limit > 0, machine=self._machine)
        fields = compiler.selections.fields(kind, [operation.node.selection_set])
        return Program({
            key: (f"{quoted(key)}:", nodes[0], compiler.root(kind, nodes)) for key, nodes in fields.items()
        })  # fmt: skip


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
