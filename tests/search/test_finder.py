"""Searching: the order of hits, their reasons, loosening, facets, pages."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.build import build
from graph.model import Node
from graph.ontology import ONTOLOGY
from graph.search.answer import Hit, Search, SearchPage
from graph.search.entries import entries
from graph.search.entry import Entry, Field, entry
from graph.search.finder import ENOUGH, Finder
from graph.search.index import write_index
from graph.search.question import How
from graph.store import GraphStore
from tests.world import CAST, EDGES, NODES, World, edge, world_graph

CODES = [
    Node("ICD10CM:E11", "Diagnosis", "Type 2 diabetes mellitus", {"includes": ("insulin resistant diabetes",)}),
    Node("ICD10CM:E11.9", "Diagnosis", "Type 2 diabetes mellitus without complications"),
    Node("ICD10CM:E11.90", "Diagnosis", "Type 2 diabetes mellitus, whatever it may be"),
    Node("MSDRG:470", "DiagnosisGroup", "Major joint replacement"),
    Node("POLICY:shoes", "Policy", "Shoes for feet", {"number": "L470.1"}),
    Node("ICD10PCS:0SR9019", "Procedure", "Replacement of right hip joint", {"short_name": "Replace R hip jt"}),
]


def finder(items: Iterable[Node | Entry]) -> Finder:
    return Finder(write_index(entry(item) if isinstance(item, Node) else item for item in items))


def reasons(hits: Sequence[Hit]) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [(hit.curie, hit.how.name, hit.field.name, hit.text, hit.words) for hit in hits]


def found(searched: Finder, query: str, **wanted: object) -> list[str]:
    return [hit.curie for hit in searched.search(Search(query, limit=1000, **wanted)).hits]  # type: ignore[arg-type]


def first(searched: Finder, query: str) -> tuple[str, str]:
    hit = searched.search(Search(query)).hits[0]
    return hit.curie, hit.how.name


def test_hits_by_what_is_exact_come_in_the_order_of_how_they_were_found() -> None:
    searched = finder(
        [
            Node("POLICY:longer", "Policy", "Slings", {"number": "A0001B"}),
            Node("RISK:words", "Risk", "Injury by an a0001 sling"),
            Node("RISK:synonym", "Risk", "Sling injury", {"synonyms": ("Injury", "Sling A", "A0001")}),
            Node("RISK:name", "Risk", "a0001"),
            Node("HCPCS:A0001", "Procedure", "Sling"),
        ]
    )
    assert reasons(searched.search(Search("A0001")).hits) == [
        ("HCPCS:A0001", "EXACT_CODE", "CODE", "A0001", ("A0001",)),
        ("RISK:name", "EXACT_LABEL", "NAME", "a0001", ("a0001",)),
        ("RISK:synonym", "SYNONYM", "SYNONYM", "A0001", ("A0001",)),
        ("POLICY:longer", "PREFIX", "CODE", "A0001B", ("A0001",)),
        ("RISK:words", "WORDS", "NAME", "Injury by an a0001 sling", ("a0001",)),
    ]


def test_hits_by_words_come_in_the_order_of_how_they_were_found() -> None:
    searched = finder(
        [
            Node("RISK:some", "Risk", "Fractures"),
            Node("RISK:typo", "Risk", "Wirst fracture"),
            Node("RISK:words", "Risk", "Fractured bones of the left wrist"),
            Node("RISK:other", "Risk", "Infection"),
        ]
    )
    hits = searched.search(Search("wrist fractures")).hits
    assert reasons(hits) == [
        ("RISK:words", "WORDS", "NAME", "Fractured bones of the left wrist", ("Fractured", "wrist")),
        ("RISK:typo", "FUZZY", "NAME", "Wirst fracture", ("Wirst", "fracture")),
        ("RISK:some", "SOME_WORDS", "NAME", "Fractures", ("Fractures",)),
    ]
    assert [int(hit.score) for hit in hits] == [How.WORDS, How.FUZZY, How.SOME_WORDS]


def test_scores_never_rise() -> None:
    searched = finder([*NODES[:10], *CODES])
    for query in ("fracture of the wrist", "type 2", "splint", "diabetis whatever", "e11"):
        scores = [hit.score for hit in searched.search(Search(query)).hits]
        assert scores == sorted(scores, reverse=True)
        assert scores


@pytest.mark.parametrize(
    ("query", "curie"),
    [
        ("E11.9", "ICD10CM:E11.9"),
        ("e119", "ICD10CM:E11.9"),
        ("E11 9", "ICD10CM:E11.9"),
        ("ICD-10 E11.9", "ICD10CM:E11.9"),
        ("icd10cm:e11.9", "ICD10CM:E11.9"),
        ("ICD-10-CM E119", "ICD10CM:E11.9"),
        ("drg 470", "MSDRG:470"),
        ("MS-DRG 470", "MSDRG:470"),
        ("470", "MSDRG:470"),
        ("l4701", "POLICY:shoes"),
        ("icd-10-pcs 0sr9019", "ICD10PCS:0SR9019"),
        ("POLICY:shoes", "POLICY:shoes"),
    ],
)
def test_a_code_is_found_with_and_without_its_dots_and_its_system(query: str, curie: str) -> None:
    assert first(finder(CODES), query) == (curie, "EXACT_CODE")


@pytest.mark.parametrize(("query", "written"), [("E11.9", "E11.9"), ("e119", "E11.9"), ("e11.", "E11"), ("E1", "E1")])
def test_what_is_typed_of_a_code_is_marked_as_it_is_written(query: str, written: str) -> None:
    hit = next(hit for hit in finder(CODES).search(Search(query)).hits if hit.curie == "ICD10CM:E11.90")
    assert (hit.how, hit.field, hit.text, hit.words) == (How.PREFIX, Field.CODE, "E11.90", (written,))


def test_codes_that_begin_so_come_in_their_own_order() -> None:
    assert found(finder(CODES), "e1") == ["ICD10CM:E11", "ICD10CM:E11.9", "ICD10CM:E11.90"]


def test_a_code_beside_words_is_marked() -> None:
    hits = finder(CODES).search(Search("e119 shoes")).hits
    assert ("ICD10CM:E11.9", "SOME_WORDS", "CODE", "E11.9", ("E11.9",)) in reasons(hits)


@pytest.mark.parametrize("query", ["INSULIN-resistant diabetes", "replace r. hip JT"])
def test_official_texts_are_names_too(query: str) -> None:
    assert first(finder(CODES), query)[1] == "SYNONYM"


@pytest.mark.parametrize(
    ("query", "curies"),
    [
        ("cast", ["RISK:cast"]),
        ("cats", []),
        ("sprain", ["RISK:sprain"]),
        ("spriain", ["RISK:sprain"]),
        ("sprian", ["RISK:sprain"]),
        ("spain", ["RISK:sprain"]),
        ("sprint", []),
        ("sspriain", []),
    ],
)
def test_one_typo_is_forgiven_from_five_letters_on(query: str, curies: list[str]) -> None:
    assert found(finder([Node("RISK:cast", "Risk", "Cast"), Node("RISK:sprain", "Risk", "Sprain")]), query) == curies


def test_a_typo_is_forgiven_in_a_word_whose_stem_is_meant_and_the_word_is_marked() -> None:
    searched = finder([Node("RISK:attack", "Risk", "Gallstone attack"), Node("RISK:stones", "Risk", "Gallstones")])
    hits = searched.search(Search("gallstnoes")).hits
    assert [(hit.curie, hit.how.name, hit.words) for hit in hits] == [
        ("RISK:stones", "FUZZY", ("Gallstones",)),
        ("RISK:attack", "FUZZY", ("Gallstone",)),
    ]


@pytest.mark.parametrize(
    ("query", "how"),
    [("wrist fr", "WORDS"), ("wrist f", "WORDS"), ("fracture wri", "WORDS"), ("wirst frac", "FUZZY"), ("wris f", None)],
)
def test_only_the_last_word_may_be_unfinished(query: str, how: str | None) -> None:
    hits = finder([Node("RISK:fracture", "Risk", "Fracture of the wrist")]).search(Search(query)).hits
    assert [hit.how.name for hit in hits] == ([how] if how else [])


def test_words_in_any_form_and_order_are_found() -> None:
    searched = finder([Node("RISK:fracture", "Risk", "Fracture of the wrist")])
    for query in ("wrists fractured", "fracturing of a wrist", "The WRIST: fracture!"):
        assert first(searched, query) == ("RISK:fracture", "WORDS")


@pytest.mark.parametrize("query", ["xray", "x-ray", "X ray", "x‑ray"])
def test_words_joined_by_a_hyphen_are_found_joined_apart_and_with_it(query: str) -> None:
    searched = finder([Node("PREPARATION:x-ray", "Preparation", "Chest X-ray"), Node("RISK:rays", "Risk", "Burn")])
    (hit,) = searched.search(Search(query)).hits
    assert (hit.curie, hit.how, hit.text) == ("PREPARATION:x-ray", How.WORDS, "Chest X-ray")
    assert hit.words in {("X-ray",), ("X", "ray")}


def test_a_joined_word_is_marked_in_the_name_that_has_it() -> None:
    searched = finder([Node("ROLE:radiologist", "Role", "Radiologist", {"synonyms": ("Doctor", "X-ray doctor")})])
    assert reasons(searched.search(Search("xray")).hits) == [
        ("ROLE:radiologist", "WORDS", "SYNONYM", "X-ray doctor", ("X-ray",))
    ]


def test_hepatitis_a_is_not_hepatitis() -> None:
    searched = finder([Node("RISK:hepatitis", "Risk", "Hepatitis"), Node("RISK:hepatitis-a", "Risk", "Hepatitis A")])
    assert first(searched, "hepatitis") == ("RISK:hepatitis", "EXACT_LABEL")
    assert first(searched, "hepatitis a") == ("RISK:hepatitis-a", "EXACT_LABEL")
    hits = searched.search(Search("hepatitis a")).hits
    assert [hit.how.name for hit in hits] == ["EXACT_LABEL", "WORDS"]


def test_a_query_of_words_that_say_nothing_looks_for_them() -> None:
    searched = finder([Node("RISK:a", "Risk", "Other risks"), Node("RISK:b", "Risk", "Infection")])
    assert found(searched, "other") == ["RISK:a"]


def test_equal_hits_come_described_first_then_by_kind_then_the_shorter_then_by_curie() -> None:
    items = [
        Node("CPT:00100", "Procedure", "Joint fluid test", {"is_stub": True}),
        Node("RISK:b", "Risk", "Joint fluid"),
        Node("RISK:a", "Risk", "Joint fluid"),
        Node("ICD10CM:M25.1", "Diagnosis", "Joint fluid"),
        Node("ICD10CM:M25", "Diagnosis", "Joint fluid"),
        Node("PAGE:a", "Procedure", "Draining", {"synonyms": ("Joint fluid",)}),
        Node("PAGE:b", "Procedure", "Drain", {"synonyms": ("Joint fluid",)}),
        Node("ALTERNATIVE:a", "Alternative", "Joint fluid"),
    ]
    expected = ["RISK:a", "RISK:b", "ALTERNATIVE:a", "ICD10CM:M25", "ICD10CM:M25.1", "PAGE:b", "PAGE:a", "CPT:00100"]
    assert found(finder(items), "joint fluid") == expected
    assert found(finder(reversed(items)), "joint fluid") == expected


MANY = [
    *NODES,
    *CODES,
    *(Node(f"RISK:{n}", "Risk", f"Fracture {'of the wrist ' * (n % 2)}{n % 5}") for n in range(40)),
    *(Node(f"ICD10CM:S62.{n}", "Diagnosis", f"Wrist fracture {n % 3}") for n in range(40)),
    *(Node(f"CPT:{n:05}", "Procedure", "Fracture care", {"is_stub": n % 3 == 0}) for n in range(1, 40)),
]
WORLD_INDEX = write_index(entries(world_graph()))
SEARCHABLE = [node for node in MANY if node.kind not in ("Section", "Step")]


@pytest.mark.parametrize("query", ["fracture", "wrist fracture", "s62", "frcature 3", "wrist 1 cast", "care"])
def test_pages_joined_are_the_whole_list_and_the_same_of_a_rebuilt_index(query: str) -> None:
    searched = finder(SEARCHABLE)
    whole = searched.search(Search(query, limit=1000))
    assert len({hit.curie for hit in whole.hits}) == len(whole.hits) == whole.total > 9
    shuffled = SEARCHABLE.copy()
    Random(1).shuffle(shuffled)  # noqa: S311
    for again in (searched, finder(shuffled)):
        pages = [again.search(Search(query, limit=3, offset=place)) for place in range(0, whole.total, 3)]
        assert [hit for page in pages for hit in page.hits] == whole.hits
        assert {page.total for page in pages} == {whole.total}
        assert all(page.facets == whole.facets for page in pages)


def test_behind_the_last_hit_there_is_nothing_but_the_count_stays() -> None:
    searched = finder(SEARCHABLE)
    whole = searched.search(Search("fracture"))
    behind = searched.search(Search("fracture", offset=10_000))
    assert (behind.hits, behind.total, behind.facets) == ([], whole.total, whole.facets)


def test_no_hits_asked_gives_the_counts_alone() -> None:
    searched = finder(SEARCHABLE)
    page, whole = (searched.search(Search("fracture", limit=limit)) for limit in (0, 1000))
    assert (page.hits, page.total, page.facets) == ([], whole.total, whole.facets)
    assert searched.suggest(Search("fracture", limit=0)) == []


@given(st.sampled_from(["fracture", "wrist frac", "e11", "cats", "wirst", "cast splint", "s", "", "the"]))
def test_suggestions_are_the_first_hits(query: str) -> None:
    searched = Finder(WORLD_INDEX)
    wanted = Search(query, kinds=("Procedure", "Indication"), limit=4)
    assert searched.suggest(wanted) == list(searched.search(wanted).hits)


def test_an_exact_match_ends_the_search_for_looser_ones() -> None:
    others = [Node("RISK:a", "Risk", "Ankle sprain"), Node("RISK:b", "Risk", "Ankle sprein")]
    assert found(finder(others), "sprain") == ["RISK:a", "RISK:b"]
    for exact in (
        Node("RISK:c", "Risk", "Sprain"),
        Node("RISK:c", "Risk", "Twist", {"synonyms": ("sprain",)}),
        Node("POLICY:c", "Policy", "Feet", {"number": "Sprain"}),
    ):
        assert found(finder([*others, exact]), "sprain") == [exact.curie, "RISK:a"]


@pytest.mark.parametrize("enough", [True, False])
def test_enough_hits_end_the_search_for_looser_ones(enough: bool) -> None:
    count = ENOUGH if enough else ENOUGH - 1
    items = [Node(f"RISK:{n}", "Risk", f"Ankle sprain {n}") for n in range(count)]
    searched = finder([*items, Node("RISK:typo", "Risk", "Ankle sprein"), Node("RISK:some", "Risk", "Ankle")])
    hows = Counter(hit.how.name for hit in searched.search(Search("sprain ankle")).hits)
    assert hows == ({"WORDS": 10} if enough else {"WORDS": 9, "FUZZY": 1})
    assert "RISK:some" not in found(searched, "sprain ankle")


def test_what_is_chosen_does_not_loosen_the_search() -> None:
    searched = finder([Node("RISK:a", "Risk", "Sprain"), Node("INDICATION:b", "Indication", "Sprein")])
    assert found(searched, "sprain", kinds=("Indication",)) == []


FACETED = {
    item.curie: item
    for n, (word, prefix) in enumerate(
        (word, prefix)
        for word in ("Fracture", "Wrist fracture", "Fractrue", "Sprain of the wrist")
        for prefix, many in (("PAGE", 4), ("CPT", 3), ("RISK", 2), ("ICD10CM", 5))
        for _ in range(many)
    )
    for item in [
        entry(
            Node(f"{prefix}:{n}", ONTOLOGY.by_prefix[prefix].name, f"{word} {n % 4}"),
            categories=tuple(f"CATEGORY:{place}" for place in range(n % 3)),
        )
    ]
}
"""Entries of which many share a kind, a system or a category."""
GROUPS: dict[str, Callable[[Entry], tuple[str, ...]]] = {
    "kind": lambda item: (item.kind,),
    "system": lambda item: (item.system,),
    "category": lambda item: item.categories,
}
COUNTING = finder(FACETED.values())


def some_of(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=len(values)).map(tuple)


@settings(deadline=None)
@given(
    st.sampled_from(["fracture", "wrist fracture", "fractrue", "wrist 1", "sprain", "3", "xyzzy"]),
    some_of("Procedure", "Risk", "Diagnosis", "Role"),
    some_of("PAGE", "CPT", "RISK", "ICD10CM", "ROLE"),
    some_of("CATEGORY:0", "CATEGORY:1", "CATEGORY:9"),
)
def test_the_counts_of_a_facet_are_those_of_all_hits_under_the_other_filters(
    query: str, kinds: tuple[str, ...], systems: tuple[str, ...], categories: tuple[str, ...]
) -> None:
    chosen = {"kind": kinds, "system": systems, "category": categories}
    everything = [FACETED[curie] for curie in found(COUNTING, query)]

    def listed(but: str = "") -> list[Entry]:
        wanted = {name: values for name, values in chosen.items() if values and name != but}
        return [item for item in everything if all(set(GROUPS[name](item)) & set(wanted[name]) for name in wanted)]

    page = COUNTING.search(Search(query, kinds, systems, categories, limit=1000))
    assert [hit.curie for hit in page.hits] == [item.curie for item in listed()]
    assert page.total == len(page.hits)
    for name, values_of in GROUPS.items():
        counted = Counter(value for item in listed(but=name) for value in values_of(item))
        assert getattr(page.facets, name) == sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def test_the_property_above_has_something_to_count() -> None:
    page = COUNTING.search(Search("wrist fracture", kinds=("Diagnosis",)))
    assert (page.total, page.facets.kind) == (5, [("Procedure", 7), ("Diagnosis", 5), ("Risk", 2)])
    assert page.facets.category == [("CATEGORY:0", 3), ("CATEGORY:1", 2)]


def in_world(store: GraphStore, query: str, **wanted: object) -> SearchPage:
    return asyncio.run(store.search(Search(query, **wanted)))  # type: ignore[arg-type]


def test_every_engine_finds_the_same(store: GraphStore) -> None:
    assert reasons(in_world(store, "splint").hits) == [
        ("PAGE:splint", "EXACT_LABEL", "NAME", "Splint", ("Splint",)),
        ("ALTERNATIVE:splint", "EXACT_LABEL", "NAME", "Splint", ("Splint",)),
    ]
    assert reasons(in_world(store, "broken bone").hits) == [
        ("INDICATION:fracture", "SYNONYM", "SYNONYM", "Broken bone", ("Broken", "bone"))
    ]
    memory = Finder(WORLD_INDEX)
    for query in ("fracture", "cpt 00100", "wirst", "casting infection", "a"):
        assert in_world(store, query) == memory.search(Search(query))
        assert list(asyncio.run(store.suggest(Search(query)))) == memory.suggest(Search(query))


def test_every_node_of_the_world_is_found_by_its_name_and_its_curie(store: GraphStore) -> None:
    for node in NODES:
        if node.kind not in ("Section", "Step"):
            by_curie, by_name = in_world(store, node.curie).hits, in_world(store, node.name).hits
            assert (by_curie[0].curie, by_curie[0].how) == (node.curie, How.EXACT_CODE)
            assert node.curie in [hit.curie for hit in by_name if hit.how is How.EXACT_LABEL]


def test_a_section_is_found_as_the_line_of_its_page_that_matched(store: GraphStore) -> None:
    hits = in_world(store, "treats stiffness").hits
    assert reasons(hits[:1]) == [("PAGE:cast", "WORDS", "TEXT", CAST, ("treats", "stiffness"))]


def test_steps_and_sections_are_no_hits_of_their_own(store: GraphStore) -> None:
    assert in_world(store, "plaster").total == in_world(store, "summary").total == 0
    hits = in_world(store, "SECTION:cast/summary", limit=1000).hits
    assert "PAGE:cast" in [hit.curie for hit in hits]
    assert not [hit.curie for hit in hits if hit.curie.startswith(("SECTION:", "STEP:"))]


def test_the_line_with_most_of_the_words_is_shown() -> None:
    text = "Fasting\nThe Ménière clinic checks hearing\nThe hearing of both ears is checked"
    page = entry(Node("PAGE:a", "Procedure", "Ear care"), [(Field.TEXT, text)])
    searched = finder([page, Node("RISK:loss", "Risk", "Hearing loss")])
    assert reasons(searched.search(Search("ears hearing")).hits[:1]) == [
        ("PAGE:a", "WORDS", "TEXT", "The hearing of both ears is checked", ("hearing", "ears"))
    ]
    assert reasons(searched.search(Search("meniere")).hits) == [
        ("PAGE:a", "WORDS", "TEXT", "The Ménière clinic checks hearing", ("Ménière",))
    ]
    assert reasons(searched.search(Search("haering", kinds=("Procedure",))).hits) == [
        ("PAGE:a", "FUZZY", "TEXT", "The Ménière clinic checks hearing", ("hearing",))
    ]


def test_a_name_explains_a_hit_before_a_line_that_says_the_same() -> None:
    searched = finder([entry(Node("PAGE:a", "Procedure", "Ear care"), [(Field.TEXT, "Ear care is care of the ear")])])
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
    return Finder(write_index(entries(built.graph)))


def test_an_everyday_expression_finds_what_it_means_then_what_it_nearly_means_then_what_it_has_to_do_with() -> None:
    hits = everyday().search(Search("Busted arm")).hits
    assert [(curie, how, field) for curie, how, field, _, _ in reasons(hits)] == [
        ("INDICATION:fracture", "SYNONYM", "EVERYDAY"),
        ("INDICATION:sprain", "SYNONYM", "NEARLY"),
        ("RISK:stiffness", "WORDS", "RELATED"),
        ("RISK:skin-sore", "WORDS", "RELATED"),
    ]
    assert {(hit.text, hit.words) for hit in hits} == {("busted arm", ("busted", "arm"))}


def test_an_everyday_expression_is_weaker_than_a_name_of_ones_own() -> None:
    searched = finder(
        [
            entry(Node("RISK:a", "Risk", "Hives and more"), [(Field.NEARLY, "nettles")]),
            entry(Node("RISK:b", "Risk", "Hives"), [(Field.EVERYDAY, "nettles")]),
            Node("RISK:c", "Risk", "Urticaria of the skin", {"synonyms": ("Nettles",)}),
        ]
    )
    assert found(searched, "nettles") == ["RISK:c", "RISK:b", "RISK:a"]
