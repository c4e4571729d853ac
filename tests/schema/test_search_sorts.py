"""Sorts of hits, codes that can be reported, notices, and what a hit is besides, as a GraphQL caller sees them."""

from tests.conftest import Ask

SORTS = """query ($text: String!, $scope: SearchScope, $billable: Boolean! = false) {
    search(query: $text, scope: $scope, billable: $billable) {
        totalCount nodes { node { curie } sameAs { procedures node { curie } } }
        notices { kind message suggestions } facets { scopes { scope count } } } }"""


def test_a_page_stands_for_the_alternative_that_it_is_and_says_who_names_it(ask: Ask) -> None:
    found = ask(SORTS, text="splint")["search"]
    (hit,) = found["nodes"]
    assert hit["node"]["curie"] == "PAGE:splint"
    assert hit["sameAs"] == [{"procedures": 1, "node": {"curie": "ALTERNATIVE:splint"}}]


def test_the_count_of_a_sort_is_what_choosing_it_shows(ask: Ask) -> None:
    counts = ask(SORTS, text="splint")["search"]["facets"]["scopes"]
    assert {item["scope"]: item["count"] for item in counts} == {"PROCEDURES": 1, "CONCEPTS": 1}
    for item in counts:
        assert ask(SORTS, text="splint", scope=item["scope"])["search"]["totalCount"] == item["count"]
    assert ask(SORTS, text="splint", scope="CODES")["search"]["totalCount"] == 0


def test_only_codes_that_can_be_reported(ask: Ask) -> None:
    everything = ask(SORTS, text="fracture")["search"]
    reported = ask(SORTS, text="fracture", billable=True)["search"]
    assert reported["totalCount"] < everything["totalCount"]
    assert all(hit["node"]["curie"].startswith("ICD10CM:") for hit in reported["nodes"])


def test_a_number_that_is_no_code_here_is_answered_as_such(ask: Ask) -> None:
    found = ask(SORTS, text="E11.95")["search"]
    assert found["nodes"] == []
    (notice,) = found["notices"]
    assert (notice["kind"], notice["suggestions"]) == ("UNKNOWN_CODE", [])
    assert "E11.95" in notice["message"]
