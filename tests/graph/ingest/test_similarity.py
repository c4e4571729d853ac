"""Callback resemblances: what they weigh, on procedures few enough to be weighed by hand, and over random ones."""

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import isclose, log, sqrt
from random import Random

import numpy as np
import pytest

from graph.ingest import similarity
from graph.ingest.build import build
from graph.ingest.layer import empty_layer
from graph.ingest.layered_graph import LayeredGraph
from graph.ingest.similarity import WEIGHTS, similarity_edges
from graph.model.elements import Edge, EvidenceMethod, Node
from graph.model.property_graph import Graph, edges_of
from graph.model.shared_feature import SharedFeature, parse_shared_feature
from graph.model.source_files import ROOT
from graph.store import GraphStore
from graph.traversal.topology import TraversalFilter
from tests.described import FOUR, Had, described, documents, four, items, page
from tests.world import World

LN2, RARE, ALL = log(2), log(4 / 3), log(4)
NAME = WEIGHTS["HAS_SECTION"] * ALL
"""What a name weighs that only one of four procedures has."""


@pytest.fixture(autouse=True)
def any_score(monkeypatch: pytest.MonkeyPatch) -> None:
    """All but nothing counts, so that small pages show how scores are made."""
    monkeypatch.setattr(similarity, "MIN_SCORE", 1e-6)


def computed(graph: Graph) -> dict[tuple[str, str], Edge]:
    found = [edge for edge in edges_of(graph) if edge.kind == "RESEMBLES"]
    assert len({(edge.source, edge.target) for edge in found}) == len(found)
    return {(edge.source.removeprefix("PAGE:"), edge.target.removeprefix("PAGE:")): edge for edge in found}


def score(edge: Edge) -> float:
    value = edge.properties["score"]
    assert isinstance(value, float)
    return value


def reasons(edge: Edge) -> list[SharedFeature]:
    value = edge.properties["reasons"]
    assert isinstance(value, tuple)
    return [parse_shared_feature(text) for text in value]


def drawn(count: int, seed: int = 3) -> dict[str, Had]:
    """Procedures with random risks and indications, some of which they share."""
    random = Random(seed)  # noqa: S311
    pool = [("HAS_RISK", f"RISK:r{i}") for i in range(30)] + [("HAS_INDICATION", f"INDICATION:i{i}") for i in range(40)]
    return {f"p{n:03}": sorted(random.sample(pool, random.randint(2, 9))) for n in range(count)}


def test_the_score_is_the_cosine_as_it_comes_out_by_hand() -> None:
    """Of four: two share Ache, two share Burn, three share Scar, all share Itch, one has Nurse, each has its name."""
    ache, burn, scar, nurse = 3 * LN2, 3 * LN2, RARE, ALL
    alpha = sqrt(ache**2 + burn**2 + scar**2 + nurse**2 + NAME**2)
    beta = sqrt(ache**2 + scar**2 + NAME**2)
    gamma, delta = sqrt(scar**2 + NAME**2), sqrt(burn**2 + NAME**2)
    expected = {
        ("alpha", "beta"): (ache**2 + scar**2) / (alpha * beta),
        ("alpha", "delta"): burn**2 / (alpha * delta),
        ("alpha", "gamma"): scar**2 / (alpha * gamma),
        ("beta", "gamma"): scar**2 / (beta * gamma),
    }
    found = computed(four())
    assert found.keys() == expected.keys()
    for pair, cosine in expected.items():
        assert isclose(score(found[pair]), cosine, abs_tol=2e-6)


def test_the_reasons_add_up_to_the_score_as_it_is_stored() -> None:
    for graph in (four(), described(drawn(60))):
        found = computed(graph)
        assert found
        for edge in found.values():
            assert score(edge) == round(sum(reason.weight for reason in reasons(edge)), 6)
            weights = [reason.weight for reason in reasons(edge)]
            assert weights == sorted(weights, reverse=True)


def test_what_all_have_is_no_reason_and_what_few_share_weighs_more_than_what_many_share() -> None:
    weights = {reason.curie: reason.weight for reason in reasons(computed(four())["alpha", "beta"])}
    assert weights.keys() == {"INDICATION:ache", "RISK:scar"}
    two_risks = {"alpha": "few many", "beta": "few many", "gamma": "many", "delta": "none", "eta": "none"}
    had = {name: [("HAS_RISK", f"RISK:{risk}") for risk in risks.split()] for name, risks in two_risks.items()}
    shared = [reason.curie for reason in reasons(computed(described(had))["alpha", "beta"])]
    assert shared == ["RISK:few", "RISK:many"]


def test_words_that_texts_share_are_one_reason_and_name_no_node() -> None:
    said = {"alpha": "Removes painful pebbles", "beta": "Removing pebbles", "gamma": "Rests", "delta": "Waits"}
    found = items(dict.fromkeys(said, ()))
    told = [
        Node(item.curie, item.kind, item.name, {**item.properties, "summary": said[str(item.properties["slug"])]})
        if isinstance(item, Node) and item.kind == "Procedure"
        else item
        for item in found
    ]
    (reason,) = reasons(computed(build([World(told, documents(said))]).graph)["alpha", "beta"])
    assert (reason.edge_kind, reason.curie) == ("HAS_SECTION", None)
    assert {word[:5].lower() for word in reason.words} == {"pebbl", "remov"}


def test_a_mapped_code_lends_its_axes() -> None:
    axis = Node("PCSAPPROACH:open", "Approach", "Open")
    pages = dict.fromkeys(("alpha", "beta", "gamma"), ())
    codes: list[Node | Edge] = [axis]
    for slug, code in (("alpha", "0AAA0ZZ"), ("beta", "0BBB0ZZ")):
        mapped, evidence = f"ICD10PCS:{code}", page(slug)[2].evidence  # type: ignore[union-attr]
        codes.append(Node(mapped, "Procedure", code, {"is_stub": False}))
        codes.append(Edge(f"PAGE:{slug}", "MAPS_TO", mapped, {}, evidence))
        codes.append(Edge(mapped, "USES_APPROACH", axis.curie, {}, evidence))
    found = computed(described(pages, *codes))
    assert [reason.curie for reason in reasons(found["alpha", "beta"])] == ["PCSAPPROACH:open"]
    assert list(found) == [("alpha", "beta")]


def test_the_nearest_twenty_of_each_have_edges_and_no_others() -> None:
    """Against cosines that are worked out pair by pair."""
    pages = drawn(70)
    had = {slug: set(given) for slug, given in pages.items()}
    found = computed(described(pages))
    cosines = {frozenset(pair): cosine(had, *pair) for pair in combinations(had, 2)}
    expected = set()
    for slug in had:
        others = sorted((-round(value, 9), sorted(pair)) for pair, value in cosines.items() if slug in pair)
        expected |= {(one, other) for value, (one, other) in others[:20] if value < -1e-6}
    assert found.keys() == expected
    assert len(expected) < sum(value > 1e-6 for value in cosines.values())
    for pair, edge in found.items():
        assert isclose(score(edge), cosines[frozenset(pair)], abs_tol=1e-5)


def cosine(had: Mapping[str, set[tuple[str, str]]], one: str, other: str) -> float:
    count = Counter(feature for given in had.values() for feature in given)
    weight = {(kind, curie): WEIGHTS[kind] * log(len(had) / n) for (kind, curie), n in count.items()}
    name = (WEIGHTS["HAS_SECTION"] * log(len(had))) ** 2
    lengths = [sqrt(sum(weight[feature] ** 2 for feature in had[slug]) + name) for slug in (one, other)]
    return sum(weight[feature] ** 2 for feature in had[one] & had[other]) / (lengths[0] * lengths[1])


def similar(found: Sequence[Node | Edge]) -> list[Edge]:
    graph = LayeredGraph(empty_layer())
    graph.nodes.own.update({item.curie: item for item in found if isinstance(item, Node)})
    graph.add(item for item in found if isinstance(item, Edge))
    return list(similarity_edges(graph))


def test_the_order_of_the_input_makes_no_difference() -> None:
    given = items(drawn(60))
    expected = similar(given)
    for seed in range(3):
        shuffled = Random(seed).sample(given, len(given))  # noqa: S311
        assert similar(shuffled) == expected


def test_the_seed_of_hashes_makes_no_difference() -> None:
    script = (
        "from tests.described import described; from tests.graph.ingest.test_similarity import computed, drawn; "
        "print(*computed(described(drawn(60))).items(), sep='\\n')"
    )
    run = [sys.executable, "-c", script]
    told = {
        subprocess.run(run, env={"PYTHONHASHSEED": seed}, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert "RISK:" in told.pop()


def test_computed_edges_name_both_documents_and_listed_ones_quote_the_page() -> None:
    graph = four()
    edge = computed(graph)["alpha", "beta"]
    assert [(said.source, said.method, said.quote) for said in edge.evidence] == [
        ("pages/alpha.txt", EvidenceMethod.COMPUTED, None),
        ("pages/beta.txt", EvidenceMethod.COMPUTED, None),
    ]
    (listed,) = (edge for edge in edges_of(graph) if edge.kind == "SIMILAR_TO")
    assert (listed.evidence[0].quote, listed.evidence[0].method) == ("Alpha", EvidenceMethod.STATED)
    assert "score" not in listed.properties


def test_only_procedures_with_a_page_resemble_each_other() -> None:
    said = page("beta")[2].evidence  # type: ignore[union-attr]
    bare: list[Node | Edge] = [Node("CPT:00001", "Procedure", "Bare", {"is_stub": False})]
    bare += [Edge("CPT:00001", kind, target, {"position": 0}, said) for kind, target in FOUR["beta"]]
    assert computed(described(FOUR, *bare)) == computed(four())


def test_a_section_of_an_unknown_procedure_or_without_evidence_is_passed_over() -> None:
    """It is for validation to say what is wrong with it."""
    section = "SECTION:alpha/summary"
    dangling = Edge("PAGE:nowhere", "HAS_SECTION", section, {"position": 0}, page("alpha")[2].evidence)  # type: ignore[union-attr]
    no_progress = Edge("PAGE:bare", "HAS_SECTION", section, {"position": 0})
    bare = Node("PAGE:bare", "Procedure", "Bare", {"slug": "bare", "is_stub": False})
    built = build([World([*items(FOUR), dangling, no_progress, bare], documents(FOUR))])
    assert [finding.details["source"] for finding in built.findings] == ["PAGE:nowhere"]
    assert computed(built.graph).keys() == computed(four()).keys()


@pytest.mark.parametrize(
    "reason",
    [
        SharedFeature("HAS_RISK", "RISK:scar", (), 0.25),
        SharedFeature("HAS_SECTION", None, ("pebble", "pain"), 0.000001),
    ],
)
def test_a_reason_is_read_as_it_was_written(reason: SharedFeature) -> None:
    assert parse_shared_feature(reason.as_text()) == reason


def test_what_shipped_pages_list_as_similar_is_mostly_among_the_first_five_computed(shipped: GraphStore) -> None:
    topology, counted = shipped.topology, Counter[bool]()
    for procedure in topology.graph.of_kind("Procedure"):
        listed = topology.graph.row(int(procedure), "SIMILAR_TO", out=True)
        if len(listed):
            steps = topology.expand(np.array([int(procedure)]), TraversalFilter(edge_kinds=("RESEMBLES",)))
            scores = [score(edge) for edge in topology.edges(steps.edge)]
            first = steps.far[np.argsort(np.negative(scores), kind="stable")[:5]].tolist()
            counted.update(topology.graph.target(int(edge)) in first for edge in listed)
    assert counted[True] >= 0.8 * counted.total() > 40


def test_what_shares_little_is_not_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    before = computed(four())
    least = sorted(float(str(edge.properties["score"])) for edge in before.values())[1]
    monkeypatch.setattr(similarity, "MIN_SCORE", least)
    assert len(computed(four())) == len(before) - 1
