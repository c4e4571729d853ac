"""The box 'Search all medical codes': searching, and completing what is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import strawberry

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.search.entry import Field
from graph.search.match_type import MatchType as IndexMatch
from graph.search.search_types import Counts, Facets, Hit, Search, SearchPage
from schema.context import Info, Request
from schema.fields.traversal import check_range
from schema.node_lookup import require_node
from schema.types.connection import PageInfo
from schema.types.declare import enum_type, field
from schema.types.enums import CuriePrefix, NodeKindEnum
from schema.types.node import NodeInterface
from schema.types.ranked_list import First, RankedPage, offset_after
from schema.types.traversals import enum_values

MatchType = enum_type(
    "MatchType",
    "How a hit was found.",
    [
        (
            IndexMatch.EXACT_CODE.name,
            "The query is its code or CURIE, with or without dots and the name of the code system.",
        ),
        (IndexMatch.EXACT_LABEL.name, "The query is its name."),
        (
            IndexMatch.SYNONYM.name,
            "The query is another name of it: a synonym, an inclusion term, an everyday expression.",
        ),
        (IndexMatch.PREFIX.name, "Its code begins with the query."),
        (IndexMatch.WORDS.name, "It has all words of the query, in any order; the last may be unfinished."),
        (
            IndexMatch.PARAPHRASE.name,
            "It has all words, some of them said otherwise: an abbreviation, an everyday expression, another spelling.",
        ),
        (IndexMatch.FUZZY.name, "It has all words, at least one of them mistyped, or is a code that looks alike."),
        (IndexMatch.SOME_WORDS.name, "It has some of the words."),
    ],
)
SearchField = enum_type(
    "SearchField",
    "What of a node a search has met.",
    [
        (Field.CODE.value, "Its code."),
        (Field.NAME.value, "Its name."),
        (Field.SYNONYM.value, "A synonym or inclusion term."),
        (Field.INDEX.value, "A term of an alphabetic index that leads to it."),
        (Field.EVERYDAY.value, "An everyday expression that means the same."),
        (Field.MAPPED.value, "A name of what a mapping says to be exactly the same."),
        (Field.NEARLY.value, "An everyday expression that means nearly the same."),
        (Field.RELATED.value, "An everyday expression for something broader, narrower or related."),
        (Field.DESCRIPTOR.value, "An official or short descriptor."),
        (Field.INCLUDES.value, "What the classification says it includes."),
        (Field.TEXT.value, "A line of its page or of its definition."),
    ],
)
_ROWS, _ROWS_OF_HIT = 500, 50
"""What a search costs, and each of its hits, in rows that could be looked at in that time."""
_AT_ONCE = 4
"""Entries of the index that are looked at in the time of one row."""


@dataclass(slots=True)
class HitValue:
    """A hit with its node, or its number (see `Request`)."""

    node: Node | int | None
    hit: Hit

    @property
    def score(self) -> float:
        return self.hit.score

    @property
    def match_type(self) -> str:
        return self.hit.match_type.name

    @property
    def field(self) -> Field:
        return self.hit.field

    @property
    def text(self) -> str:
        return self.hit.text

    @property
    def words(self) -> Sequence[str]:
        return self.hit.words


def hits_with_nodes(request: Request, hits: Sequence[Hit]) -> list[HitValue]:
    """Hits with their nodes."""
    request.charge_items(1 + len(hits))
    request.charge_rows(len(hits))
    if request.accepts_numbers and all(hit.number >= 0 for hit in hits):
        return [HitValue(hit.number, hit) for hit in hits]
    return [HitValue(request.store.node(hit.curie), hit) for hit in hits]


@strawberry.type(name="SearchHit", description="A node that was found, and why.")
class SearchHit:
    """GraphQL's `SearchHit`; its values are `HitValue`."""

    node: NodeInterface | None = strawberry.field(description="The node.")
    score: float = strawberry.field(description="Higher is better: up to about 1.2 for words, more than 2 for a code.")
    match_type: MatchType = strawberry.field(description="How it was found.")  # type: ignore[valid-type]
    field: SearchField = strawberry.field(description="What of the node matched.")  # type: ignore[valid-type]
    text: str = strawberry.field(description="The text that matched.")
    words: list[str] = strawberry.field(description="The words of the text that matched, as they are written in it.")


@strawberry.type(description="How many hits there are of a kind.")
class KindCount:
    """GraphQL's `KindCount`."""

    kind: NodeKindEnum = strawberry.field(description="The kind.")  # type: ignore[valid-type]
    count: int = strawberry.field(description="How many hits.")


@strawberry.type(description="How many hits there are of a code system.")
class SystemCount:
    """GraphQL's `SystemCount`."""

    system: CuriePrefix = strawberry.field(description="The prefix of their CURIEs.")  # type: ignore[valid-type]
    count: int = strawberry.field(description="How many hits.")


@strawberry.type(description="How many hits there are of a medical specialty.")
class SpecialtyCount:
    """GraphQL's `SpecialtyCount`; its values are pairs of a CURIE and a count."""

    @field("The specialty.", NodeInterface)
    def specialty(self, root: strawberry.Parent[tuple[str, int]], info: Info) -> Node | None:
        return info.context.node(root[0])

    @field("How many hits.")
    def count(self, root: strawberry.Parent[tuple[str, int]]) -> int:
        return root[1]


@strawberry.type(
    name="SearchFacets",
    description="How the hits fall into groups, most first. What is chosen of a facet does not change its own counts.",
)
class SearchFacets:
    """GraphQL's `SearchFacets`; its values are `graph.search.search_types.Facets`."""

    @field("By kind of node.")
    def kinds(self, root: strawberry.Parent[Facets]) -> list[KindCount]:
        return [KindCount(kind=NodeKindEnum(kind), count=count) for kind, count in root.kind]

    @field("By code system: the prefix of the CURIE.")
    def systems(self, root: strawberry.Parent[Facets]) -> list[SystemCount]:
        return [SystemCount(system=CuriePrefix(prefix), count=count) for prefix, count in root.system]

    @field("By medical specialty, for procedures that are sorted under one.", list[SpecialtyCount])
    def specialties(self, root: strawberry.Parent[Facets]) -> Counts:
        return root.category


@dataclass(frozen=True, slots=True)
class SearchPageValue:
    """A page of hits with their nodes."""

    nodes: Sequence[HitValue]
    page: SearchPage


@strawberry.type(name="SearchResult", description="A page of what a search found, best first.")
class SearchResult:
    """GraphQL's `SearchResult`; its values are a `RankedPage` of a `SearchPageValue`."""

    @field("How many hits there are in all, on every page.")
    def total_count(self, root: strawberry.Parent[RankedPage[SearchPageValue]]) -> int:
        return root.total

    @field("The hits of this page.", list[SearchHit])
    def nodes(self, root: strawberry.Parent[RankedPage[SearchPageValue]]) -> Sequence[HitValue]:
        return root.page.nodes

    @field("How all hits fall into groups.", SearchFacets)
    def facets(self, root: strawberry.Parent[RankedPage[SearchPageValue]]) -> Facets:
        return root.page.page.facets

    page_info: PageInfo = strawberry.field(description="Whether there is more.")


Query = Annotated[str, strawberry.argument(description="A code, a name, or words, in any mixture.")]
Kinds = Annotated[
    list[NodeKindEnum] | None,  # type: ignore[valid-type]
    strawberry.argument(description="Only nodes of these kinds."),
]


def search(
    info: Info,
    query: Query,
    kinds: Kinds = None,
    systems: Annotated[
        list[CuriePrefix] | None,  # type: ignore[valid-type]
        strawberry.argument(description="Only nodes of these code systems."),
    ] = None,
    specialties: Annotated[
        list[str] | None, strawberry.argument(description="Only procedures of these: CURIEs or slugs of categories.")
    ] = None,
    first: First = 20,
    after: Annotated[str | None, strawberry.argument(description="Only hits after this cursor.")] = None,
) -> RankedPage[SearchPageValue]:
    """Find nodes by codes, names and words, best first.

    A code comes first, then the codes that begin so. Words are understood in other words, too: abbreviations, everyday
    expressions, other spellings, mistyped words. The more of the query a name says, and the less else, the better; hits
    with only some of the words are looked for where fewer than ten have all. What is one thing is one hit: a concept of
    pages that is a code, or an alternative that is a page, is found as that unless its kind is chosen.
    """
    check_range("first", first, 0, Limits.page)
    categories = [(require_node(info.context, "Category", name)).curie for name in specialties or ()]
    chosen = (enum_values(kinds, NodeKindEnum), enum_values(systems, CuriePrefix), tuple(categories))
    offset = offset_after(after, (query, chosen))
    info.context.announce_rows(_ROWS + first * _ROWS_OF_HIT + info.context.store.search_cost(query) // _AT_ONCE)
    page = info.context.store.search(Search(query, *chosen, limit=first, offset=offset))
    shown = SearchPageValue(hits_with_nodes(info.context, page.hits), page)
    return RankedPage(shown, len(page.hits), page.total, offset, (query, chosen))


def suggest(
    info: Info,
    prefix: Annotated[str, strawberry.argument(description="What has been typed so far.")],
    kinds: Kinds = None,
    first: First = 10,
) -> Sequence[HitValue]:
    """The best hits for what is being typed, as fast as can be: the first of what `search` finds, without counts."""
    check_range("first", first, 0, Limits.page)
    info.context.announce_rows(_ROWS + first * _ROWS_OF_HIT)
    hits = info.context.store.suggest(Search(prefix, enum_values(kinds, NodeKindEnum), limit=first))
    return hits_with_nodes(info.context, hits)
