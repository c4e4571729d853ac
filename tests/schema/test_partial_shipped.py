"""Every query of the project over the shipped graph whose edges are kept elsewhere: alike, by few questions."""

import pytest

from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.store import GraphStore
from tests.conftest import ask_compiled, ask_store
from tests.documents import shipped_store
from tests.partial_store import PartialStores
from tests.shipped_requests import Request, shipped_requests

_MOST = {"match": 18, "alternatives": 13, "review": 14, "Chapters": 12}
"""Questions: one for each level of what is searched for, and for each 20,000 edges."""


@pytest.fixture(scope="module")
def whole() -> GraphStore:
    return shipped_store()


@pytest.fixture(scope="module")
def partial(whole: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> PartialStores:
    return PartialStores(DEFAULT_SNAPSHOT, tmp_path_factory.mktemp("partial") / "columns")


def _name(asked: Request) -> str:
    return f"{asked[0]} {asked[2].get('curie', '')}"


@pytest.mark.parametrize("asked", list(shipped_requests()), ids=_name)
def test_the_same_answer(asked: Request, whole: GraphStore, partial: PartialStores) -> None:
    name, text, variables = asked
    store, edges = partial.fresh()
    expected, found = ask_compiled(whole, text, variables), ask_compiled(store, text, variables)
    if expected is None:
        assert found is None
        assert ask_store(store, text, variables) == ask_store(whole, text, variables)
    else:
        assert found is not None
        assert found.body == expected.body
    assert len(edges.asked) <= _MOST.get(name, 8)
