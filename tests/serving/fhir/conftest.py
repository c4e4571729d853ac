"""The shipped graph, asked by FHIR."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from graph.store import GraphStore
from serving.application import create_app
from serving.settings import Settings
from tests.serving.fhir.client import Client


@pytest.fixture(scope="session")
def client(shipped: GraphStore) -> Iterator[Client]:
    with TestClient(create_app(Settings(), shipped), "http://127.0.0.1:8000") as client:
        yield Client(client)
