"""Queries answered from a database: the same answers as from the snapshot that was pushed, with few statements."""

import os
from collections.abc import Iterator

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from graph.model.property_graph import Graph
from graph.store.snapshot_writer import write_snapshot
from tests.conftest import ask_compiled, ask_store
from tests.database.fixtures import NewDatabase
from tests.database.pushed import Pushed, pushed_snapshot
from tests.generated import Asked
from tests.schema.test_generated import asking, world

__all__ = ["asking", "world"]
EXAMPLES = 120 if os.environ.get("LONG_TEST") else 60
SETTINGS = settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False, suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(scope="module")
def pushed(world: Graph, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pushed]:
    folder = tmp_path_factory.mktemp("pushed")
    write_snapshot(world, folder / "whole")
    with pushed_snapshot(new_database(), folder / "whole", folder / "partial") as found:
        yield found


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:Exception ignored in. <coroutine:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("long", [1_000, 1], ids=["rows read whole", "rows filtered by the database"])
def test_generated_queries_are_answered_alike(
    pushed: Pushed, asking: st.SearchStrategy[Asked], long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.row_candidates._LONG", long)

    @SETTINGS
    @given(asking)
    def check(asked: Asked) -> None:
        note(f"{asked.text}\n{asked.variables}")
        compiled = ask_compiled(pushed.whole, asked.text, asked.variables)
        assert ask_store(pushed.store(), asked.text, asked.variables) == ask_store(
            pushed.whole, asked.text, asked.variables
        )
        answer = ask_compiled(pushed.store(), asked.text, asked.variables)
        assert (answer and orjson.loads(answer.body)) == (compiled and orjson.loads(compiled.body))

    check()
