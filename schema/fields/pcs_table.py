"""The field that builds an ICD-10-PCS code character by character."""

from dataclasses import dataclass
from typing import Annotated

import orjson
import strawberry

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.model.pcs_axes import axis_title
from graph.traversal.pcs_codes import rows_to_read
from graph.traversal.pcs_table import PcsProblem, PcsTable, PcsValue, pcs_table
from schema.context import Info
from schema.fields.traversal import check_range
from schema.types.connection import PageInfo
from schema.types.declare import attribute_field, field, object_type
from schema.types.node import NodeInterface
from schema.types.ranked_list import First, RankedPage, offset_after

_AT_ONCE = 32
"""Codes that are divided into rows, or counted, in the time in which a row of the graph is looked at."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """The values of one axis in a row."""

    section: str
    values: list[PcsValue]


@dataclass(frozen=True, slots=True)
class _Row:
    axes: list[_Axis]


@dataclass(frozen=True, slots=True)
class _CodePage:
    nodes: list[Node]
    total_count: int
    page_info: PageInfo


@dataclass(frozen=True, slots=True)
class _Stop:
    """A problem, and the table up to it."""

    problem: PcsProblem
    table: PcsTable


@strawberry.type(name="PcsValue", description="A character of an ICD-10-PCS code, and what it means at its position.")
class PcsValueType:
    """GraphQL's `PcsValue`; its values are `graph.traversal.pcs_table.PcsValue`."""

    position: int = strawberry.field(description="Which character of the code it is, from 1.")
    character: str = strawberry.field(description="The character.")

    @field("What it means; null where no table that was read has it.")
    def label(self, root: strawberry.Parent[PcsValue], info: Info) -> str | None:
        graph = info.context.store.topology.graph
        return None if root.meaning is None else orjson.loads(graph.names[root.meaning])

    @field("The official definition of what it means, where there is one.")
    def definition(self, root: strawberry.Parent[PcsValue], info: Info) -> str | None:
        node = _meaning(root, info)
        found = node.properties.get("definition") if node else None
        return found if isinstance(found, str) else None

    @field("The node of what it means.", NodeInterface | None)
    def node(self, root: strawberry.Parent[PcsValue], info: Info) -> Node | None:
        return _meaning(root, info)

    @field("How many of the codes have it.")
    def code_count(self, root: strawberry.Parent[PcsValue]) -> int:
        return root.count


def _meaning(value: PcsValue, info: Info) -> Node | None:
    if value.meaning is None:
        return None
    info.context.charge_items(1)
    return info.context.store.topology.graph.node(value.meaning)


@strawberry.type(name="PcsAxis", description="The values that one axis has in a row of a table.")
class PcsAxisType:
    """GraphQL's `PcsAxis`; its values are `_Axis`."""

    @field("Which character of the code it is, from 1.")
    def position(self, root: strawberry.Parent[_Axis]) -> int:
        return root.values[0].position

    @field("What the section calls the axis.")
    def title(self, root: strawberry.Parent[_Axis]) -> str:
        return axis_title(root.section, root.values[0].position)

    values: list[PcsValueType] = strawberry.field(description="The values.")


@strawberry.type(name="PcsRow", description="Values of the last four axes each combination of which is a code.")
class PcsRowType:
    """GraphQL's `PcsRow`; its values are `_Row`."""

    axes: list[PcsAxisType] = strawberry.field(description="The axes 4 to 7.")

    @field("How many codes it stands for.")
    def code_count(self, root: strawberry.Parent[_Row]) -> int:
        return root.axes[0].values[0].count * len(root.axes[0].values)


@strawberry.type(name="PcsProblem", description="Why no code begins with what was given.")
class PcsProblemType:
    """GraphQL's `PcsProblem`; its values are `_Stop`."""

    @field("The position of the character with which no code goes on, from 1.")
    def position(self, root: strawberry.Parent[_Stop]) -> int:
        return root.problem.position

    @field("The character.")
    def character(self, root: strawberry.Parent[_Stop]) -> str:
        return root.problem.character

    @field("What is wrong with it.")
    def message(self, root: strawberry.Parent[_Stop]) -> str:
        return root.problem.message

    @field("What may stand there; nothing after a whole code.", list[PcsValueType])
    def allowed(self, root: strawberry.Parent[_Stop], info: Info) -> list[PcsValue]:
        return _charged(root.table.next_values(), info)


PcsCodePageType = object_type(
    "PcsCodePage",
    "A page of codes, in their order.",
    {
        "total_count": attribute_field("int", "How many codes there are in all, on every page."),
        "nodes": attribute_field("list[Procedure]", "The codes of this page."),
        "page_info": attribute_field("PageInfo", "Whether there is more."),
    },
)
"""Its values are `_CodePage`."""


@strawberry.type(name="PcsTable", description="What the beginning of an ICD-10-PCS code means, and how it may go on.")
class PcsTableType:
    """GraphQL's `PcsTable`; its values are `graph.traversal.pcs_table.PcsTable`."""

    prefix: str = strawberry.field(description="The beginning, as far as codes begin so: all else is about it.")

    @field("Why it is less than was asked for; null where it is all of it.", PcsProblemType | None)
    def problem(self, root: strawberry.Parent[PcsTable]) -> _Stop | None:
        return _Stop(root.problem, root) if root.problem else None

    @field(
        "What each of its characters means. In New Technology a character may mean several things until the ones after "
        "it are known: it is there once for each.",
        list[PcsValueType],
    )
    def chosen(self, root: strawberry.Parent[PcsTable], info: Info) -> list[PcsValue]:
        return _charged(root.chosen(), info)

    @field("What the section calls the axis of the next character; null after a whole code.")
    def next_axis(self, root: strawberry.Parent[PcsTable]) -> str | None:
        return axis_title(root.prefix[:1], len(root.prefix) + 1) if root.next_values() else None

    @field("The characters that may come next; none after a whole code.", list[PcsValueType])
    def next(self, root: strawberry.Parent[PcsTable], info: Info) -> list[PcsValue]:
        return _charged(root.next_values(), info)

    @field(
        "The rows of the table that remain, from the third character on. They stand for the same codes as those of the "
        "book, which may divide them otherwise.",
        list[PcsRowType],
    )
    def rows(self, root: strawberry.Parent[PcsTable], info: Info) -> list[_Row]:
        info.context.announce_rows(root.end - root.start)
        found = [_Row([_Axis(root.prefix[0], values) for values in axes]) for axes in root.rows()]
        info.context.charge_items(sum(len(axis.values) for row in found for axis in row.axes))
        return found

    @field("How many codes begin so.")
    def code_count(self, root: strawberry.Parent[PcsTable]) -> int:
        return root.end - root.start

    @field("The codes that begin so, in their order.", PcsCodePageType)
    def codes(
        self,
        root: strawberry.Parent[PcsTable],
        info: Info,
        first: First = 50,
        after: Annotated[str | None, strawberry.argument(description="Only codes after this cursor.")] = None,
    ) -> _CodePage:
        check_range("first", first, 0, Limits.page)
        question = ("pcsTable", root.prefix)
        offset = offset_after(after, question)
        page = [root.graph.node(number) for number in root.nodes(offset, first)]
        info.context.charge_items(len(page))
        total = root.end - root.start
        return _CodePage(page, total, RankedPage(page, len(page), total, offset, question).page_info)


def _charged(values: list[PcsValue], info: Info) -> list[PcsValue]:
    info.context.charge_items(len(values))
    return values


def build_pcs_code(
    info: Info,
    prefix: Annotated[
        str,
        strawberry.argument(
            description="Up to seven characters, in any letter case; spaces, points and hyphens are passed over."
        ),
    ],
) -> PcsTable:
    """What the beginning of an ICD-10-PCS code means, and how it may go on: the tables, a character at a time.

    Where no code begins so, `problem` says which character is wrong and what may stand there.
    """
    check_range("prefix", len(prefix), 0, Limits.text)
    graph = info.context.store.topology.graph
    info.context.announce_rows(rows_to_read(graph))
    found = pcs_table(graph, prefix)
    info.context.announce_rows((found.end - found.start) // _AT_ONCE)
    info.context.charge_items(1)
    return found
