"""Procedures that have pages, made of what they share, for tests of what is computed from them.

    Alpha   treats Ache, Burn   risks Itch, Scar        by Nurse   lists Beta as similar
    Beta    treats Ache         risks Itch, Scar
    Gamma                       risks Itch, Scar
    Delta   treats Burn         risks Itch

A procedure's name is one word that no other has, so that texts have nothing in common unless a test says so.
"""

from collections.abc import Iterable, Mapping

from graph.ingest.build import build
from graph.model.elements import Edge, Evidence, Node, SourceDocument
from graph.model.property_graph import Graph
from graph.storage.graph_rows import PLACED
from tests.world import World

Had = Iterable[tuple[str, str]]
"""Kinds of edges and the CURIEs they lead to."""
KINDS = {"CATEGORY": "Category", "INDICATION": "Indication", "RISK": "Risk", "ROLE": "Role", "SETTING": "Setting"}
FOUR: Mapping[str, Had] = {
    "alpha": [
        ("HAS_INDICATION", "INDICATION:ache"),
        ("HAS_INDICATION", "INDICATION:burn"),
        ("HAS_RISK", "RISK:itch"),
        ("HAS_RISK", "RISK:scar"),
        ("PERFORMED_BY", "ROLE:nurse"),
    ],
    "beta": [("HAS_INDICATION", "INDICATION:ache"), ("HAS_RISK", "RISK:itch"), ("HAS_RISK", "RISK:scar")],
    "gamma": [("HAS_RISK", "RISK:itch"), ("HAS_RISK", "RISK:scar")],
    "delta": [("HAS_INDICATION", "INDICATION:burn"), ("HAS_RISK", "RISK:itch")],
}


def concept(curie: str) -> Node:
    prefix, _, slug = curie.partition(":")
    return Node(curie, KINDS[prefix], slug.capitalize())


def page(slug: str, had: Had = ()) -> list[Node | Edge]:
    """A procedure with a section of its own page, and what it has."""
    curie, section = f"PAGE:{slug}", f"SECTION:{slug}/summary"
    said = (Evidence(f"pages/{slug}.txt", "summary", slug.capitalize(), 0, len(slug)),)
    return [
        Node(curie, "Procedure", slug.capitalize(), {"slug": slug, "is_stub": False}),
        Node(section, "Section", "Summary", {"number": 1, "text": slug}),
        Edge(curie, "HAS_SECTION", section, {"position": 0}, said),
        *(
            Edge(curie, kind, target, {"position": place} if kind in PLACED else {}, said)
            for place, (kind, target) in enumerate(had)
        ),
    ]


def items(pages: Mapping[str, Had]) -> list[Node | Edge]:
    """Everything that some pages, by slug, are made of."""
    concepts = sorted({target for had in pages.values() for _, target in had})
    return [*map(concept, concepts), *(item for slug, had in pages.items() for item in page(slug, had))]


def documents(slugs: Iterable[str]) -> list[SourceDocument]:
    return [
        SourceDocument(f"pages/{slug}.txt", slug, f"pages/{slug}.txt", "0" * 64, "MIT") for slug in dict.fromkeys(slugs)
    ]


def described(pages: Mapping[str, Had], *more: Node | Edge) -> Graph:
    """The graph of some pages, by slug, and of other items."""
    return build([World([*items(pages), *more], documents(pages))]).graph


def four() -> Graph:
    """The four of above; Alpha's page names Beta among its similar procedures."""
    said = (Evidence("pages/alpha.txt", "similar", "Alpha", 0, 5),)
    return described(FOUR, Edge("PAGE:alpha", "SIMILAR_TO", "PAGE:beta", {"position": 0}, said))
