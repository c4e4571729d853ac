"""The limits of FHIR terminology, each met: what is at it is answered, what is above it is refused."""

from collections.abc import Callable

import orjson
import pytest
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.store import GraphStore
from serving.application import create_app
from serving.settings import Settings

WORLD = {
    "resourceType": "ValueSet",
    "compose": {"include": [{"system": "http://hl7.org/fhir/sid/icd-10-cm"}]},
}
BATCH = {"resourceType": "Bundle", "type": "batch", "entry": [{"request": {"url": "metadata"}}] * 2}


def _statuses(store: GraphStore, path: str, *bodies: bytes) -> list[int]:
    with TestClient(create_app(Settings(), store), "http://localhost") as client:
        headers = {"content-type": "application/fhir+json"}
        return [client.post(path, content=body, headers=headers).status_code for body in bodies]


def fhir_body(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    body = orjson.dumps(BATCH)
    monkeypatch.setattr(Limits, "fhir_body", len(body))
    assert _statuses(store, "/fhir", body, body + b" ") == [200, 413]


def fhir_entries(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for most, status in ((2, 200), (1, 413)):
        monkeypatch.setattr(Limits, "fhir_entries", most)
        assert _statuses(store, "/fhir", orjson.dumps(BATCH)) == [status]


def fhir_codes(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    start, end = store.topology.graph.beginning("ICD10CM:")
    for most, status in ((end - start, 200), (end - start - 1, 422)):
        monkeypatch.setattr(Limits, "fhir_codes", most)
        assert _statuses(store, "/fhir/ValueSet/$expand", orjson.dumps(WORLD)) == [status]


FHIR_LIMITS: dict[str, Callable[[GraphStore, pytest.MonkeyPatch], None]] = {
    test.__name__: test for test in (fhir_body, fhir_entries, fhir_codes)
}
