"""Searching the world: what matched of a node, its page and its everyday names."""

from graph.ingest.build import build
from graph.model.elements import Node
from graph.search.collect_entries import search_entries
from graph.search.entry import Field, node_entry
from graph.search.finder import Finder
from graph.search.index import write_index
from graph.search.match_type import MatchType
from graph.search.search_types import Search, SearchPage
from graph.storage.freeze import freeze_in_memory
from graph.store import GraphStore
from tests.search.finders import WORLD_INDEX, finder, found, reasons
from tests.world import CAST, EDGES, NODES, World, edge


def in_world(store: GraphStore, query: str, **wanted: object) -> SearchPage:
    return store.search(Search(query, **wanted))  # type: ignore[arg-type]


def test_the_store_finds_what_its_index_finds(store: GraphStore) -> None:
    assert reasons(in_world(store, "splint").hits) == [("PAGE:splint", "EXACT_LABEL", "NAME", "Splint", ("Splint",))]
    assert reasons(in_world(store, "broken bone").hits[:1]) == [
        ("INDICATION:fracture", "SYNONYM", "SYNONYM", "Broken bone", ("Broken", "bone"))
    ]
    memory = Finder(WORLD_INDEX)
    for query in ("fracture", "cpt 00100", "wirst", "casting infection", "a"):
        assert in_world(store, query) == memory.search(Search(query))
        assert list(store.suggest(Search(query))) == memory.suggest(Search(query))


def test_every_node_of_the_world_is_found_by_its_name_and_its_curie(store: GraphStore) -> None:
    for node in NODES:
        if node.kind not in ("Section", "Step"):
            by_curie, sorted_by_name = in_world(store, node.curie).hits, in_world(store, node.name).hits
            assert (by_curie[0].curie, by_curie[0].match_type) == (node.curie, MatchType.EXACT_CODE)
            named = [hit.curie for hit in sorted_by_name if hit.match_type is MatchType.EXACT_LABEL]
            assert node.curie in named or node.curie == "ALTERNATIVE:splint"


def test_what_has_the_name_of_another_node_and_is_below_it_in_meaning_is_found_by_it(store: GraphStore) -> None:
    hits = in_world(store, "broken bone of the wrist").hits
    assert [(hit.curie, hit.match_type) for hit in hits[:1]] == [("INDICATION:wrist-fracture", MatchType.PARAPHRASE)]


def test_one_thing_is_one_hit_unless_the_kind_of_its_other_node_is_chosen(store: GraphStore) -> None:
    page = in_world(store, "splint")
    assert ([hit.curie for hit in page.hits], page.total) == (["PAGE:splint"], 1)
    assert page.facets.kind == [("Alternative", 1), ("Procedure", 1)]
    assert page.facets.system == [("PAGE", 1)]
    chosen = in_world(store, "splint", kinds=("Alternative",))
    assert ([hit.curie for hit in chosen.hits], chosen.facets.kind) == (["ALTERNATIVE:splint"], page.facets.kind)


def test_what_a_section_says_is_shown_where_no_name_of_its_page_is_met(store: GraphStore) -> None:
    hits = in_world(store, "treats stiffness").hits
    assert reasons(hits) == [
        ("RISK:stiffness", "SOME_WORDS", "NAME", "Stiffness", ("Stiffness",)),
        ("PAGE:cast", "SOME_WORDS", "TEXT", CAST, ("treats", "stiffness")),
    ]


def test_steps_and_sections_are_no_hits_of_their_own(store: GraphStore) -> None:
    assert in_world(store, "plaster").total == in_world(store, "summary").total == 0
    hits = in_world(store, "SECTION:cast/summary", limit=1000).hits
    assert "PAGE:cast" in [hit.curie for hit in hits]
    assert not [hit.curie for hit in hits if hit.curie.startswith(("SECTION:", "STEP:"))]


def test_the_line_with_most_of_the_words_is_shown() -> None:
    text = "Fasting\nThe Ménière clinic checks hearing\nThe hearing of both ears is checked"
    page = node_entry(Node("PAGE:a", "Procedure", "Otology"), [(Field.TEXT, text)])
    searched = finder([page, Node("RISK:loss", "Risk", "Blindness")])
    for query, line, words in (
        ("ears hearing", "The hearing of both ears is checked", ("hearing", "ears")),
        ("meniere", "The Ménière clinic checks hearing", ("Ménière",)),
    ):
        assert reasons(searched.search(Search(query)).hits) == [("PAGE:a", "SOME_WORDS", "TEXT", line, words)]


def test_a_name_explains_a_hit_before_a_line_that_says_the_same() -> None:
    searched = finder(
        [node_entry(Node("PAGE:a", "Procedure", "Ear care"), [(Field.TEXT, "Ear care is care of the ear")])]
    )
    assert reasons(searched.search(Search("care ear")).hits) == [
        ("PAGE:a", "WORDS", "NAME", "Ear care", ("Ear", "care"))
    ]


def everyday() -> Finder:
    """The world with the everyday expression 'busted arm' for four things, each in another sense."""
    senses = {
        "INDICATION:sprain": "skos:closeMatch",
        "RISK:stiffness": "skos:broadMatch",
        "INDICATION:fracture": "skos:exactMatch",
        "RISK:skin-sore": "skos:relatedMatch",
    }
    known = [
        edge(curie, "KNOWN_AS", "LAY:busted-arm", predicate=sense, justification="semapv:ManualMappingCuration")
        for curie, sense in senses.items()
    ]
    built = build([World([*NODES, Node("LAY:busted-arm", "Expression", "busted arm"), *EDGES, *known])])
    assert built.findings == []
    return Finder(write_index(search_entries(freeze_in_memory(built.graph))))


def test_an_everyday_expression_finds_what_it_means_then_what_it_nearly_means_then_what_it_has_to_do_with() -> None:
    hits = everyday().search(Search("Busted arm")).hits
    assert [hit.curie for hit in hits[:2]] == ["INDICATION:fracture", "INDICATION:sprain"]
    assert {hit.curie for hit in hits[2:4]} == {"RISK:stiffness", "RISK:skin-sore"}
    assert {hit.match_type for hit in hits[:4]} == {MatchType.SYNONYM}
    assert [(hit.field, hit.text, hit.words) for hit in hits[:2]] == [
        (Field.EVERYDAY, "busted arm", ("busted", "arm")),
        (Field.NEARLY, "busted arm", ("busted", "arm")),
    ]


def test_an_everyday_expression_is_weaker_than_a_name_of_ones_own() -> None:
    searched = finder(
        [
            node_entry(Node("RISK:a", "Risk", "Hives and more"), [(Field.NEARLY, "nettles")]),
            node_entry(Node("RISK:b", "Risk", "Hives"), [(Field.EVERYDAY, "nettles")]),
            Node("RISK:c", "Risk", "Urticaria of the skin", {"synonyms": ("Nettles",)}),
        ]
    )
    assert found(searched, "nettles") == ["RISK:c", "RISK:b", "RISK:a"]
