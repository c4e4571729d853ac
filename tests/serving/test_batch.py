"""Batches: a JSON list of requests is answered by the list of their answers, within the limits of one request."""

from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from graph.model.limits import Limits
from graph.store import GraphStore
from serving.application import create_app
from serving.settings import Settings
from tests.answers import without_cost
from tests.serving.live_server import RawConnection, body_of, post

RISKS = "{ risks { nodes { name } } }"
NAMED = "query A { meta { version } } query B($slug: String) { procedure(slug: $slug) { name } }"
CASE = '{ review(case: {setting: OUTPATIENT, diagnoses: [{code: "I10"}]}) { findings { rule } } }'
SINGLE = [
    body_of(RISKS),
    body_of(NAMED, operationName="B", variables={"slug": "cast"}),
    body_of(NAMED, operationName="C"),
    body_of("{ risks { nodes { "),
    body_of('{ risks { totalCount } procedure(slug: "none") { name } nodes(ids: ["?"]) { name } }'),
    b'{"query": "{a}", "query": "{__typename}"}',
    b'{"query": "{__typename}", "variables": []}',
    b"[1]",
    b'{"query": "query ($a: [Int]) { __typename }", "variables": {"a": [1, 2], "query": "]"}}',
    body_of("mutation { a }"),
    b'{"id": "no-such"}',
    body_of(RISKS),
]
"""Bodies of single requests: answered, with errors, malformed."""


def batch(*bodies: bytes) -> bytes:
    return b" [" + b" ,\n".join(bodies) + b"]\n"


def asked(store: GraphStore, body: bytes, limits: Limits | None = None) -> Any:
    """The response to a body."""
    with TestClient(create_app(Settings(limits=limits or Limits()), store), "http://localhost") as client:
        return client.post("/graphql", content=body, headers={"content-type": "application/json"})


@pytest.mark.parametrize("port", ["fast_port", "uvicorn_port"])
def test_each_is_answered_as_it_is_by_itself(port: str, request: pytest.FixtureRequest) -> None:
    with RawConnection(request.getfixturevalue(port)) as connection:
        alone = [connection.exchange(post(body)) for body in SINGLE]
        together = connection.exchange(post(batch(*SINGLE)))
        again = connection.exchange(post(SINGLE[0]))
    assert (together.status, again.body) == (200, alone[0].body)
    answers = [orjson.loads(without_cost(orjson.dumps(answer))) for answer in orjson.loads(together.body)]
    assert [*answers[:7], *answers[8:]] == [one.json for one in (*alone[:7], *alone[8:])]
    assert answers[7]["errors"][0]["extensions"]["code"] == "MALFORMED_REQUEST"  # By itself it is a batch.
    items = [int(one.headers.get("x-medcode-items", 0)) for one in alone]
    assert int(together.headers["x-medcode-items"]) == sum(items) > items[0] > 0


def test_together_they_may_do_what_one_may(store: GraphStore) -> None:
    one = asked(store, body_of(RISKS))
    cost, items = one.json()["extensions"]["cost"]["actual"], int(one.headers["x-medcode-items"])
    for limits in (Limits(nodes=2 * items), Limits(answer=2 * len(one.content))):
        answers = asked(store, batch(*[body_of(RISKS)] * 3), limits).json()
        assert [answer.get("errors", []) for answer in answers[:2]] == [[], []]
        assert answers[2]["errors"][0]["extensions"]["code"] == "QUERY_TOO_COSTLY"
    answers = asked(store, batch(*[body_of(RISKS)] * 3)).json()
    total = Limits().cost
    assert [answer["extensions"]["cost"]["limit"] for answer in answers] == [total, total - cost, total - 2 * cost]


def test_what_tells_of_a_patient_is_kept_by_no_cache(store: GraphStore) -> None:
    assert "cache-control" not in asked(store, batch(body_of(RISKS))).headers
    assert asked(store, batch(body_of(RISKS), body_of(CASE))).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "body",
    [b'[{"query": "{__typename}"}', b"[" * 5_000 + b"]" * 5_000, b"[NaN]", b"\xef\xbb\xbf[]", "[]".encode("utf-16")],
)
def test_what_is_no_list_of_json_is_malformed(body: bytes, store: GraphStore) -> None:
    refused = asked(store, body)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["extensions"]["code"] == "MALFORMED_REQUEST"
