"""The endpoint of FHIR R4 terminology: operations, reading and searching, and batches of these, at `/fhir`.

Everything is answered in a thread of the queue of heavy work, the body of a request read there, too.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.model.deadline import Deadline, until_deadline
from graph.model.errors import InputError, QueryTooCostly, StoreError
from graph.model.limits import Limits
from graph.store import GraphStore
from serving.body import ClientDisconnectedError
from serving.disconnect import while_connected
from serving.endpoint import client_of
from serving.executor import RequestExecutor
from serving.fhir.expansion import Expanded
from serving.fhir.messages import FhirError, Resource, issue, operation_outcome, read_parameters
from serving.fhir.operations import answer
from serving.work_queue import QueueFullError

PATH = "/fhir"
_JSON, _MEDIA_TYPE = ("application/fhir+json", "application/json"), "application/fhir+json; fhirVersion=4.0"
_ROWS_OF_A_BYTE = ...


class FhirEndpoint:
    """Answers all paths that begin with `/fhir`."""

    def __init__(self, executor: RequestExecutor) -> None:
        self._executor = executor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        deadline, store = Deadline(self._executor.limits.seconds), self._executor.graph.now.store
        work = partial(_answer, store, request, await request.body())
        ...
