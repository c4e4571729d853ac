"""Lists, their order and their pages over generated graphs: those of the store are those of the store in memory."""

from dataclasses import replace
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ingest.build import build
from graph.model.elements import Edge, Node, Value
from graph.store import Direction, GraphStore, Hop, Key, Order, Paging, Scan
from tests.conftest import snapshot_of
from tests.memory_store import MemoryStore
from tests.world import World, edge

PROCEDURES = ("PAGE:a", "PAGE:B", "PAGE:aB", "CPT:00100", "HCPCS:A0001")
RISKS = ("RISK:x", "RISK:Y", "RISK:z")
NAMES = ("ab", "AB", "Ab", "b", "straße", "STRASSE", "Äther", "item 10", "item 9")
FAR = [("HAS_RISK", RISKS), ("NAMES_EXAMPLE", RISKS), ("SIMILAR_TO", PROCEDURES)]
HOPS = [
    *(
        Hop(("HAS_RISK",), way, order=order)
        for way in Direction
        for order in (Order(), Order("position", on_edge=True))
    ),
    *(Hop(("HAS_RISK", "NAMES_EXAMPLE"), Direction.IN, order=Order("slug", descending=way)) for way in (True, False)),
    Hop(("RESEMBLES",), Direction.BOTH, order=Order("score", on_edge=True, descending=True)),
    Hop(("RESEMBLES", "SIMILAR_TO"), Direction.BOTH),
    Hop(direction=Direction.BOTH, order=Order("name", descending=True)),
    Hop(far_kinds=("Risk",)),
]
ORDERS = (Order(), Order("slug", descending=True))
SCANS = [Scan(kind, order=order) for kind in ("Procedure", "Risk") for order in ORDERS]


def known(**properties: Value | None) -> dict[str, Value]:
    return {name: value for name, value in properties.items() if value is not None}


@st.composite
def items(draw: st.DrawFn) -> list[Node | Edge]:
    """Names that differ in nothing but case, several edges of a kind between two nodes, edges both ways, and loops."""
    name, place = st.sampled_from(NAMES), st.one_of(st.none(), st.integers(0, 2))
    slug = st.one_of(st.none(), name)
    found: list[Node | Edge] = [Node(curie, "Procedure", draw(name), known(slug=draw(slug))) for curie in PROCEDURES]
    found += [Node(curie, "Risk", draw(name)) for curie in RISKS]
    near = st.sampled_from(PROCEDURES)
    for kind, far in draw(st.lists(st.sampled_from(FAR), max_size=20)):
        found.append(edge(draw(near), kind, draw(st.sampled_from(far)), None, **known(position=draw(place))))
    for score in draw(st.lists(st.sampled_from([0.25, 0.5]), max_size=10)):
        found.append(edge(draw(near), "RESEMBLES", draw(near), score=score))
    return found


def pagings(keys: list[Key]) -> list[Paging]:
    """Pages from the start and from the end, after and before some items, and between two of them."""
    some = keys[:: max(1, len(keys) // 2)]
    around = {(None, None), *((key, None) for key in some), *((None, key) for key in some), *pairwise(some + some[:1])}
    return [Paging(limit, back, *between) for limit in (1, 3) for back in (False, True) for between in around]


@settings(deadline=None, max_examples=12)
@given(items())
def test_every_list_and_every_page_of_it(made: list[Node | Edge]) -> None:
    graph = build([World(made)]).graph
    store, memory = GraphStore(snapshot_of(graph)), MemoryStore(graph)
    for hop, curie in product(HOPS, (*PROCEDURES, *RISKS)):
        keys = [link.key for link in memory.expand(curie, hop, 1_000).links]
        for asked in (hop, *(replace(hop, paging=paging) for paging in pagings(keys))):
            found, expected = (one.expand(curie, asked, 1_000) for one in (store, memory))
            assert replace(found, rows_read=0) == replace(expected, rows_read=0)
    for scan in SCANS:
        keys = [key for _, key in memory.scan(scan).nodes]
        for wanted in (scan, *(replace(scan, paging=paging) for paging in pagings(keys))):
            listed, known = (one.scan(wanted) for one in (store, memory))
            assert replace(listed, rows_read=0) == replace(known, rows_read=0)
