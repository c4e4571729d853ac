"""The review endpoint: cases in, a line of JSON for each out."""

import orjson
import pytest
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.store import GraphStore
from serving.application import create_app
from serving.settings import Settings

CASES = b'{"id": "a", "diagnoses": ["E11.66"]}\n{"diagnoses": [}\n{"id": "c", "sex": "F"}\n{"diagnoses": []}\n'


def post(store: GraphStore, body: bytes) -> list[dict[str, object]]:
    with TestClient(create_app(Settings(), store), "http://localhost") as client:
        response = client.post("/reviews", content=body)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-type"].startswith("application/jsonl")
    return [orjson.loads(line) for line in response.content.splitlines()]


def test_each_case_is_answered_or_says_what_is_wrong(store: GraphStore) -> None:
    first, second, third, last = post(store, CASES)
    assert (first["id"], [finding["rule"] for finding in first["findings"]]) == ("a", ["UNKNOWN_CODE"])  # type: ignore[attr-defined]
    assert (second["line"], "no JSON" in str(second["error"])) == (2, True)
    assert (third["line"], "FEMALE" in str(third["error"])) == (3, True)
    assert (last["id"], last["findings"]) == ("4", [])


def test_a_list_is_answered_a_line_a_case(store: GraphStore) -> None:
    found = post(store, orjson.dumps([{"diagnoses": [f"A{number:02}"]} for number in range(45)]))
    assert [item["id"] for item in found] == [str(number) for number in range(1, 46)]


def test_more_cases_and_longer_ones_than_allowed_are_told(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "cases", 2)
    monkeypatch.setattr(Limits, "case_codes", 1)
    first, second, last = post(store, b'{"diagnoses": ["A00", "B00"]}\n{"diagnoses": ["A00"]}\n{}\n')
    assert "more than 1 codes" in str(first["error"])
    assert "findings" in second
    assert "more than 2 cases" in str(last["error"])


@pytest.mark.parametrize("body", [b"\xff\xfe", b"\x80"])
def test_what_is_no_text_is_refused(store: GraphStore, body: bytes) -> None:
    with TestClient(create_app(Settings(), store), "http://localhost") as client:
        assert client.post("/reviews", content=body).status_code == 400
        assert client.get("/reviews").status_code == 405
