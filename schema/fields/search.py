"""The box 'Search all medical codes': searching, and completing what is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import strawberry

from graph.model.limits import Limits
from graph.search.notices import Notice
from graph.search.search_types import Facets, Search, SearchPage
from schema.context import Info
from schema.fields.search_facets import SearchFacets, SearchNotice, SearchScope
from schema.fields.search_hit import HitValue, SearchHit, hits_with_nodes
from schema.fields.traversal import check_range
from schema.node_lookup import require_node
from schema.types.connection import PageInfo
from schema.types.declare import field
from schema.types.enums import CuriePrefix, NodeKindEnum
from schema.types.ranked_list import First, RankedPage, offset_after
from schema.types.traversals import enum_values

ROWS_OF_SEARCH, ROWS_OF_HIT = 500, 50
"""What a search costs, and each of its hits, in rows that could be looked at in that time."""
EXTRA_COST_OF_SEARCH = 25_000
"""What rating its first hits costs beside: one search is for the event loop, though many are not."""
ENTRIES_AT_ONCE = 4
"""Entries of the index that are looked at in the time of one row."""


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

    @field(
        "What is to be said of the query: a number of a system that is not loaded, several meanings.",
        list[SearchNotice],
    )
    def notices(self, root: strawberry.Parent[RankedPage[SearchPageValue]]) -> Sequence[Notice]:
        return root.page.page.notices

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
    scope: Annotated[
        SearchScope | None,  # type: ignore[valid-type]
        strawberry.argument(description="Only hits of this sort."),
    ] = None,
    billable: Annotated[bool, strawberry.argument(description="Only codes that can be reported.")] = False,
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
    scopes = enum_values([scope], SearchScope)
    asked = (query, chosen, scopes, billable)
    offset = offset_after(after, asked)
    rows = ROWS_OF_SEARCH + first * ROWS_OF_HIT + info.context.store.search_cost(query) // ENTRIES_AT_ONCE
    info.context.announce_rows(rows, EXTRA_COST_OF_SEARCH)
    wanted = Search(query, *chosen, limit=first, offset=offset, scopes=scopes, billable=billable)
    page = info.context.store.search(wanted)
    shown = SearchPageValue(hits_with_nodes(info.context, page.hits), page)
    return RankedPage(shown, len(page.hits), page.total, offset, asked)


def suggest(
    info: Info,
    prefix: Annotated[str, strawberry.argument(description="What has been typed so far.")],
    kinds: Kinds = None,
    first: First = 10,
) -> Sequence[HitValue]:
    """The best hits for what is being typed, as fast as can be: the first of what `search` finds, without counts."""
    check_range("first", first, 0, Limits.page)
    info.context.announce_rows(ROWS_OF_SEARCH + first * ROWS_OF_HIT)
    hits = info.context.store.suggest(Search(prefix, enum_values(kinds, NodeKindEnum), limit=first))
    return hits_with_nodes(info.context, hits)
