"""The reference executor: graphql-core by Strawberry; it runs in a thread, since some of its documents run long."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from graph.model.errors import StoreAway
from graph.model.limits import Limits
from graph.store import GraphStore
from schema.context import Request
from schema.create_schema import Schema
from schema.errors import STORE_UNAVAILABLE, missing_operation
from serving.request import GraphQLRequest


class RefusedOperationError(Exception):
    """A well-formed request for an operation that there is not, or that its HTTP method does not allow."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class ReferenceAnswer:
    """The body of an answer and the headers that tell of it.

    `is_request_error`: nothing was executed, since the document or the variables are not valid; `codes`: those
    of the errors, each once; `is_private`: no cache may keep it.
    """

    body: bytes
    headers: Mapping[str, str]
    is_request_error: bool
    codes: tuple[str, ...]
    is_private: bool


class ReferenceExecutor:
    """Executes whatever request; several threads may use it."""

    def __init__(self, schema: Schema, limits: Limits) -> None:
        self._schema, self._limits = schema, limits

    def execute(self, store: GraphStore, request: GraphQLRequest, method: str) -> ReferenceAnswer:
        """The answer to a request that came by an HTTP method; a GET may only read.

        Raises:
            RefusedOperationError: see there.
            StoreAway: the database that has the edges did not answer, which is logged.
        """
        context = Request(store=store, limits=self._limits)
        try:
            result = self._schema.execute_sync(
                request.query,
                dict(request.variables),
                context,
                operation_name=request.operation,
                allowed_operation_types=OperationType.from_http("POST" if method == "POST" else "GET"),
                operation_extensions=dict(request.extensions),
            )
        except MissingQueryError:
            raise RefusedOperationError(400, "`query` is empty.") from None
        except CannotGetOperationTypeError as error:
            raise RefusedOperationError(400, missing_operation(request.operation)) from error
        except InvalidOperationTypeError as error:  # 'GraphQL over HTTP', the section on GET.
            raise RefusedOperationError(405, f"By {method}, only queries are executed.") from error
        if any((error.extensions or {}).get("code") == STORE_UNAVAILABLE for error in result.errors or ()):
            raise StoreAway
        return _encode(result, context)


def _encode(result: ExecutionResult, context: Request) -> ReferenceAnswer:
    """The answer with a result; one of a request error has no `data` (GraphQL, 'Response Format').

    Errors of fields have a path, errors of a request have none.
    """
    errors = result.errors or []
    is_request_error = result.data is None and bool(errors) and all(error.path is None for error in errors)
    answer = {
        **({} if is_request_error else {"data": result.data}),
        **({"errors": [error.formatted for error in errors]} if errors else {}),
        **({"extensions": result.extensions} if result.extensions else {}),
    }
    codes = tuple(dict.fromkeys(str((error.extensions or {}).get("code")) for error in errors))
    return ReferenceAnswer(orjson.dumps(answer), context.headers, is_request_error, codes, context.is_private)
