"""The field of `Query` that lists what became of the codes of a system between two fiscal years."""

from collections.abc import Callable, Sequence
from typing import Annotated, cast

import strawberry

from graph.model.elements import Node, split_curie
from graph.model.errors import InvalidArgument, UnknownNode
from graph.model.fiscal_year import FIRST_FISCAL_YEAR, last_day
from graph.model.limits import Limits
from graph.traversal.closure import DOWN, breadth_first_levels
from graph.traversal.code_changes import ChangeKind, CodeChange, code_changes
from graph.traversal.code_validity import last_known_fiscal_year
from schema.context import Info
from schema.fields.traversal import check_range
from schema.node_lookup import nodes_by_number
from schema.types.connection import PageInfo
from schema.types.declare import enum_type, field
from schema.types.node import CodedInterface
from schema.types.properties import Day
from schema.types.ranked_list import First, RankedPage, offset_after
from schema.types.traversals import enum_values

_KINDS = {"ICD10CM": "Diagnosis", "ICD10PCS": "Procedure"}
"""The kinds of nodes of the systems that have fiscal years."""
_PARTS = ("ICD10PCS", "PCSTABLE", "PCSSYSTEM", "PCSSECTION")
"""Prefixes of what codes of ICD-10-PCS begin with."""
_CATEGORY_LENGTH = 3
_LAST_YEAR = 9999
SystemEnum = enum_type(
    "YearlySystem",
    "A code system with an edition for each fiscal year.",
    [("ICD10CM", "ICD-10 Clinical Modification."), ("ICD10PCS", "ICD-10 Procedure Coding System.")],
)
ChangeKindEnum = enum_type(
    "CodeChangeKind",
    "What became of codes.",
    [
        (ChangeKind.NEW.value, "A code that takes the place of none."),
        (ChangeKind.DELETED.value, "A code whose place none takes, as far as sources say."),
        (ChangeKind.RETITLED.value, "A code with another title: only in years of which sources have both."),
        (ChangeKind.REPLACED.value, "A code whose place one other takes."),
        (ChangeKind.SPLIT.value, "A code whose place several others take."),
        (ChangeKind.MERGED.value, "Codes whose place one other takes."),
    ],
)


@strawberry.type(name="CodeChange", description="What became of one code or several.")
class CodeChangeType:
    """GraphQL's `CodeChange`; its values are `graph.traversal.code_changes.CodeChange`."""

    fiscal_year: int = strawberry.field(description="The fiscal year of the change.")

    @field("What became of them.", ChangeKindEnum)
    def kind(self, root: strawberry.Parent[CodeChange]) -> str:
        return root.kind.value

    @field("The first day of what followed.", Day)
    def day(self, root: strawberry.Parent[CodeChange]) -> str:
        return root.day.isoformat()

    @field("The codes before; none of a new code.", list[CodedInterface])
    def before(self, root: strawberry.Parent[CodeChange], info: Info) -> list[Node]:
        return nodes_by_number(info.context, root.before)

    @field("The codes after; none of a deleted code.", list[CodedInterface])
    def after(self, root: strawberry.Parent[CodeChange], info: Info) -> list[Node]:
        return nodes_by_number(info.context, root.after)

    @field("The title before, of a code that was retitled.")
    def title_before(self, root: strawberry.Parent[CodeChange]) -> str | None:
        return root.titles[0] if root.titles else None

    @field("The title after, of a code that was retitled.")
    def title_after(self, root: strawberry.Parent[CodeChange]) -> str | None:
        return root.titles[1] if root.titles else None


@strawberry.type(name="CodeChanges", description="Changes of codes, by day, then by code.")
class CodeChangesType:
    """GraphQL's `CodeChanges`; its values are a `RankedPage` of changes."""

    @field("How many changes there are in all, on every page.")
    def total_count(self, root: strawberry.Parent[RankedPage[Sequence[CodeChange]]]) -> int:
        return root.total

    @field("The changes of this page.", list[CodeChangeType])
    def nodes(self, root: strawberry.Parent[RankedPage[Sequence[CodeChange]]]) -> Sequence[CodeChange]:
        return root.page

    @field("The last day that sources know of the system; null where they know of none.", Day | None)
    def sources_reach(self, root: strawberry.Parent[RankedPage[Sequence[CodeChange]]], info: Info) -> str | None:
        asked = cast("tuple[str, ...]", root.question)
        year = last_known_fiscal_year(info.context.store.topology.graph, _KINDS[asked[0]])
        return last_day(year).isoformat() if year else None

    page_info: PageInfo = strawberry.field(description="Whether there is more.")


def changes(
    info: Info,
    system: Annotated[SystemEnum, strawberry.argument(description="The code system.")],  # type: ignore[valid-type]
    from_: Annotated[int, strawberry.argument(name="from", description="The fiscal year before the first change.")],
    to: Annotated[int, strawberry.argument(description="The fiscal year of the last change.")],
    under: Annotated[
        str | None,
        strawberry.argument(
            description="CURIE: only codes below this, a chapter, block or code, or a section or table of ICD-10-PCS."
        ),
    ] = None,
    kinds: Annotated[
        list[ChangeKindEnum] | None,  # type: ignore[valid-type]
        strawberry.argument(description="Only these kinds of changes."),
    ] = None,
    first: First = 100,
    after: Annotated[str | None, strawberry.argument(description="Only changes after this cursor.")] = None,
) -> RankedPage[Sequence[CodeChange]]:
    """What became of the codes of a system after one fiscal year, up to and with another."""
    check_range("first", first, 0, Limits.page)
    check_range("to", to, FIRST_FISCAL_YEAR, _LAST_YEAR)
    check_range("from", from_, FIRST_FISCAL_YEAR, to)
    topology, (prefix,) = info.context.store.topology, enum_values([system], SystemEnum)
    info.context.announce_rows(len(topology.graph.of_kind(_KINDS[prefix])))
    wanted = set(enum_values(kinds, ChangeKindEnum))
    is_below = _below(info, prefix, under) if under else None
    found = [
        change
        for change in code_changes(topology, _KINDS[prefix], prefix)
        if from_ < change.fiscal_year <= to
        and (not wanted or change.kind.value in wanted)
        and (is_below is None or any(is_below(topology.graph.curie(n)) for n in (*change.before, *change.after)))
    ]
    info.context.charge_rows(len(found))
    question = (prefix, from_, to, under, tuple(sorted(wanted)))
    offset = offset_after(after, question)
    page = found[offset : offset + first]
    info.context.charge_items(1 + len(page))
    return RankedPage(page, len(page), len(found), offset, question)


def _below(info: Info, system: str, under: str) -> Callable[[str], bool]:
    """Whether a code, by its CURIE, lies below a node; codes that were deleted do by their category."""
    prefix, local = split_curie(under)
    topology = info.context.store.topology
    seed = topology.find([under])
    if not len(seed):
        raise UnknownNode(name=under[:80])
    if prefix not in (_PARTS if system == "ICD10PCS" else ("ICD10CM",)):
        raise InvalidArgument(argument="under", value=under[:80], system=system)
    if system == "ICD10PCS" or (len(local) >= _CATEGORY_LENGTH and "-" not in local):
        beginning = f"{system}:{local}"
        return lambda curie: curie.startswith(beginning)
    curies = (topology.graph.curie(n) for level in breadth_first_levels(topology, seed, DOWN) for n in level.tolist())
    end = len(system) + 1 + _CATEGORY_LENGTH
    categories = {curie for curie in curies if len(curie) == end}
    return lambda curie: curie[:end] in categories
