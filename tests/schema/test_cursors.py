"""Cursors: what they state, and that they belong to one list in one order."""

from base64 import urlsafe_b64encode

import orjson
import pytest

from graph.ingest.build import build
from tests.conftest import Ask, ask_store, store_of
from tests.world import NODES, World, edge


def cursor_of(stated: object) -> str:
    return urlsafe_b64encode(orjson.dumps(stated)).decode().rstrip("=")


@pytest.mark.parametrize(
    ("field", "stated"),
    [
        ("risks(first: 1)", ["+name", "Infection", "Infection", "RISK:infection", ""]),
        (
            'it: procedure(slug: "cast") { risks(first: 1)',
            ["+edge.position", 0, "Infection", "RISK:infection", "HAS_RISK"],
        ),
        (
            'it: procedure(slug: "cast") { listedSimilar(first: 1, orderBy: {field: NAME, direction: DESC})',
            ["-name", "Splint", "Splint", "PAGE:splint", "SIMILAR_TO"],
        ),
        ("procedures(first: 1)", ["-has_page+is_stub", True, "Brace", "CPT:00100", "", False]),
        (
            "procedures(first: 1, orderBy: [{field: DURATION_MIN_MINUTES, direction: DESC}, {field: CODE}])",
            ["-duration_min_minutes+code", 30, "Cast", "PAGE:cast", "", None],
        ),
        (
            'it: indication(slug: "wrist-fracture") { procedures(first: 1)',
            ["+name", "Cast", "Cast", "PAGE:cast", "NAMES_EXAMPLE"],
        ),
    ],
)
def test_a_cursor_states_the_order_and_where_the_item_stands(ask: Ask, field: str, stated: list[object]) -> None:
    answer = ask(f"{{ {field} {{ edges {{ cursor }} pageInfo {{ endCursor }} }} {'}' * field.count('it:')} }}")
    (found,) = answer.get("it", answer).values()
    assert found == {"edges": [{"cursor": cursor_of(stated)}], "pageInfo": {"endCursor": cursor_of(stated)}}


@pytest.mark.parametrize(
    ("slug", "edges"), [("cast", ["RESEMBLES", "RESEMBLES#2"]), ("splint", ["-RESEMBLES", "-RESEMBLES#2"])]
)
def test_a_cursor_tells_parallel_edges_and_directions_apart(slug: str, edges: list[str]) -> None:
    alike = [edge("PAGE:cast", "RESEMBLES", "PAGE:splint", score=0.5, reasons=reasons) for reasons in ((), ("",))]
    store = store_of(build([World([*NODES, *alike])]).graph)
    query = f'{{ procedure(slug: "{slug}") {{ similar {{ edges {{ cursor node {{ name curie }} }} }} }} }}'
    found = ask_store(store, query)["data"]["procedure"]["similar"]["edges"]
    assert [item["cursor"] for item in found] == [
        cursor_of(["-edge.score", 0.5, item["node"]["name"], item["node"]["curie"], stated])
        for item, stated in zip(found, edges, strict=True)
    ]


def test_a_cursor_of_another_order_is_refused(ask: Ask, refuse: Ask) -> None:
    cursor = ask("{ procedures(first: 1) { pageInfo { endCursor } } }")["procedures"]["pageInfo"]["endCursor"]
    query = "query ($after: String) { procedures(after: $after, orderBy: {field: CODE}) { totalCount } }"
    assert refuse(query, after=cursor)["extensions"]["code"] == "INVALID_CURSOR"
