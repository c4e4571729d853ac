"""The field of diagnoses that leads to procedures, through the mappings of what their pages name as indications."""

from collections.abc import Sequence
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.elements import Node
from graph.model.limits import Limits
from graph.traversal.indicated import IndicatedProcedure, indicated_procedures
from schema.context import Info
from schema.fields.traversal import check_range
from schema.types.connection import PageInfo
from schema.types.declare import TYPES, Argument, attribute_field, computed_field, field, object_type
from schema.types.ranked_list import RankedPage, offset_after
from schema.types.traversals import GraphEdge

TYPES["GraphEdge"] = GraphEdge
_TYPE = object_type(
    "IndicatedProcedure",
    "A procedure for a diagnosis.",
    {
        "node": attribute_field("Procedure", "The procedure."),
        "indications": attribute_field("list[Indication]", "What its page names as indications or examples of them."),
        "mappings": attribute_field(
            "list[GraphEdge]", "The mappings of these to the diagnosis, or to one above or below it."
        ),
        "is_broader": attribute_field(
            "bool", "Whether the page speaks only of more than this diagnosis: of one above it."
        ),
    },
)


@strawberry.type(description="The procedures for a diagnosis: those for it first, those for more than it last.")
class IndicatedProcedures:
    """GraphQL's `IndicatedProcedures`; its values are a `RankedPage` of `IndicatedProcedure`."""

    @field("How many procedures there are in all, on every page.")
    def total_count(self, root: strawberry.Parent[RankedPage[Sequence[IndicatedProcedure]]]) -> int:
        return root.total

    @field("The procedures of this page.", list[_TYPE])  # type: ignore[valid-type]
    def nodes(self, root: strawberry.Parent[RankedPage[Sequence[IndicatedProcedure]]]) -> Sequence[IndicatedProcedure]:
        return root.page

    page_info: PageInfo = strawberry.field(description="Whether there is more.")


TYPES["IndicatedProcedures"] = IndicatedProcedures
_DEFAULT_FIRST = 20


def procedures_field() -> StrawberryField:
    """The field `procedures` of a diagnosis."""
    arguments = {
        "first": Argument(int | None, f"How many; up to {Limits.page}, {_DEFAULT_FIRST} unless given."),
        "after": Argument(str | None, "After this cursor."),
    }

    def resolve(root: Node, info: Info, **given: Any) -> RankedPage[Sequence[IndicatedProcedure]]:
        chosen = {name: value for name, value in given.items() if value is not strawberry.UNSET and value is not None}
        return _page(info, root, chosen.get("first", _DEFAULT_FIRST), chosen.get("after"))

    description = "Procedures that pages name for it, through mappings of their indications; what suits a patient is \
for clinicians to say."
    return computed_field(resolve, "IndicatedProcedures", description, arguments)


def _page(info: Info, diagnosis: Node, first: int, after: str | None) -> RankedPage[Sequence[IndicatedProcedure]]:
    check_range("first", first, 0, Limits.page)
    question = ("procedures", diagnosis.curie)
    offset = offset_after(after, question)
    topology = info.context.store.topology
    (number,) = topology.find([diagnosis.curie]).tolist()
    found = indicated_procedures(topology, number, info.context.announce_rows)
    page = found[offset : offset + first]
    info.context.charge_items(sum(1 + len(it.indications) + len(it.mappings) for it in page))
    return RankedPage(page, len(page), len(found), offset, question)
