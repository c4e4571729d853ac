"""What the tests of verification share."""

import pytest

from graph.store import GraphStore
from tests.conftest import store_of
from tests.graph.verification.verified_world import GRAPH


@pytest.fixture(scope="module")
def verified_store() -> GraphStore:
    return store_of(GRAPH)
