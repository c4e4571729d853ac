"""Every query of the project over the shipped graph in a real database: the push takes minutes (LONG_TEST=1).

`tests/schema/test_partial_shipped.py` asks the same each time, with edges of the whole snapshot in place of a database.
"""

import os
from collections.abc import Iterator

import pytest

from graph.model.built_files import DEFAULT_SNAPSHOT
from tests.conftest import ask_compiled, ask_store
from tests.database.fixtures import NewDatabase
from tests.database.pushed import Pushed, pushed_snapshot
from tests.documents import shipped_store
from tests.shipped_requests import Request, shipped_requests

if not os.environ.get("LONG_TEST"):
    pytest.skip("LONG_TEST=1 pushes the shipped graph", allow_module_level=True)


@pytest.fixture(scope="module")
def pushed(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pushed]:
    shipped_store()
    with pushed_snapshot(new_database(), DEFAULT_SNAPSHOT, tmp_path_factory.mktemp("pushed")) as found:
        yield found


@pytest.mark.parametrize("asked", list(shipped_requests()), ids=lambda asked: f"{asked[0]} {asked[2].get('curie', '')}")
def test_the_same_answer(asked: Request, pushed: Pushed) -> None:
    _, text, variables = asked
    store = pushed.store()
    expected, found = ask_compiled(pushed.whole, text, variables), ask_compiled(store, text, variables)
    assert (found and found.body) == (expected and expected.body)
    if expected is None:
        assert ask_store(store, text, variables) == ask_store(pushed.whole, text, variables)
