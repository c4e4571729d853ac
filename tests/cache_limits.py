"""The limits of what is kept in memory: whatever exceeds one is not kept, or takes the place of what is older."""

from collections.abc import Callable

import pytest

from graph.model.limits import Limits
from graph.storage.freeze import freeze_in_memory
from graph.store import GraphStore
from schema.context import Request
from schema.create_schema import create_schema
from schema.execution.plan import Answer
from serving.response import encode_response
from serving.response_cache import ResponseCache
from tests.refused_queries import COUNT
from tests.serving.test_trusted_documents import test_registered_documents_are_bounded
from tests.world import world_graph


def cache(store: GraphStore, _: pytest.MonkeyPatch) -> None:
    for size, is_cached in ((0, False), (1 << 20, True)):
        responses = ResponseCache(Limits(cache=size).cache)
        responses.put((b"a", False), encode_response(Answer(b"{}", 0), compressed=False))
        assert (responses.get((b"a", False)) is not None) is is_cached


def document_cache(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for size, is_cached in ((0, False), (len(COUNT), True)):
        monkeypatch.setattr(Limits, "document_cache", size)
        schema = create_schema(Limits())
        schema.execute_sync(COUNT, context_value=Request(store=store, limits=Limits()))
        assert (schema.documents.get(COUNT) is not None) is is_cached


def column_cache(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for size, is_cached in ((0, False), (1 << 20, True)):
        monkeypatch.setattr(Limits, "column_cache", size)
        columns = freeze_in_memory(world_graph()).property_columns
        assert (columns.column("Step", "text") is columns.column("Step", "text")) is is_cached


def rank_cache(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for size, is_cached in ((0, False), (1 << 20, True)):
        monkeypatch.setattr(Limits, "rank_cache", size)
        columns = freeze_in_memory(world_graph()).property_columns
        assert (columns.ranks("Step", "text", str) is columns.ranks("Step", "text", str)) is is_cached


def registered_documents(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    test_registered_documents_are_bounded(monkeypatch)


CACHE_LIMITS: dict[str, Callable[[GraphStore, pytest.MonkeyPatch], None]] = {
    test.__name__: test for test in (cache, document_cache, column_cache, rank_cache, registered_documents)
}
