"""Queries over a graph whose edges are kept elsewhere: the same answers, by both executions, with few questions."""

from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from graph.model.property_graph import Graph
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from tests.conftest import ask_compiled, ask_store
from tests.generated import Asked
from tests.partial_store import partial_store
from tests.schema.test_generated import asking, world

__all__ = ["asking", "world"]
SETTINGS = settings(
    max_examples=150, derandomize=True, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False, suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:Exception ignored in. <coroutine:pytest.PytestUnraisableExceptionWarning")
def test_generated_queries_are_answered_alike(world: Graph, asking: st.SearchStrategy[Asked], tmp_path: Path) -> None:
    write_snapshot(world, tmp_path / "world")
    whole = GraphStore(attach_snapshot(tmp_path / "world"))

    @SETTINGS
    @given(asking)
    def check(asked: Asked) -> None:
        note(f"{asked.text}\n{asked.variables}")
        expected = ask_store(whole, asked.text, asked.variables)
        for compiled in (False, True):
            store, edges = partial_store(tmp_path / "world", tmp_path / "partial")
            if compiled:
                answer = ask_compiled(store, asked.text, asked.variables)
                assert (answer is None) == (ask_compiled(whole, asked.text, asked.variables) is None)
                assert answer is None or orjson.loads(answer.body).get("data") == expected["data"]
            else:
                assert ask_store(store, asked.text, asked.variables) == expected
            note(str(len(edges.asked)))

    check()
