"""What a selection leaves out: nodes without an edge in it, and what no page of ours leads to."""

from graph.export.selection import Selection
from graph.traversal.topology import TraversalFilter
from tests.graph.export.parts import shipped_part, world_part

RISKS = TraversalFilter(edge_kinds=("HAS_RISK",))


def chosen(selection: Selection, *, shipped: bool = False) -> tuple[set[str], set[str]]:
    """The nodes and the edges of a selection."""
    whole = shipped_part() if shipped else world_part()
    part = selection.subgraph(whole.topology, whole.version, whole.sources)
    return {node.curie for node in part.nodes()}, {edge.id for edge in part.edges()}


def test_connected_only_drops_nodes_without_an_edge_in_the_selection() -> None:
    nodes, edges = chosen(Selection(ways=RISKS))
    connected, same = chosen(Selection(ways=RISKS, connected_only=True))
    assert same == edges
    assert connected == {end for edge in edges for end in edge.split(" ")[::2]} < nodes


def test_connected_only_looks_at_the_kinds_that_are_selected() -> None:
    ways = TraversalFilter(kinds=("Procedure",), edge_kinds=("SIMILAR_TO",))
    assert chosen(Selection(ways=ways, connected_only=True))[0] == {"PAGE:cast", "PAGE:splint", "HCPCS:A0001"}
    assert chosen(Selection(("PAYER:good-health",), 0, connected_only=True)) == (set(), set())


def test_pages_only_keeps_procedures_with_a_page_and_what_they_meet_in() -> None:
    nodes, _ = chosen(Selection(pages_only=True))
    whole, _ = chosen(Selection())
    assert whole - nodes == {"HCPCS:A0001", "PAYER:good-health"}


def test_pages_only_of_what_is_shipped() -> None:
    whole = shipped_part()
    part = Selection(pages_only=True).subgraph(whole.topology, whole.version, whole.sources)
    procedures = {node.curie for node in part.nodes() if node.kind == "Procedure"}
    assert procedures
    assert all(node.properties.get("has_page") for node in part.nodes() if node.kind == "Procedure")
    met = {edge.target for edge in part.edges() if edge.source in procedures}
    met |= {edge.source for edge in part.edges() if edge.target in procedures}
    assert {node.curie for node in part.nodes()} - procedures <= met
    assert part.edge_kinds["HAS_RISK"] == Selection(ways=RISKS).subgraph(
        whole.topology, whole.version, whole.sources
    ).edge_kinds["HAS_RISK"]  # fmt: skip


def test_both_together() -> None:
    ways = TraversalFilter(edge_kinds=("HAS_RISK", "SIMILAR_TO"))
    nodes, edges = chosen(Selection(ways=ways, connected_only=True, pages_only=True))
    assert "HCPCS:A0001" not in nodes
    assert nodes == {end for edge in edges for end in edge.split(" ")[::2]}
