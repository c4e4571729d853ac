"""Patterns, against an evaluator that tries every node, and what is refused."""

from collections.abc import Iterator, Sequence

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ingest.build import build
from graph.model.elements import Edge, Evidence, Node
from graph.model.errors import InvalidArgument, QueryTooCostly, UnknownNode
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.store import Direction, GraphStore
from graph.traversal.pattern import EdgeMatch, EdgePattern, Match, Matcher, NodePattern
from tests.conftest import store_of, topology_of
from tests.world import World

EVIDENCE = (Evidence("world/cast.txt"),)
KINDS = {"Procedure": "PAGE", "Risk": "RISK", "Role": "ROLE", "Indication": "INDICATION"}
EACH = 4
EDGES = {
    "HAS_RISK": ("Procedure", "Risk"),
    "PERFORMED_BY": ("Procedure", "Role"),
    "HAS_INDICATION": ("Procedure", "Indication"),
    "BUNDLED_WITH": ("Procedure", "Procedure"),
    "IS_A": ("Risk", "Risk"),
}
Joined = list[tuple[str, int, int]]
JOINED = st.lists(st.tuples(st.sampled_from(list(EDGES)), st.integers(0, EACH - 1), st.integers(0, EACH - 1)),
                  max_size=40)  # fmt: skip


def curie(kind: str, number: int) -> str:
    return f"{KINDS[kind]}:{number}"


def joined_graph(joined: Joined) -> Graph:
    """Four nodes of each kind; risks are a hierarchy."""
    items: list[Node | Edge] = [Node(curie(kind, n), kind, f"{kind} {EACH - n}") for kind in KINDS for n in range(EACH)]
    for kind, a, b in joined:
        if a != b or kind not in ("IS_A", "BUNDLED_WITH"):
            source, target = EDGES[kind]
            items.append(Edge(curie(source, a), kind, curie(target, b), {}, EVIDENCE))
    return build([World(items)]).graph


@st.composite
def patterns(draw: st.DrawFn, kind: str, depth: int = 2) -> NodePattern:
    """Any pattern whose root is of a kind."""
    own = st.sampled_from([curie(kind, number) for number in range(EACH)])
    curies = draw(st.none() | st.none() | st.lists(own, max_size=3).map(tuple))
    above = draw(st.none() | st.none() | own)
    edges = []
    for _ in range(draw(st.integers(0, 2)) if depth else 0):
        name = draw(st.sampled_from([name for name, ends in EDGES.items() if kind in ends]))
        source, target = EDGES[name]
        ways = [Direction.OUT] * (kind == source) + [Direction.IN] * (kind == target) + [Direction.BOTH]
        way = draw(st.sampled_from(ways))
        far = draw(patterns(source if kind == target else target, depth - 1))
        edges.append(EdgePattern(name, far, way, draw(st.booleans())))
    named = curies is not None or above is not None or not edges
    kept = None if named and depth < 2 and draw(st.booleans()) else kind
    return NodePattern(kept, curies, above, tuple(edges))


def around(graph: Graph, node: str, edge: EdgePattern) -> Iterator[str]:
    if edge.direction is not Direction.IN:
        yield from (far for _, far, key in graph.out_edges(node, keys=True) if key == edge.kind)
    if edge.direction is not Direction.OUT:
        yield from (far for far, _, key in graph.in_edges(node, keys=True) if key == edge.kind)


def meets(graph: Graph, node: str, pattern: NodePattern) -> bool:
    """Whether a node meets a pattern, as one would say it."""
    if pattern.kind is not None and graph.nodes[node]["kind"] != pattern.kind:
        return False
    if pattern.curies is not None and node not in pattern.curies:
        return False
    above = pattern.descendant_of
    hierarchy = nx.DiGraph([(low, high) for low, high, key in graph.edges(keys=True) if key == "IS_A"])
    if above is not None and node != above and not (node in hierarchy and above in nx.descendants(hierarchy, node)):
        return False
    return all(
        any(meets(graph, far, edge.node) for far in around(graph, node, edge)) != edge.absent for edge in pattern.edges
    )


def check_links(graph: Graph, node: str, pattern: NodePattern, links: Sequence[EdgeMatch]) -> None:
    """The links are all that meet the pattern's edges, they are edges of the graph, and they carry its evidence."""
    places = iter(links)
    for edge in pattern.edges:
        if not edge.absent:
            expected = sorted(far for far in around(graph, node, edge) if meets(graph, far, edge.node))
            found = [next(places) for _ in expected]
            assert sorted(link.node.curie for link in found) == expected
            for link in found:
                ends = (link.edge.source, link.edge.target)
                assert ends in ((node, link.node.curie), (link.node.curie, node))
                assert graph.edges[(*ends, edge.kind)]["evidence"] == link.edge.evidence == EVIDENCE
                check_links(graph, link.node.curie, edge.node, link.links)
    assert next(places, None) is None


@settings(max_examples=300, deadline=None)
@given(JOINED, st.sampled_from(list(KINDS)).flatmap(patterns))
def test_matches_are_those_that_meet_the_pattern(joined: Joined, pattern: NodePattern) -> None:
    """Absent edges, nested patterns, either direction, below a node, one of some nodes: as if each node was tried."""
    built = joined_graph(joined)
    matcher = Matcher(topology_of(built), pattern)
    found = list(matcher.matches(matcher.roots()))
    expected = [node for node in built if meets(built, node, pattern)]
    assert [match.node.curie for match in found] == sorted(expected, key=lambda node: built.nodes[node]["name"])
    for match in found:
        check_links(built, match.node.curie, pattern, match.links)


def risk(**wanted: str) -> EdgePattern:
    return EdgePattern("HAS_RISK", NodePattern("Risk", **wanted))  # type: ignore[arg-type]


def solve(store: GraphStore, pattern: NodePattern) -> list[Match]:
    matcher = Matcher(store.topology, pattern)
    return list(matcher.matches(matcher.roots()))


def test_the_edge_that_is_shown_quotes_its_source(store: GraphStore) -> None:
    (found,) = solve(
        store, NodePattern("Procedure", edges=(risk(), EdgePattern("HAS_STEP", NodePattern("Step"), absent=False)))
    )
    assert found.node.curie == "PAGE:cast"
    assert [(link.edge.kind, link.node.name) for link in found.links] == [
        ("HAS_RISK", "Infection"),
        ("HAS_RISK", "Stiffness"),
        ("HAS_STEP", "Drying"),
        ("HAS_STEP", "Padding"),
        ("HAS_STEP", "Plaster"),
    ]
    assert found.links[0].edge.evidence[0].quote == "infection"


def test_at_most_ten_ways_of_meeting_an_edge_are_shown() -> None:
    items: list[Node | Edge] = [Node("PAGE:a", "Procedure", "A")]
    items += [Node(f"RISK:{n:02}", "Risk", f"Risk {n:02}") for n in range(14)]
    items += [Edge("PAGE:a", "HAS_RISK", f"RISK:{n:02}", {}, EVIDENCE) for n in range(14)]
    (found,) = solve(store_of(build([World(items)]).graph), NodePattern("Procedure", edges=(risk(),)))
    assert [link.node.name for link in found.links] == [f"Risk {n:02}" for n in range(10)]


@pytest.mark.parametrize("direction", list(Direction))
def test_an_edge_is_refused_where_the_ontology_has_none(store: GraphStore, direction: Direction) -> None:
    edge = EdgePattern("HAS_RISK", NodePattern("Role"), direction)
    with pytest.raises(InvalidArgument) as caught:
        solve(store, NodePattern("Procedure", edges=(edge,)))
    assert caught.value.details["allowed"] == ["Procedure → Risk"]
    with pytest.raises(InvalidArgument):
        solve(store, NodePattern("Procedure", edges=(EdgePattern("SIMILAR_TO", NodePattern(None, edges=(edge,))),)))


def test_an_edge_in_either_direction_is_looked_for_from_its_target_too(store: GraphStore) -> None:
    edge = EdgePattern("HAS_RISK", NodePattern("Procedure"), Direction.BOTH)
    assert len(solve(store, NodePattern("Risk", edges=(edge,)))) == 3


@pytest.mark.parametrize(
    "pattern",
    [
        NodePattern("Risk", ("RISK:infection", "RISK:nothing")),
        NodePattern("Risk", descendant_of="RISK:nothing"),
        NodePattern("Procedure", edges=(risk(descendant_of="RISK:nothing"),)),
    ],
)
def test_a_node_that_is_not_there_is_refused(store: GraphStore, pattern: NodePattern) -> None:
    with pytest.raises(UnknownNode) as caught:
        solve(store, pattern)
    assert caught.value.details == {"name": "RISK:nothing"}


def test_twenty_edges_are_answered_and_more_are_refused(store: GraphStore) -> None:
    assert len(solve(store, NodePattern("Procedure", edges=(risk(),) * 20))) == 3
    with pytest.raises(InvalidArgument):
        solve(store, NodePattern("Procedure", edges=(risk(),) * 21))
    nested = NodePattern("Procedure")
    for _ in range(21):
        nested = NodePattern("Procedure", edges=(EdgePattern("SIMILAR_TO", nested),))
    with pytest.raises(InvalidArgument):
        solve(store, nested)


@pytest.mark.parametrize("edges", [(), (risk(),), (EdgePattern("HAS_RISK", NodePattern("Risk"), absent=True),)])
def test_a_root_that_could_be_anything_is_refused(store: GraphStore, edges: tuple[EdgePattern, ...]) -> None:
    with pytest.raises(InvalidArgument):
        solve(store, NodePattern(edges=edges))


def test_a_root_of_any_kind_is_answered_where_something_narrows_it(store: GraphStore) -> None:
    found = solve(store, NodePattern(edges=(risk(curies=("RISK:skin-sore",)),)))  # type: ignore[arg-type]
    assert [match.node.name for match in found] == ["Brace", "Splint"]


def test_kinds_hold_at_either_end_of_an_edge_that_joins_many_kinds(store: GraphStore) -> None:
    """Cast names an indication as an example, and no risk."""
    back = (EdgePattern("NAMES_EXAMPLE", NodePattern("Procedure", ("PAGE:cast",)), Direction.IN),)
    assert [match.node.name for match in solve(store, NodePattern("Indication", edges=back))] == ["Wrist fracture"]
    assert solve(store, NodePattern("Risk", edges=back)) == []
    for kind, expected in (("Indication", ["Cast"]), ("Risk", [])):
        out = (EdgePattern("NAMES_EXAMPLE", NodePattern(kind)),)
        assert [match.node.name for match in solve(store, NodePattern("Procedure", edges=out))] == expected


def test_nothing_is_one_of_no_nodes(store: GraphStore) -> None:
    assert solve(store, NodePattern("Risk", ())) == []


def test_a_pattern_that_looks_at_too_much_is_refused(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = NodePattern("Procedure", edges=(risk(),))
    assert len(solve(store, pattern)) == 3
    monkeypatch.setattr(Limits, "pattern_rows", 5)
    with pytest.raises(QueryTooCostly):
        solve(store, pattern)


def test_an_edge_says_of_what_kind_its_end_is(store: GraphStore) -> None:
    """Conditions without a mapping: HAS_INDICATION ends at indications only, so the node needs no kind of its own."""
    unmapped = NodePattern(edges=(EdgePattern("MAPS_TO", NodePattern(), absent=True),))
    pattern = NodePattern("Procedure", edges=(EdgePattern("HAS_INDICATION", unmapped),))
    found = store.topology.nodes(Matcher(store.topology, pattern).roots())
    assert [node.curie for node in found] == ["CPT:00100", "PAGE:cast", "PAGE:splint"]
