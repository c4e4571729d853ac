"""Searching: ties, pages, loosening and the counts of facets."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.elements import Node
from graph.model.ontology import ONTOLOGY
from graph.search.entry import Entry, node_entry
from graph.search.finder import WINDOW, Finder
from graph.search.retrieval import ENOUGH
from graph.search.search_types import Search
from tests.search.finders import CODES, WORLD_INDEX, finder, found
from tests.world import NODES


def test_equal_hits_come_described_first_then_the_shorter_then_by_curie() -> None:
    items = [
        Node("RISK:stub", "Risk", "Joint fluid", {"is_stub": True}),
        Node("RISK:b", "Risk", "Joint fluid"),
        Node("RISK:a", "Risk", "Joint fluid"),
        Node("ICD10CM:M25.1", "Diagnosis", "Joint fluid"),
        Node("ICD10CM:M25", "Diagnosis", "Joint fluid"),
        Node("PAGE:a", "Procedure", "Draining", {"synonyms": ("Joint fluid",)}),
        Node("PAGE:b", "Procedure", "Drain", {"synonyms": ("Joint fluid",)}),
    ]
    expected = ["PAGE:b", "PAGE:a", "ICD10CM:M25", "ICD10CM:M25.1", "RISK:a", "RISK:b", "RISK:stub"]
    assert found(finder(items), "joint fluid") == expected
    assert found(finder(reversed(items)), "joint fluid") == expected


MANY = [
    *NODES,
    *CODES,
    *(Node(f"RISK:{n}", "Risk", f"Fracture {'of the wrist ' * (n % 2)}{n % 5}") for n in range(40)),
    *(Node(f"ICD10CM:S62.{n}", "Diagnosis", f"Wrist fracture {n % 3}") for n in range(40)),
    *(Node(f"CPT:{n:05}", "Procedure", "Fracture care", {"is_stub": n % 3 == 0}) for n in range(1, 40)),
]
SEARCHABLE = [node for node in MANY if node.kind not in ("Section", "Step")]


@pytest.mark.parametrize("query", ["fracture", "wrist fracture", "s62", "frcature", "wrist 1 cast", "care"])
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


def test_pages_join_where_they_leave_what_is_put_in_order() -> None:
    many = [Node(f"ICD10CM:S62.{n}", "Diagnosis", f"Wrist fracture {n % 7} {n % 3}") for n in range(WINDOW + 60)]
    searched = finder([*many, Node("RISK:a", "Risk", "Wrist fracture")])
    whole = searched.search(Search("wrist fracture", limit=1000))
    assert len({hit.curie for hit in whole.hits}) == len(whole.hits) == whole.total == WINDOW + 61
    scores = [hit.score for hit in whole.hits]
    assert scores == sorted(scores, reverse=True)
    for size in (7, WINDOW, WINDOW + 1):
        pages = [searched.search(Search("wrist fracture", limit=size, offset=at)) for at in range(0, whole.total, size)]
        assert [hit for page in pages for hit in page.hits] == whole.hits


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
def test_suggestions_are_the_first_hits_unless_the_last_word_is_short_and_known(query: str) -> None:
    searched = Finder(WORLD_INDEX)
    wanted = Search(query, kinds=("Procedure", "Indication"), limit=4)
    assert searched.suggest(wanted) == list(searched.search(wanted).hits)


@pytest.mark.parametrize("enough", [True, False])
def test_enough_hits_with_all_words_end_the_search_for_those_with_some(enough: bool) -> None:
    count = ENOUGH if enough else ENOUGH - 1
    items = [Node(f"RISK:{n}", "Risk", f"Ankle sprain {n}") for n in range(count)]
    searched = finder([*items, Node("RISK:some", "Risk", "Ankle")])
    hows = Counter(hit.match_type.name for hit in searched.search(Search("sprain ankle")).hits)
    assert hows == ({"WORDS": 10} if enough else {"WORDS": 9, "SOME_WORDS": 1})


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
        node_entry(
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
