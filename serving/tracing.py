"""Spans of OpenTelemetry: one for a request, with what its operation was and cost; never variables, documents or keys.

Attributes are named as the semantic conventions for HTTP and GraphQL servers want it; those of our own have `medcode.`.
"""

import logging
import os
import re
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    SelectionSetNode,
    get_operation_ast,
    parse,
)
from starlette.types import Scope

from graph.model.limits import Limits
from schema.create_schema import Schema
from serving.access_log import CODES, OPERATION, Observer
from serving.request import GraphQLRequest

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_PROBES = ("/health", "/ready", "/metrics")
_COST = re.compile("(?<![a-z])([a-z]++)=([0-9]++)")
_TYPE = "graphql.operation.type"
_NAMES = {"id": "request_id", "execution": "execution", "items": "items", "codes": "error_codes"}
"""What lines call what, and attributes of our own."""
log = logging.getLogger("medcode.server")


def configured_spans() -> list[Observer]:
    """What makes spans, where the environment of OpenTelemetry names an exporter or an endpoint; else nothing."""
    endpoint = any(os.environ.get(f"OTEL_EXPORTER_OTLP_{of}ENDPOINT") for of in ("", "TRACES_"))
    names = os.environ.get("OTEL_TRACES_EXPORTER") or ("otlp" if endpoint else "none")
    if names == "none":
        return []
    try:
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415  (of an extra)
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError:
        log.warning("OTEL_… is set, but there are no traces: install medcode-graph[telemetry].")
        return []
    provider = TracerProvider()
    for name in re.sub(r"\botlp\b", "otlp_proto_http", names).split(","):
        for exporter in entry_points(group="opentelemetry_traces_exporter", name=name):
            provider.add_span_processor(BatchSpanProcessor(exporter.load()()))
    return [spans_by(provider.get_tracer("medcode"))]


def spans_by(tracer: "Tracer") -> Observer:
    """What makes a span of each request that has ended, but for those of probes."""
    from opentelemetry.trace import SpanKind, StatusCode  # noqa: PLC0415  (of an extra)
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    def make_span(scope: Scope, known: Mapping[str, Any]) -> None:
        if known["path"] in _PROBES:
            return
        ended, state = time.time_ns(), scope["state"]
        carrier = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        attributes = {
            "http.request.method": known["method"],
            "http.response.status_code": known["status"],
            "http.route": getattr(scope.get("route"), "path", None),
            **{f"medcode.{own}": known.get(name) for name, own in _NAMES.items()},
            **{f"medcode.cost.{name}": int(number) for name, number in _COST.findall(known.get("cost", ""))},
            "error.type": next(iter(known.get("codes", ())), None),
            **_operation(state.get(OPERATION), scope["app"].state.graph.schema),
        }
        span = tracer.start_span(
            attributes.get(_TYPE, known["method"]),
            TraceContextTextMapPropagator().extract(carrier),
            SpanKind.SERVER,
            {name: value for name, value in attributes.items() if value is not None},
            start_time=ended - int(known["ms"] * 1e6),
        )
        if known["status"] >= 500 or (OPERATION in state and state.get(CODES)):
            span.set_status(StatusCode.ERROR)
        span.end(ended)

    return make_span


def _operation(request: GraphQLRequest | None, schema: Schema) -> dict[str, Any]:
    """The name, the type and the root fields of an operation."""
    if request is None:
        return {}
    try:
        document = schema.documents.get(request.query) or parse(request.query, max_tokens=Limits.tokens)
    except (GraphQLError, RecursionError):
        return {}
    operation = get_operation_ast(document, request.operation)
    if operation is None or schema._schema.query_type is None:
        return {}
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    fields = _root_fields(operation.selection_set, fragments)
    return {
        _TYPE: operation.operation.value,
        "graphql.operation.name": operation.name and operation.name.value[:128],
        "medcode.root_fields": [name for name in dict.fromkeys(fields) if name in schema._schema.query_type.fields],
    }


def _root_fields(selected: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode]) -> Iterator[str]:
    """The names of the fields that are selected, also by fragments, each of which is entered once."""
    for node in selected.selections:
        if isinstance(node, FieldNode):
            yield node.name.value
        elif isinstance(node, InlineFragmentNode):
            yield from _root_fields(node.selection_set, fragments)
        elif isinstance(node, FragmentSpreadNode) and (fragment := fragments.pop(node.name.value, None)):
            yield from _root_fields(fragment.selection_set, fragments)
