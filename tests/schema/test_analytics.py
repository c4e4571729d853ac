"""Analytics as a GraphQL caller sees them, over the world."""

import pytest

from graph.model.property_graph import Graph
from tests.conftest import Answer, Ask

RANKED = """query ($kinds: [NodeKind!], $community: Int, $orderBy: AnalyticsOrder, $first: Int! = 1000,
    $after: String) {
    analytics(kinds: $kinds, community: $community, orderBy: $orderBy, first: $first, after: $after) {
        totalCount nodes { node { curie name kind } degree inDegree outDegree pageRank community }
        pageInfo { hasNextPage hasPreviousPage endCursor } } }"""


def ranked(ask: Ask, **chosen: object) -> Answer:
    found = ask(RANKED, **chosen)["analytics"]
    assert isinstance(found, dict)
    return found


def curies(found: Answer) -> list[str]:
    return [node["node"]["curie"] for node in found["nodes"]]


def test_all_nodes_come_by_page_rank_unless_asked_otherwise(ask: Ask, graph: Graph) -> None:
    found = ranked(ask)
    assert sorted(curies(found)) == sorted(graph)
    assert found["totalCount"] == len(graph)
    ranks = [(-node["pageRank"], node["node"]["name"].casefold()) for node in found["nodes"]]
    assert ranks == sorted(ranks)
    assert sum(node["pageRank"] for node in found["nodes"]) == pytest.approx(1)
    assert ranked(ask, orderBy="PAGE_RANK") == found


def test_degrees_are_those_of_networkx(ask: Ask, graph: Graph) -> None:
    found = ranked(ask, orderBy="DEGREE")
    for node in found["nodes"]:
        curie = node["node"]["curie"]
        assert node["degree"] == graph.degree(curie)
        assert (node["inDegree"], node["outDegree"]) == (graph.in_degree(curie), graph.out_degree(curie))
    degrees = [(-node["degree"], node["node"]["name"].casefold()) for node in found["nodes"]]
    assert degrees == sorted(degrees)
    assert curies(found)[0] == "PAGE:cast"
    assert curies(found) != curies(ranked(ask))


def test_they_can_be_held_to_kinds_and_to_a_community(ask: Ask) -> None:
    whole = ranked(ask)["nodes"]
    risks = ranked(ask, kinds=["RISK", "ROLE"])
    assert risks["nodes"] == [node for node in whole if node["node"]["kind"] in ("RISK", "ROLE")]
    assert risks["totalCount"] == 5
    first = ranked(ask, community=0)
    assert first["nodes"] == [node for node in whole if node["community"] == 0]
    both = ranked(ask, community=0, kinds=["RISK"])
    assert both["nodes"] == [node for node in first["nodes"] if node["node"]["kind"] == "RISK"]
    assert first["totalCount"] > both["totalCount"] > 0
    assert ranked(ask, community=999)["nodes"] == []


@pytest.mark.parametrize("order", ["PAGE_RANK", "DEGREE"])
@pytest.mark.parametrize("first", [1, 4])
def test_pages_joined_are_the_whole_list(ask: Ask, order: str, first: int) -> None:
    whole = ranked(ask, orderBy=order, kinds=["INDICATION", "PROCEDURE"])
    seen, after, more = list[str](), None, True
    while more:
        page = ranked(ask, orderBy=order, kinds=["INDICATION", "PROCEDURE"], first=first, after=after)
        assert (page["totalCount"], page["pageInfo"]["hasPreviousPage"]) == (whole["totalCount"], bool(seen))
        seen += curies(page)
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == curies(whole)
    assert len(seen) == 7


@pytest.mark.parametrize("other", [{"orderBy": "DEGREE"}, {"kinds": ["RISK"]}, {"community": 0}])
def test_a_cursor_of_another_ranking_is_refused(ask: Ask, refuse: Ask, other: dict[str, object]) -> None:
    cursor = ranked(ask, first=1)["pageInfo"]["endCursor"]
    assert curies(ranked(ask, first=1, after=cursor)) == curies(ranked(ask))[1:2]
    assert refuse(RANKED, **other, after=cursor)["extensions"]["code"] == "INVALID_CURSOR"


@pytest.mark.parametrize(
    "field",
    [
        "analytics(first: -1)", "analytics(first: 1001)", "analytics(community: -1)",
        "communities(first: -1)", "communities(first: 1001)",
    ],
)  # fmt: skip
def test_arguments_out_of_range_are_refused(refuse: Ask, field: str) -> None:
    error = refuse(f"{{ it: {field} {{ __typename }} }}")
    assert (error["path"], error["extensions"]["code"]) == (["it"], "INVALID_ARGUMENT")


def test_communities_are_numbered_by_size_and_are_those_of_the_nodes(ask: Ask, graph: Graph) -> None:
    query = "{ communities { number size kinds { kind count } central { curie } } }"
    found = ask(query)["communities"]
    assert [community["number"] for community in found] == list(range(len(found)))
    sizes = [community["size"] for community in found]
    assert sizes == sorted(sizes, reverse=True)
    whole = ranked(ask)["nodes"]
    for community in found:
        members = [node["node"] for node in whole if node["community"] == community["number"]]
        assert community["size"] == len(members) == sum(kind["count"] for kind in community["kinds"])
        assert [node["curie"] for node in community["central"]] == [node["curie"] for node in members[:5]]
        counts = [kind["count"] for kind in community["kinds"]]
        assert counts == sorted(counts, reverse=True)
    assert ask(query.replace("communities", "communities(first: 1)"))["communities"] == found[:1]
    assert len(found) > 1


def test_codes_and_parts_of_pages_are_in_no_community(ask: Ask, graph: Graph) -> None:
    """Of the procedures of the world, only Cast has a page with a section."""
    inside = {node["node"]["curie"] for node in ranked(ask)["nodes"] if node["community"] is not None}
    assert {curie for curie in inside if graph.nodes[curie]["kind"] == "Procedure"} == {"PAGE:cast"}
    assert not any(curie.startswith(("STEP:", "SECTION:")) for curie in inside)
    assert {"RISK:infection", "ROLE:nurse", "PAYER:good-health"} <= inside
