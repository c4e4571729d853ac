"""A graph of made-up procedures with pages, the same for the same number, drawn as real pages draw on what they share.

Each procedure has five indications, five risks, three roles and so on, from pools that grow with the root of the number
of procedures; what stands at place `r` of a pool is drawn with a weight of `1 / (r + HEAD)`, so that few things are
shared by very many procedures and most by a few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import isqrt
from random import Random

from bench.peers.words import name
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value, slugify
from graph.model.findings import SourceError

SEED, HEAD = 20_260_417, 8
STEPS, UNITS = 5, ("hour", "day", "week", "month")


@dataclass(frozen=True, slots=True)
class Draw:
    """What a procedure has of one kind: so many, from a pool of `least + per_root * √procedures`."""

    edge: str
    kind: str
    count: int
    least: int
    per_root: int


DRAWS = (
    Draw("HAS_INDICATION", "Indication", 5, 50, 30),
    Draw("HAS_RISK", "Risk", 5, 30, 6),
    Draw("PERFORMED_BY", "Role", 3, 30, 0),
    Draw("PERFORMED_IN", "Setting", 2, 20, 0),
    Draw("HAS_PREPARATION", "Preparation", 3, 30, 4),
    Draw("HAS_BENEFIT", "Benefit", 4, 30, 5),
    Draw("HAS_RECOVERY", "Recovery", 4, 30, 4),
    Draw("HAS_ALTERNATIVE", "Alternative", 2, 50, 20),
    Draw("IN_CATEGORY", "Category", 1, 30, 0),
)


class _Pool:
    """The nodes that a kind of section draws from."""

    def __init__(self, draw: Draw, procedures: int) -> None:
        size = draw.least + draw.per_root * isqrt(procedures)
        names = [name(draw.kind, place) for place in range(size)]
        self.nodes = [Node(f"{draw.kind.upper()}:{slugify(text)}", draw.kind, text) for text in names]
        self._weights = list(accumulate(1 / (place + HEAD) for place in range(size)))

    def draw(self, random: Random, count: int) -> list[Node]:
        """So many different nodes."""
        found: dict[str, Node] = {}
        while len(found) < count:
            node = random.choices(self.nodes, cum_weights=self._weights)[0]
            found.setdefault(node.curie, node)
        return list(found.values())


@dataclass(slots=True)
class Synthetic:
    """The graph as a source."""

    procedures: int
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        random = Random(SEED)  # noqa: S311
        pools = {draw: _Pool(draw, self.procedures) for draw in DRAWS}
        for pool in pools.values():
            yield from pool.nodes
        for place in range(self.procedures):
            title = name("Procedure", place)
            page = _Page(random, slugify(title), title)
            self.documents.append(page.document)
            yield page.node
            for draw, pool in pools.items():
                yield from page.edges(draw, pool.draw(random, draw.count))
            yield from page.steps()
            yield from page.section()


def curie_of(place: int) -> str:
    """The CURIE of a procedure."""
    return f"PAGE:{slugify(name('Procedure', place))}"


class _Page:
    """One procedure as its page would give it."""

    def __init__(self, random: Random, slug: str, title: str) -> None:
        self._random, self._slug, self._title = random, slug, title
        self.document = SourceDocument(f"pages/{slug}.txt", title, f"pages/{slug}.txt", "0" * 64, "MIT")
        shortest = 15 * random.randint(1, 12)
        self._summary = (
            f"{title} is done where other treatment has not helped enough. It takes {shortest} minutes or more, and "
            "most people go home within a few days. What is seen during the procedure decides how much is done."
        )
        properties: dict[str, Value] = {
            "slug": slug,
            "is_stub": False,
            "summary": self._summary,
            "purpose": f"The purpose of {title.lower()} is to relieve complaints and to keep them from coming back.",
            "duration_min_minutes": shortest,
            "duration_max_minutes": shortest + 15 * random.randint(1, 8),
        }
        self.node = Node(f"PAGE:{slug}", "Procedure", title, properties)

    def edges(self, draw: Draw, nodes: Sequence[Node]) -> Iterator[Edge]:
        """The edges of one section, in the order of the page."""
        for place, node in enumerate(nodes):
            properties = {} if draw.edge == "IN_CATEGORY" else self._said(draw, place, node)
            yield Edge(self.node.curie, draw.edge, node.curie, properties, self._evidence(draw.edge, node.name, place))

    def _said(self, draw: Draw, place: int, node: Node) -> dict[str, Value]:
        said: dict[str, Value] = {"position": place}
        chance = self._random.random()
        if draw.edge == "PERFORMED_BY":
            said["entry"] = place
            said |= {"specialty": f"{node.name.split()[0].lower()} care"} if chance < 0.4 else {}
            said |= {"condition": "if imaging is used"} if chance > 0.8 else {}
        elif draw.edge == "HAS_RECOVERY" and chance < 0.5:
            shortest = self._random.randint(1, 6)
            longest = shortest + self._random.randint(0, 6)
            said |= {"duration_min": float(shortest), "duration_max": float(longest)}
            said["duration_unit"] = self._random.choice(UNITS)
        elif draw.edge == "HAS_ALTERNATIVE" and chance < 0.7:
            said |= {"pros": ("is a smaller operation",), "cons": ("may not last as long",)}
        elif chance < 0.3:
            said["detail"] = f"more often after earlier {node.name.split()[-1].lower()}"
        return said

    def steps(self) -> Iterator[Node | Edge]:
        """The steps, which are this page's own."""
        for place in range(STEPS):
            title = name("Step", 2 * place + self._random.randint(0, 1))
            text = f"{title} is done with care for what lies near it, and takes about {5 + 5 * place} minutes."
            node = Node(f"STEP:{self._slug}/{place + 1}", "Step", title, {"number": place + 1, "text": text})
            yield node
            yield Edge(
                self.node.curie, "HAS_STEP", node.curie, {"position": place}, self._evidence("HAS_STEP", title, place)
            )

    def section(self) -> Iterator[Node | Edge]:
        """The one section of the page."""
        properties: dict[str, Value] = {"number": 1, "text": self._summary}
        node = Node(f"SECTION:{self._slug}/summary", "Section", "Summary", properties)
        yield node
        yield Edge(self.node.curie, "HAS_SECTION", node.curie, {"position": 0}, self._evidence("HAS_SECTION", None, 0))

    def _evidence(self, edge: str, quote: str | None, place: int) -> tuple[Evidence, ...]:
        start = 40 * place + 400 * len(edge) if quote else None
        end = start + len(quote) if quote and start is not None else None
        return (Evidence(self.document.id, edge.lower(), quote, start, end),)
