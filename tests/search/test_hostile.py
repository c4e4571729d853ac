"""Whatever is typed, a search finds something or nothing, or says clearly why it will not look."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.search.collect_entries import search_entries
from graph.search.finder import Finder
from graph.search.grounding import ground
from graph.search.index import write_index
from graph.search.search_types import Search, SearchPage
from graph.storage.freeze import freeze_in_memory
from tests.conftest import Ask
from tests.world import world_graph

WORLD = Finder(write_index(search_entries(freeze_in_memory(world_graph()))))
QUERY = "query ($text: String!) { search(query: $text) { totalCount nodes { node { curie } } } }"
SIGNS = "\"'*:\\()[]{}^~+-!&|?/<>=,.;_%$#@ \t\n\x00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\t\r\n",
        "\x00",
        "\x07\x1b[\x7f",
        "\u200b\u200f",
        "🦴",
        "👩‍⚕️",
        "\u0301\u0302",
        "…",
        '"',
        "*",
        "\\",
        "(",
        "^",
        "~",
    ],
)
def test_what_has_no_letters_and_digits_finds_nothing(text: str) -> None:
    assert WORLD.search(Search(text)) == SearchPage()
    assert WORLD.suggest(Search(text)) == []


@pytest.mark.parametrize("text", ["كسر في الرسغ", "שבר בשורש כף היד", "骨折", "กระดูกหัก", "хирург", "Ω≈ç√∫"])
def test_other_scripts_are_words_that_the_world_does_not_have(text: str) -> None:
    assert WORLD.search(Search(text)).total == 0


@pytest.mark.parametrize(
    "text",
    [
        '"cast"',
        '"cast',
        "cast*",
        "*cast",
        "cast?",
        ":cast",
        "\\cast\\",
        "(cast",
        "cast)",
        "[cast]",
        "{cast}",
        "+cast",
        "-cast",
        "+-cast",
        "!cast",
        "cast~",
        "cast^",
        "cast && ||",
        "/cast/",
        "ca\u0301st",
        "\u200fcast\u200e",
        "cast\x00",
        "\x1bcast🦴",
        "ＣＡＳＴ",
    ],
)
def test_signs_of_query_languages_are_no_more_than_signs(text: str) -> None:
    page = WORLD.search(Search(text))
    assert (page.hits[0].curie, page.hits[0].match_type.name) == ("PAGE:cast", "EXACT_LABEL")


@pytest.mark.parametrize(
    "text", ["cast AND splint", "NOT cast", "cast OR nothing", "name:cast", "[cast TO splint]", "cast~1", "cast^5"]
)
def test_operators_of_query_languages_are_words(text: str) -> None:
    hits = WORLD.search(Search(text)).hits
    assert "PAGE:cast" in [hit.curie for hit in hits]


@pytest.mark.parametrize("text", ["x" * Limits.text, "cast " * (Limits.text // 5), "é" * Limits.text, "a b " * 125])
def test_as_many_characters_as_are_allowed_are_read(text: str) -> None:
    assert len(text) == Limits.text
    page = WORLD.search(Search(text))
    assert len(page.hits) == min(page.total, 20)


@pytest.mark.parametrize("length", [Limits.text + 1, 10_000])
def test_more_are_refused_with_the_length_and_the_maximum(length: int) -> None:
    for ask in (WORLD.search, WORLD.suggest):
        with pytest.raises(InvalidArgument) as error:
            ask(Search("x" * length))
        assert error.value.details == {"problem": "the text is too long", "length": length, "maximum": Limits.text}
    with pytest.raises(InvalidArgument):
        ground(WORLD, "x" * length)


@settings(deadline=None)
@given(st.one_of(st.text(), st.text(SIGNS + "castof019", max_size=60), st.text("e1lo0.x*?:- icdrg", max_size=20)))
def test_no_text_makes_a_search_fail(text: str) -> None:
    try:
        page = WORLD.search(Search(text))
        grounded = ground(WORLD, text)
        suggested = WORLD.suggest(Search(text))
    except InvalidArgument:
        assert len(text) > Limits.text
    else:
        assert len(page.hits) == min(page.total, 20)
        assert len(suggested) <= len(WORLD.suggest(Search(text, limit=1000)))
        assert grounded.term == text


@pytest.mark.parametrize("offset", [999_999_999, 10**15])
def test_a_place_far_behind_the_last_hit_costs_nothing(offset: int) -> None:
    page = WORLD.search(Search("cast", offset=offset))
    assert (page.hits, page.total) == ([], WORLD.search(Search("cast")).total)


@pytest.mark.parametrize("text", ["", "\x00", "🦴", "כף", '"cast AND (', "e\u0301"])
def test_graphql_answers_what_the_search_answers(graph: Graph, ask: Ask, text: str) -> None:
    found = ask(QUERY, text=text)["search"]
    page = WORLD.search(Search(text))
    assert found["totalCount"] == page.total
    assert [hit["node"]["curie"] for hit in found["nodes"]] == [hit.curie for hit in page.hits]


def test_graphql_says_how_long_a_query_may_be(refuse: Ask) -> None:
    error = refuse(QUERY, text="x" * 501)
    assert error["extensions"] == {
        "code": "INVALID_ARGUMENT",
        "problem": "the text is too long",
        "length": 501,
        "maximum": 500,
        "hint": "Use at most 500.",
    }
