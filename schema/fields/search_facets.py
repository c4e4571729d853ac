"""The groups of hits and the notices of a search, as GraphQL shows them."""

import strawberry

from graph.model.elements import Node
from graph.search.entry import Scope
from graph.search.notices import NoticeKind
from graph.search.search_types import Counts, Facets
from schema.context import Info
from schema.types.declare import enum_type, field
from schema.types.enums import CuriePrefix, NodeKindEnum
from schema.types.node import NodeInterface


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


SearchScope = enum_type(
    "SearchScope",
    "What sort of thing is looked for.",
    [
        (Scope.CODES.value, "Codes of the code systems, and the tables of ICD-10-PCS."),
        (Scope.PROCEDURES.value, "Procedures that a page describes."),
        (
            Scope.CONCEPTS.value,
            "What pages have in common, also what is a code or a procedure itself; policies; terms.",
        ),
    ],
)


@strawberry.type(description="How many hits there are of a sort.")
class ScopeCount:
    """GraphQL's `ScopeCount`."""

    scope: SearchScope = strawberry.field(description="The sort.")  # type: ignore[valid-type]
    count: int = strawberry.field(description="How many hits.")


NoticeKindEnum = enum_type(
    "SearchNoticeKind",
    "What a notice is about.",
    [
        (
            NoticeKind.LICENSED_CODE.value,
            "The query looks like a code of a system whose codes are licensed: none is shipped.",
        ),
        (NoticeKind.CODE_NOT_LOADED.value, "The query looks like a code of a system of which no file was given."),
        (NoticeKind.UNKNOWN_CODE.value, "The query has the form of a code, and no loaded system has it."),
        (NoticeKind.READ_AS.value, "A letter was read as a digit, or a digit as a letter."),
        (NoticeKind.MEANINGS.value, "The query is an abbreviation of several things."),
    ],
)


@strawberry.type(name="SearchNotice", description="What is to be said of a query besides its hits.")
class SearchNotice:
    """GraphQL's `SearchNotice`; its values are `graph.search.notices.Notice`."""

    kind: NoticeKindEnum = strawberry.field(description="What it is about.")  # type: ignore[valid-type]
    message: str = strawberry.field(description="A sentence.")
    suggestions: list[str] = strawberry.field(description="Queries that may be meant instead.")


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

    @field("By sort: codes, procedures, concepts.")
    def scopes(self, root: strawberry.Parent[Facets]) -> list[ScopeCount]:
        return [ScopeCount(scope=SearchScope(scope), count=count) for scope, count in root.scope]

    @field("By medical specialty, for procedures that are sorted under one.", list[SpecialtyCount])
    def specialties(self, root: strawberry.Parent[Facets]) -> Counts:
        return root.category
