"""ICD-10-PCS codes are built as a GraphQL caller sees it."""

from typing import Any

import orjson
import pytest

from graph.model.limits import Limits
from graph.store import GraphStore
from tests.conftest import ask_compiled, ask_store, store_of
from tests.graph.ingest.codes.files import TABLES, put, read

QUERY = """query ($prefix: String!, $first: Int! = 2, $after: String) { pcsTable(prefix: $prefix) { prefix nextAxis
    chosen { position character label definition node { curie } } next { character label codeCount }
    rows { codeCount axes { position title values { character } } }
    codeCount codes(first: $first, after: $after) { totalCount nodes { code } pageInfo { hasNextPage endCursor } }
    problem { position character message allowed { character label } } } }"""


@pytest.fixture(scope="module")
def codes(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    """Either clavicle, repositioned open or from outside."""
    built, findings = read(put(tmp_path_factory.mktemp("pcs"), **{"tables.xml": TABLES}))
    assert findings == []
    return store_of(built.graph)


def ask(store: GraphStore, prefix: str, **more: object) -> dict[str, Any]:
    """The table, by either execution."""
    variables = {"prefix": prefix, **more}
    answer = ask_store(store, QUERY, variables)
    assert answer["errors"] == []
    compiled = ask_compiled(store, QUERY, variables)
    assert compiled is not None
    assert orjson.loads(compiled.body) == {"data": answer["data"]}
    table = answer["data"]["pcsTable"]
    assert isinstance(table, dict)
    return table


def test_a_beginning_says_what_it_means_and_what_may_follow(codes: GraphStore) -> None:
    table = ask(codes, "0ps9")
    assert table["prefix"] == "0PS9"
    assert [(value["position"], value["label"]) for value in table["chosen"]] == [
        (1, "Medical and Surgical"),
        (2, "Upper Bones"),
        (3, "Reposition"),
        (4, "Clavicle, Right"),
    ]
    assert table["chosen"][3]["node"] == {"curie": "PCSPART:clavicle-right"}
    assert table["chosen"][2]["definition"].startswith("Moving to its normal location")
    assert table["nextAxis"] == "Approach"
    assert table["next"] == [
        {"character": "0", "label": "Open", "codeCount": 1},
        {"character": "X", "label": "External", "codeCount": 1},
    ]
    assert table["problem"] is None


def test_the_rows_that_remain_name_their_axes(codes: GraphStore) -> None:
    (row,) = ask(codes, "0PS")["rows"]
    assert row["codeCount"] == 4
    shown = [(axis["title"], [value["character"] for value in axis["values"]]) for axis in row["axes"]]
    assert shown == [
        ("Body Part", ["9", "B"]),
        ("Approach", ["0", "X"]),
        ("Device", ["Z"]),
        ("Qualifier", ["Z"]),
    ]


def test_the_codes_come_in_pages(codes: GraphStore) -> None:
    first = ask(codes, "0PS", first=3)["codes"]
    assert first["totalCount"] == 4
    assert [node["code"] for node in first["nodes"]] == ["0PS90ZZ", "0PS9XZZ", "0PSB0ZZ"]
    assert first["pageInfo"]["hasNextPage"]
    last = ask(codes, "0PS", first=3, after=first["pageInfo"]["endCursor"])["codes"]
    assert [node["code"] for node in last["nodes"]] == ["0PSBXZZ"]
    assert not last["pageInfo"]["hasNextPage"]
    (refused,) = ask_store(codes, QUERY, {"prefix": "0PS9", "after": first["pageInfo"]["endCursor"]})["errors"]
    assert refused["extensions"]["code"] == "INVALID_CURSOR"


def test_a_wrong_character_is_named_with_what_may_stand_there(codes: GraphStore) -> None:
    table = ask(codes, "0PS8")
    assert table["prefix"] == "0PS"
    assert table["problem"] == {
        "position": 4,
        "character": "8",
        "message": "No code that begins with 0PS has 8 for its Body Part, character 4.",
        "allowed": [{"character": "9", "label": "Clavicle, Right"}, {"character": "B", "label": "Clavicle, Left"}],
    }


def test_a_whole_code_goes_on_with_nothing(codes: GraphStore) -> None:
    table = ask(codes, "0PS90ZZ")
    assert (table["nextAxis"], table["next"], table["codeCount"]) == (None, [], 1)


def test_what_is_too_long_or_too_many_is_refused(codes: GraphStore) -> None:
    (long,) = ask_store(codes, QUERY, {"prefix": "0" * (Limits.text + 1)})["errors"]
    (many,) = ask_store(codes, QUERY, {"prefix": "", "first": Limits.page + 1})["errors"]
    assert {long["extensions"]["code"], many["extensions"]["code"]} == {"INVALID_ARGUMENT"}
