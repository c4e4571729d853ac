"""Lines of the server log as JSON: with the ids of the request that they concern, and none of its values."""

import json
import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.model.property_graph import Graph
from graph.store import GraphStore
from serving.application import create_app
from serving.server_log import CONCERNED, JSONFormatter, configure_server_log
from serving.settings import JSON, Settings
from tests.conftest import store_of
from tests.serving.conftest import REQUEST_ID

TRACE = "0af7651916cd43dd8448eb211c80319c"
PATIENT = "zq-of-a-patient"


class Lines(logging.Handler):
    """Keeps what would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[dict[str, Any]] = []
        self.setFormatter(JSONFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(json.loads(self.format(record)))


@pytest.mark.parametrize("query", ["{ risk(slug: $slug) { name } }", "{ __typename risk(slug: $slug) { name } }"])
def test_a_failure_is_logged_with_the_ids_of_its_request_and_no_value(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(PATIENT)

    lines = Lines()
    monkeypatch.setattr(logging.getLogger("medcode"), "handlers", [lines])
    app = create_app(Settings(), store_of(graph))
    monkeypatch.setattr(GraphStore, "node", fail)
    monkeypatch.setattr("schema.execution.plan.OperationPlan.run", fail)
    with TestClient(app, "http://localhost", raise_server_exceptions=False) as client:
        body = {"query": f"query ($slug: String!) {query}", "variables": {"slug": PATIENT}}
        client.post("/graphql", json=body, headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"})
    assert lines.written
    for line in lines.written:
        assert (line["id"], line["trace"], line["level"]) == (REQUEST_ID, TRACE, "error")
        assert PATIENT not in json.dumps(line)
        assert line["exception"].endswith("RuntimeError")
        assert "in fail" in line["exception"]


def test_a_line_of_no_request_has_what_an_exception_says(capsys: pytest.CaptureFixture[str]) -> None:
    root, log = logging.getLogger(), logging.getLogger("medcode.server")
    before = root.handlers, log.level
    try:
        root.handlers = []
        configure_server_log(JSON)
        try:
            raise OSError("no such file")
        except OSError:
            log.exception("%s", "A snapshot could not be read: \udcff")
    finally:
        root.handlers, log.level = before
    (text,) = capsys.readouterr().err.splitlines()
    line = json.loads(text)
    assert CONCERNED.get() is None
    assert (line["logger"], line["message"]) == ("medcode.server", "A snapshot could not be read: \udcff")
    assert line["exception"].endswith("OSError\nno such file")
    assert line.keys() == {"time", "level", "logger", "message", "exception"}
