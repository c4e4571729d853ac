"""What the reader of risk categories gives, read once."""

from collections import defaultdict

import pytest

from graph.ingest.codes.risk.risk_categories import RiskCategories
from graph.model.elements import Edge, Node


@pytest.fixture(scope="session")
def items() -> list[Node | Edge]:
    return list(RiskCategories().read())


@pytest.fixture(scope="session")
def edges(items: list[Node | Edge]) -> dict[str, list[Edge]]:
    """By kind."""
    found = defaultdict[str, list[Edge]](list)
    for item in items:
        if isinstance(item, Edge):
            found[item.kind].append(item)
    return found
