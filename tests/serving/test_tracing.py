"""Spans: one for each request that is no probe, with what its operation was and cost, and nothing that it was about."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from serving.application import create_app
from serving.settings import Settings
from serving.tracing import configured_spans, spans_by
from tests.conftest import store_of
from tests.serving.conftest import REQUEST_ID
from tests.serving.live_server import HEAVY

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
PATIENT = "zq-of-a-patient"
COMPILED = "query Named($slug: String!) { risk(slug: $slug) { name } }"
COSTLY = f"{{ {' '.join(f'p{number}: {HEAVY[2:-2]}' for number in range(40))} }}"
HEADERS = {"traceparent": f"00-{TRACE}-{PARENT}-01", "x-api-key": PATIENT, "cookie": PATIENT, "baggage": f"a={PATIENT}"}


@pytest.fixture(scope="module")
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture(scope="module")
def client(graph: Graph, exporter: InMemorySpanExporter) -> Iterator[TestClient]:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    settings = Settings(limits=Limits(cost=1_000))
    app = create_app(settings, store_of(graph), observers=[spans_by(provider.get_tracer("test"))])
    with TestClient(app, "http://localhost", raise_server_exceptions=False) as found:
        yield found


def span_of(client: TestClient, exporter: InMemorySpanExporter, query: str, **body: object) -> ReadableSpan:
    """The span of an operation, which says nothing of its variables, its document or keys."""
    exporter.clear()
    client.post(f"/graphql?of={PATIENT}", json={"query": query, **body}, headers=HEADERS)
    (span,) = exporter.get_finished_spans()
    assert PATIENT not in span.to_json()
    assert span.kind is SpanKind.SERVER
    assert (span.parent and f"{span.parent.trace_id:032x}", f"{span.context.trace_id:032x}") == (TRACE, TRACE)
    assert span.parent is not None
    assert f"{span.parent.span_id:016x}" == PARENT
    assert span.start_time is not None
    assert span.end_time is not None
    assert 0 < span.end_time - span.start_time < 60e9
    return span


def test_compiled(client: TestClient, exporter: InMemorySpanExporter) -> None:
    for execution in ("compiled", "cached"):
        span = span_of(client, exporter, COMPILED, variables={"slug": "infection"})
        assert (span.name, span.status.status_code) == ("query", StatusCode.UNSET)
        assert span.attributes == {
            "http.request.method": "POST",
            "http.response.status_code": 200,
            "http.route": "/graphql",
            "graphql.operation.type": "query",
            "graphql.operation.name": "Named",
            "medcode.root_fields": ("risk",),
            "medcode.request_id": REQUEST_ID,
            "medcode.execution": execution,
            "medcode.items": 1,
            "medcode.cost.requested": 1,
            "medcode.cost.actual": 1,
            "medcode.cost.limit": 1_000,
        }


def test_deferred(client: TestClient, exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "inline_rows", 2)
    found = span_of(client, exporter, HEAVY, extensions={"note": PATIENT}).attributes or {}
    assert (found["medcode.execution"], found["medcode.root_fields"]) == ("deferred", ("procedures",))
    assert (found["medcode.items"], found["medcode.cost.actual"]) == (5, 100)


def test_by_the_reference_executor(client: TestClient, exporter: InMemorySpanExporter) -> None:
    found = span_of(client, exporter, '{ __schema { queryType { name } } risk(slug: "a") { name } }').attributes or {}
    assert (found["medcode.execution"], found["medcode.root_fields"]) == ("reference", ("risk",))
    assert "graphql.operation.name" not in found


def test_root_fields_in_fragments(client: TestClient, exporter: InMemorySpanExporter) -> None:
    query = """{ ...one ... on Query { b: role(slug: "b") { name } } }
               fragment one on Query { a: risk(slug: "a") { name } c: setting(slug: "c") { name } }"""
    for asked in (query, query.replace("c: setting", "...one c: setting")):
        found = span_of(client, exporter, asked).attributes or {}
        assert found["medcode.root_fields"] == ("risk", "setting", "role")


@pytest.mark.parametrize(
    ("query", "code", "fields"),
    [
        (COSTLY, "QUERY_TOO_COSTLY", True),
        (f'{{ risk(slug: "{PATIENT}", nothing: "{PATIENT}") {{ name }} }}', "GRAPHQL_VALIDATION_FAILED", True),
        ("{ zqofapatient }".replace("zq", PATIENT[:2]), "GRAPHQL_VALIDATION_FAILED", False),
        (f"{{ # {PATIENT}", "GRAPHQL_PARSE_FAILED", False),
    ],
)
def test_a_failed_operation(
    client: TestClient, exporter: InMemorySpanExporter, query: str, code: str, fields: bool
) -> None:
    span = span_of(client, exporter, query)
    found = span.attributes or {}
    assert (found["medcode.error_codes"], found["error.type"]) == ((code,), code)
    assert bool(found.get("medcode.root_fields")) is fields
    assert (span.status.status_code, span.status.description) == (StatusCode.ERROR, None)
    assert "zqofapatient" not in span.to_json()


def test_what_is_no_operation(client: TestClient, exporter: InMemorySpanExporter) -> None:
    exporter.clear()
    for path in ("/health", "/ready", "/metrics", f"/schema.graphql?of={PATIENT}"):
        client.get(path)
    (span,) = exporter.get_finished_spans()
    assert (span.name, (span.attributes or {})["http.route"]) == ("GET", "/schema.graphql")
    assert (span.parent, PATIENT in span.to_json()) == (None, False)


def test_the_environment_of_opentelemetry_turns_them_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert configured_spans() == []
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "none")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    assert configured_spans() == []
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "console")
    assert len(configured_spans()) == 1
