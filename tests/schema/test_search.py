"""Searching, completing and paging as a GraphQL caller sees them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest

from graph.ingest.build import build
from graph.model.elements import Node
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from schema.context import Request
from tests.conftest import Ask, ask_store, schema_of, store_of
from tests.world import EDGES, NODES, World

PAGE = """query ($text: String!, $first: Int! = 20, $after: String, $kinds: [NodeKind!], $systems: [CuriePrefix!],
    $specialties: [String!]) {
    search(query: $text, first: $first, after: $after, kinds: $kinds, systems: $systems, specialties: $specialties) {
        totalCount nodes { node { curie } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def curies(answer: object) -> list[str]:
    assert isinstance(answer, dict)
    return [hit["node"]["curie"] for hit in answer["nodes"]]


def test_a_hit_says_what_it_is_and_why_it_was_found(ask: Ask) -> None:
    found = ask(
        """{ search(query: "broken bone") { totalCount nodes {
            node { __typename curie kind name } score matchType field text words } } }"""
    )["search"]
    assert found["totalCount"] == 2
    first, second = found["nodes"]
    assert first.pop("score") > second.pop("score") > 0
    assert first == {
        "node": {"__typename": "Indication", "curie": "INDICATION:fracture", "kind": "INDICATION", "name": "Fracture"},
        "matchType": "SYNONYM",
        "field": "SYNONYM",
        "text": "Broken bone",
        "words": ["Broken", "bone"],
    }
    # A broken bone is a fracture, and so is that of the wrist.
    assert (second["node"]["curie"], second["matchType"], second["words"]) == (
        "INDICATION:wrist-fracture", "PARAPHRASE", ["fracture"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "how", "field"),
    [
        ("cpt 00100", "EXACT_CODE", "CODE"),
        ("brace", "EXACT_LABEL", "NAME"),
        ("BROKEN BONE", "SYNONYM", "SYNONYM"),
        ("0010", "PREFIX", "CODE"),
        ("fracture wri", "WORDS", "NAME"),
        ("splintt", "FUZZY", "NAME"),
        ("wrist splint", "SOME_WORDS", "NAME"),
        ("wet plaster cause", "SOME_WORDS", "TEXT"),
    ],
)
def test_how_a_hit_was_found_and_by_what(ask: Ask, text: str, how: str, field: str) -> None:
    found = ask("query ($text: String!) { search(query: $text) { nodes { matchType field } } }", text=text)["search"]
    assert found["nodes"][0] == {"matchType": how, "field": field}


def test_facets_count_all_hits_and_what_is_chosen_does_not_change_its_own(ask: Ask) -> None:
    query = """query ($kinds: [NodeKind!]) { search(query: "infection", kinds: $kinds, first: 1) { totalCount facets {
        kinds { kind count } systems { system count } specialties { specialty { name } count } } } }"""
    both = ask(query)["search"]
    assert both == {
        "totalCount": 2,
        "facets": {
            "kinds": [{"kind": "PROCEDURE", "count": 1}, {"kind": "RISK", "count": 1}],
            "systems": [{"system": "PAGE", "count": 1}, {"system": "RISK", "count": 1}],
            "specialties": [{"specialty": {"name": "Orthopedics"}, "count": 1}],
        },
    }
    risks = ask(query, kinds=["RISK"])["search"]
    assert risks["totalCount"] == 1
    assert risks["facets"] == {
        "kinds": both["facets"]["kinds"],
        "systems": [{"system": "RISK", "count": 1}],
        "specialties": [],
    }


def test_hits_can_be_held_to_kinds_code_systems_and_specialties(ask: Ask) -> None:
    def found(**chosen: list[str]) -> list[str]:
        return curies(ask(PAGE, text="infection splint brace", **chosen)["search"])

    everything = found()
    risks = [curie for curie in everything if curie.startswith("RISK:")]
    assert found(kinds=["RISK"]) == risks != []
    # A page stands for the alternative that is it, unless alternatives are asked for.
    assert found(kinds=["RISK", "ALTERNATIVE"]) == [*risks, "ALTERNATIVE:splint"]
    assert found(systems=["CPT"]) == ["CPT:00100"]
    assert found(kinds=["RISK"], systems=["CPT"]) == []
    assert found(specialties=["orthopedics"]) == found(specialties=["CATEGORY:orthopedics"]) == ["PAGE:cast"]
    assert found(kinds=[], systems=[], specialties=[]) == everything
    assert len(everything) > 3


def test_an_unknown_specialty_is_refused(refuse: Ask) -> None:
    error = refuse(PAGE, text="cast", specialties=["orthopedics", "alchemy"])
    assert error["extensions"]["code"] == "UNKNOWN_NODE"
    assert error["extensions"]["name"] == "alchemy"


def test_pages_by_cursor_joined_are_the_whole_list(ask: Ask) -> None:
    text = "wrist fracture splint infection nurse clinic rest"
    whole = ask(PAGE, text=text, first=1000)["search"]
    seen: list[str] = []
    after = None
    while len(seen) < whole["totalCount"]:
        page = ask(PAGE, text=text, first=3, after=after)["search"]
        info = page["pageInfo"]
        assert (info["hasPreviousPage"], page["totalCount"]) == (bool(seen), whole["totalCount"])
        seen += curies(page)
        assert info["hasNextPage"] is (len(seen) < whole["totalCount"])
        after = info["endCursor"]
    assert seen == curies(whole)
    assert len(seen) > 6


def test_a_cursor_goes_with_the_page_size_that_one_likes(ask: Ask) -> None:
    start = ask(PAGE, text="splint cast", first=2)["search"]
    again = ask(PAGE, text="splint cast", first=1, after=start["pageInfo"]["startCursor"])["search"]
    assert curies(again) == curies(start)[1:]


def test_nothing_found_and_nothing_asked_are_empty_pages(ask: Ask) -> None:
    nothing = {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}
    assert ask(PAGE, text="xyzzy")["search"] == {"totalCount": 0, "nodes": [], "pageInfo": nothing}
    counted = ask(PAGE, text="splint", first=0)["search"]
    assert counted == {"totalCount": 1, "nodes": [], "pageInfo": {**nothing, "hasNextPage": True}}


@pytest.mark.parametrize("cursor", ["", "x", "é", "bm90IGpzb24=", "WzFd", "OjE", "AAAA"])
def test_a_cursor_of_another_make_is_refused(refuse: Ask, cursor: str) -> None:
    assert refuse(PAGE, text="cast", after=cursor)["extensions"]["code"] == "INVALID_CURSOR"


@pytest.mark.parametrize(
    "other",
    [
        {"text": "splints cast"},
        {"text": "splint cast", "kinds": ["PROCEDURE"]},
        {"text": "splint cast", "systems": ["PAGE"]},
    ],
)
def test_a_cursor_of_another_search_is_refused(ask: Ask, refuse: Ask, other: dict[str, object]) -> None:
    whole = curies(ask(PAGE, text="splint cast")["search"])
    cursor = ask(PAGE, text="splint cast", first=1)["search"]["pageInfo"]["endCursor"]
    assert curies(ask(PAGE, text="splint cast", after=cursor)["search"]) == whole[1:] != []
    assert refuse(PAGE, **other, after=cursor)["extensions"]["code"] == "INVALID_CURSOR"


@pytest.mark.parametrize("place", ["-1", "1.5", "", "x", "²", "9999999999", " 1"])
def test_a_cursor_that_was_tampered_with_is_refused(ask: Ask, refuse: Ask, place: str) -> None:
    mark = _mark(ask)
    cursor = urlsafe_b64encode(f"{mark}:{place}".encode()).decode()
    assert refuse(PAGE, text="splint", after=cursor)["extensions"]["code"] == "INVALID_CURSOR"


def test_a_cursor_behind_the_end_gives_an_empty_page(ask: Ask) -> None:
    cursor = urlsafe_b64encode(f"{_mark(ask)}:999999999".encode()).decode()
    found = ask(PAGE, text="splint", after=cursor)["search"]
    assert (found["totalCount"], found["nodes"], found["pageInfo"]["hasNextPage"]) == (1, [], False)


def _mark(ask: Ask) -> str:
    cursor = ask(PAGE, text="splint", first=1)["search"]["pageInfo"]["endCursor"]
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")[0]


@pytest.mark.parametrize("field", ['search(query: "cast", first: %d)', 'suggest(prefix: "cast", first: %d)'])
@pytest.mark.parametrize("first", [-1, 1001])
def test_more_or_less_than_a_page_is_refused(refuse: Ask, field: str, first: int) -> None:
    error = refuse(f"{{ it: {field % first} {{ __typename }} }}")
    assert error["path"] == ["it"]
    assert error["extensions"] == {
        "code": "INVALID_ARGUMENT", "argument": "first", "value": first, "minimum": 0, "maximum": 1000,
        "hint": "Use a value from 0 to 1000.",
    }  # fmt: skip


def test_one_mistake_does_not_take_the_other_answers(graph: Graph) -> None:
    query = '{ a: search(query: "x", first: -1) { totalCount } b: search(query: "cast") { totalCount } }'
    answer = ask_store(store_of(graph), query)
    assert answer["data"] == {"a": None, "b": {"totalCount": 2}}
    assert [error["path"] for error in answer["errors"]] == [["a"]]


def test_half_of_a_surrogate_pair_is_no_text(refuse: Ask) -> None:
    error = refuse('{ search(query: "\\ud800") { totalCount } }')
    assert error["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"


def test_suggestions_are_the_first_hits_of_the_search(ask: Ask) -> None:
    query = """query ($text: String!) {
        suggest(prefix: $text, kinds: [PROCEDURE, RISK], first: 3) { node { curie } score matchType field text words }
        search(query: $text, kinds: [PROCEDURE, RISK], first: 3) {
            nodes { node { curie } score matchType field text words } } }"""
    for text in ("s", "sp", "splin", "infec", "0", "cpt 001", "stifness", "", "xyzzy"):
        answer = ask(query, text=text)
        assert answer["suggest"] == answer["search"]["nodes"]
    assert {hit["node"]["curie"] for hit in ask(query, text="s")["suggest"]} < {
        "PAGE:cast", "PAGE:splint", "RISK:skin-sore", "RISK:stiffness",
    }  # fmt: skip


def test_a_page_of_hits_costs_a_look_at_each_of_its_nodes() -> None:
    more = [Node(f"PAGE:cast-{n}", "Procedure", f"Cast {n}", {"slug": f"cast-{n}"}) for n in range(30)]
    request = Request(store=store_of(build([World([*NODES, *more, *EDGES])]).graph), limits=Limits())
    query = '{ search(query: "cas", first: 20) { totalCount nodes { node { name } } } }'
    assert schema_of(Limits()).execute_sync(query, context_value=request).errors is None
    assert (request.items_returned, request.rows_read) == (1 + 20, 20)


def test_suggestions_and_groundings_cost_a_look_at_each_of_their_nodes(graph: Graph) -> None:
    request = Request(store=store_of(graph), limits=Limits())
    schema_of(Limits()).execute_sync('{ suggest(prefix: "s", first: 5) { node { name } } }', context_value=request)
    assert (request.items_returned, request.rows_read) == (1 + 5, 5)
    query = '{ ground(terms: ["sprain", "stiffness", "xyzzy"]) { node { name } } }'
    schema_of(Limits()).execute_sync(query, context_value=request)
    assert (request.items_returned, request.rows_read) == (1 + 5 + 3 + 2, 5 + 2)


def test_hits_count_as_items_of_the_answer(graph: Graph) -> None:
    query = '{ search(query: "s", first: 5) { nodes { text } } }'
    assert ask_store(store_of(graph), query, limits=Limits(nodes=6))["errors"] == []
    (error,) = ask_store(store_of(graph), query, limits=Limits(nodes=5))["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
