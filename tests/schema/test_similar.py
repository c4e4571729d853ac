"""What is similar, near or an alternative, as a GraphQL caller sees it."""

import pytest

from graph.ingest import similarity
from graph.model.limits import Limits
from graph.store import GraphStore
from tests.conftest import Answer, Ask, ask_store, store_of
from tests.described import FOUR, four

SIMILAR = """query ($slug: String!, $first: Int, $after: String) { procedure(slug: $slug) {
    similar(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges {
        score reasons { edgeKind node { name } words weight } node { name }
        evidence { method quote source { id } } } } } }"""


@pytest.fixture(scope="module")
def pages() -> GraphStore:
    """The store over the four pages of `tests.described`, of which two have next to nothing in common."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similarity, "MIN_SCORE", 0.001)
        return store_of(four())


def asked(store: GraphStore, query: str, **variables: object) -> Answer:
    answer = ask_store(store, query, variables)
    assert answer["errors"] == []
    data = answer["data"]
    assert isinstance(data, dict)
    return data


def similar(store: GraphStore, slug: str, first: int = 100, after: str | None = None) -> Answer:
    found = asked(store, SIMILAR, slug=slug, first=first, after=after)["procedure"]["similar"]
    assert isinstance(found, dict)
    return found


def test_the_most_similar_come_first_whichever_end_the_edge_has(pages: GraphStore) -> None:
    found = {slug: similar(pages, slug)["edges"] for slug in FOUR}
    assert [edge["node"]["name"] for edge in found["alpha"]] == ["Beta", "Delta", "Gamma"]
    assert [edge["node"]["name"] for edge in found["beta"]] == ["Alpha", "Gamma"]
    assert [edge["node"]["name"] for edge in found["gamma"]] == ["Beta", "Alpha"]
    for edges in found.values():
        scores = [edge["score"] for edge in edges]
        assert scores == sorted(scores, reverse=True)
    for slug, edges in found.items():
        for edge in edges:
            there = {other["node"]["name"]: other for other in found[edge["node"]["name"].lower()]}[slug.capitalize()]
            assert {**there, "node": None} == {**edge, "node": None}


def test_pages_of_similar_ones_joined_are_the_whole_list(pages: GraphStore) -> None:
    seen, after = list[str](), None
    for count in (1, 2, 3):
        page = similar(pages, "alpha", 1, after)
        assert page["totalCount"] == 3
        seen += [edge["node"]["name"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        assert page["pageInfo"]["hasNextPage"] is (count < 3)
    assert seen == ["Beta", "Delta", "Gamma"]


def test_a_computed_edge_says_why_and_names_both_documents(pages: GraphStore) -> None:
    edge = similar(pages, "alpha")["edges"][0]
    assert [(why["edgeKind"], why["node"], why["words"]) for why in edge["reasons"]] == [
        ("HAS_INDICATION", {"name": "Ache"}, []),
        ("HAS_RISK", {"name": "Scar"}, []),
    ]
    assert edge["score"] == round(sum(why["weight"] for why in edge["reasons"]), 6)
    assert edge["evidence"] == [
        {"method": "COMPUTED", "quote": None, "source": {"id": f"pages/{slug}.txt"}} for slug in ("alpha", "beta")
    ]


def test_what_a_page_lists_as_similar_stays_apart_and_is_quoted(pages: GraphStore) -> None:
    field = "nodes { name } edges { evidence { method quote source { id } } }"
    query = f"{{ procedures(first: 2) {{ nodes {{ listedSimilar {{ {field} }} listedAsSimilarBy {{ {field} }} }} }} }}"
    alpha, beta = asked(pages, query)["procedures"]["nodes"]
    evidence = [{"method": "STATED", "quote": "Alpha", "source": {"id": "pages/alpha.txt"}}]
    nothing: Answer = {"nodes": [], "edges": []}
    to_beta = {"nodes": [{"name": "Beta"}], "edges": [{"evidence": evidence}]}
    to_alpha = {"nodes": [{"name": "Alpha"}], "edges": [{"evidence": evidence}]}
    assert alpha == {"listedSimilar": to_beta, "listedAsSimilarBy": nothing}
    assert beta == {"listedSimilar": nothing, "listedAsSimilarBy": to_alpha}


def test_the_nearest_of_a_page_are_its_similar_ones(pages: GraphStore) -> None:
    shown = "node { name } score reasons { edgeKind node { name } words weight }"
    query = f"""{{ nearest(of: "PAGE:alpha") {{ {shown} differences {{ edgeKind }} }}
        procedure(slug: "alpha") {{ nearest(first: 2) {{ node {{ name }} }} }} }}"""
    answer = asked(pages, query)
    expected = similar(pages, "alpha")["edges"]
    assert answer["nearest"] == [
        {name: edge[name] for name in ("node", "score", "reasons")} | {"differences": []} for edge in expected
    ]
    assert answer["procedure"]["nearest"] == [{"node": edge["node"]} for edge in expected[:2]]


def test_the_open_operation_beside_the_endoscopic_one(shipped: GraphStore) -> None:
    query = """{ nearest(of: "ICD10PCS:0FT44ZZ", differingIn: [USES_APPROACH]) {
        node { curie } score reasons { edgeKind weight }
        differences { edgeKind here { name } there { name } } } }"""
    (found,) = asked(shipped, query)["nearest"]
    assert found["node"] == {"curie": "ICD10PCS:0FT40ZZ"}
    assert found["differences"] == [
        {"edgeKind": "USES_APPROACH", "here": {"name": "Percutaneous Endoscopic"}, "there": {"name": "Open"}}
    ]
    assert found["score"] == round(sum(why["weight"] for why in found["reasons"]), 6)


def test_the_siblings_of_a_diagnosis_come_before_its_cousins(shipped: GraphStore) -> None:
    query = '{ diagnosis(code: "J45.20") { nearest(first: 30) { node { curie } } } }'
    found = asked(shipped, query)["diagnosis"]["nearest"]
    places = {near["node"]["curie"].removeprefix("ICD10CM:"): place for place, near in enumerate(found)}
    assert {code for code, place in places.items() if place < 3} == {"J45.2", "J45.21", "J45.22"}
    assert places["J45.3"] < places["J45.31"]


def test_alternatives_as_they_are_asked_for(ask: Ask) -> None:
    query = """query ($to: String!, $share: Float!, $less: Boolean) {
        comparableProcedures(to: $to, sameIndications: $share, lessInvasive: $less) {
            node { name } share covered { name } missing { name } approach { name } setting { name }
            lessInvasive listed } }"""
    splint, brace = (ask(query, to=name, share=0)["comparableProcedures"] for name in ("cast", "splint"))
    assert splint == [
        {
            "node": {"name": "Splint"}, "share": 0.0, "covered": [], "missing": [{"name": "Fracture"}],
            "approach": None, "setting": None, "lessInvasive": None, "listed": True,
        },
    ]  # fmt: skip
    assert [(it["node"]["name"], it["share"], it["listed"]) for it in brace] == [
        ("Brace", 0.5, False), ("Cast", 0.5, False),
    ]  # fmt: skip
    assert ask(query, to="cast", share=0.5)["comparableProcedures"] == splint
    assert ask(query, to="PAGE:cast", share=0, less=True)["comparableProcedures"] == []


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ('nearest(of: "RISK:infection") { score }', "INVALID_ARGUMENT"),
        ('nearest(of: "PAGE:nothing") { score }', "UNKNOWN_NODE"),
        ('nearest(of: "cast") { score }', "INVALID_CURIE"),
        ('nearest(of: "PAGE:cast", first: -1) { score }', "INVALID_ARGUMENT"),
        ('nearest(of: "PAGE:cast", first: 1001) { score }', "INVALID_ARGUMENT"),
        ('nearest(of: "PAGE:cast", differingIn: [HAS_RISK]) { score }', "INVALID_ARGUMENT"),
        ('nearest(of: "PAGE:cast", differingIn: [USES_APPROACH, IS_A]) { score }', "INVALID_ARGUMENT"),
        ('comparableProcedures(to: "nothing") { share }', "UNKNOWN_NODE"),
        ('comparableProcedures(to: "RISK:infection") { share }', "UNKNOWN_NODE"),
        ('comparableProcedures(to: "cast", sameIndications: 1.5) { share }', "INVALID_ARGUMENT"),
        ('comparableProcedures(to: "cast", sameIndications: -0.1) { share }', "INVALID_ARGUMENT"),
    ],
)
def test_a_mistake_is_refused_by_name(refuse: Ask, field: str, code: str) -> None:
    error = refuse(f"{{ it: {field} }}")
    assert (error["path"], error["extensions"]["code"]) == (["it"], code)


def test_what_is_near_counts_as_items() -> None:
    query = '{ nearest(of: "PAGE:delta") { score } }'
    store = store_of(four())
    assert ask_store(store, query, limits=Limits(nodes=3))["errors"] == []
    (error,) = ask_store(store, query, limits=Limits(nodes=2))["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"


def test_a_refusal_says_what_would_do(refuse: Ask) -> None:
    error = refuse('{ nearest(of: "PAGE:cast", differingIn: [HAS_RISK]) { score } }')
    assert error["extensions"]["hint"].startswith("Use one of IN_SECTION, IN_BODY_SYSTEM, ")
