"""Spans of OpenTelemetry: one for a request, with what its operation was and cost; never variables, documents or keys.

Attributes are named as the semantic conventions for HTTP and GraphQL servers want it; those of our own have `medcode.`.
"""

import logging
import os
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, FragmentDefinitionNode, GraphQLError, InlineFragmentNode, get_operation_ast, parse

from graph.model.limits import Limits
from schema.create_schema import Schema
from serving.access_log import CODES, OPERATION, Observer, RequestEntry
from serving.request import GraphQLRequest

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_EXPORTERS, _ENDPOINTS = "OTEL_TRACES_EXPORTER", ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_NAMES = {"otlp": "otlp_proto_http"}
"""Of exporters, where the name of an entry point is another one than in `OTEL_TRACES_EXPORTER`."""
_PROBES, _SHOWN = ("/health", "/ready", "/metrics"), 128
log = logging.getLogger("medcode.server")


def configured_tracer() -> "Tracer | None":
    """What makes spans, where the environment of OpenTelemetry names an exporter or an endpoint."""
    names = os.environ.get(_EXPORTERS) or ("otlp" if any(map(os.environ.get, _ENDPOINTS)) else "none")
    if names == "none":
        return None
    try:
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415  (of an extra)
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError:
        log.warning("OTEL_… is set, but there are no traces: install medcode-graph[telemetry].")
        return None
    provider = TracerProvider()
    for name in names.split(","):
        for exporter in entry_points(group="opentelemetry_traces_exporter", name=_NAMES.get(name, name)):
            provider.add_span_processor(BatchSpanProcessor(exporter.load()()))
    return provider.get_tracer("medcode")


def observer_of(tracer: "Tracer", schema: Schema) -> Observer:
    """What makes a span of each request but those of probes; `schema` knows fields and parsed documents."""
    from opentelemetry.trace import SpanKind, StatusCode, format_trace_id  # noqa: PLC0415  (of an extra)
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    def begin(entry: RequestEntry) -> Callable[[], None]:
        if entry.scope["path"] in _PROBES:
            return lambda: None
        carrier = {name.decode("latin-1"): value.decode("latin-1") for name, value in entry.scope["headers"]}
        parent = TraceContextTextMapPropagator().extract(carrier)
        span = tracer.start_span(entry.scope["method"][:20], parent, SpanKind.SERVER)
        entry.ids["trace"] = format_trace_id(span.get_span_context().trace_id)

        def end() -> None:
            known = _attributes(entry, schema)
            span.update_name(known.get("graphql.operation.type") or entry.scope["method"])
            span.set_attributes({name: value for name, value in known.items() if value})
            if entry.status >= 500 or (known["medcode.error_codes"] and OPERATION in entry.state):
                span.set_status(StatusCode.ERROR)
            span.end()

        return end

    return begin


def _attributes(entry: RequestEntry, schema: Schema) -> dict[str, Any]:
    codes, cost = entry.state.get(CODES, ()), entry.header("cost")
    counted = dict(part.split("=") for part in cost.split(", ")) if cost else {}
    return {
        "http.request.method": entry.scope["method"],
        "http.response.status_code": entry.status,
        "http.route": getattr(entry.scope.get("route"), "path", None),
        "medcode.execution": entry.execution,
        **{f"medcode.cost.{name}": int(number) for name, number in counted.items()},
        "medcode.items": int(entry.header("items") or 0),
        "medcode.error_codes": codes,
        "error.type": codes[0] if codes else None,
        **_operation(entry.state.get(OPERATION), schema),
    }


def _operation(request: GraphQLRequest | None, schema: Schema) -> dict[str, Any]:
    """The name, the type and the root fields of an operation, as far as its document is one."""
    try:
        document = request and (schema.documents.get(request.query) or parse(request.query, max_tokens=Limits.tokens))
    except (GraphQLError, RecursionError):
        return {}
    operation = get_operation_ast(document, request.operation) if request and document else None
    if document is None or operation is None:
        return {}
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    fields, waiting = dict[str, None](), [operation.selection_set]
    for selections in waiting:
        for node in selections.selections:
            if isinstance(node, FieldNode):
                fields[node.name.value] = None
            elif inner := node if isinstance(node, InlineFragmentNode) else fragments.pop(node.name.value, None):
                waiting.append(inner.selection_set)
    return {
        "graphql.operation.type": operation.operation.value,
        "graphql.operation.name": operation.name.value[:_SHOWN] if operation.name else None,
        "medcode.root_fields": tuple(name for name in fields if name in schema._schema.query_type.fields),
    }
