"""The fast path with what it answers counted, for servers whose metrics are asked for."""

from asyncio import BaseTransport
from time import perf_counter

from starlette.responses import Response as ErrorResponse

from serving.access_log import codes_in
from serving.executor import RequestExecutor
from serving.metrics import METRICS
from serving.protocol import FastPathProtocol
from serving.request_headers import FastPathHead
from serving.response import Response


class MeteredProtocol(FastPathProtocol):
    """Counts requests of the fast path, and those that are refused before the application sees them."""

    def connection_made(self, transport: BaseTransport) -> None:
        self._metrics, self._execution = self.app_state[METRICS], ""
        self._metrics.connections, self._metrics.tasks = self.connections, self.tasks
        super().connection_made(transport)

    def _try_fast_path(self, data: bytes, executor: RequestExecutor) -> bool:
        self._execution, started = "cached", perf_counter()
        is_answered = super()._try_fast_path(data, executor)
        if is_answered:
            self._metrics.count(self._execution, 200, perf_counter() - started)
        return is_answered

    def _execute(self, body: bytes, executor: RequestExecutor, head: FastPathHead) -> Response | None:
        self._execution = "compiled"
        response = super()._execute(body, executor, head)
        if response is not None and response.codes:
            self._metrics.errors.update(response.codes)
        return response

    def refuse(self, response: ErrorResponse) -> None:
        self._metrics.errors.update(codes_in(bytes(response.body)))
        super().refuse(response)
