"""What is near a code, and what can be done instead of a procedure."""

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.elements import Node, split_curie
from graph.model.errors import InvalidArgument, UnknownNode
from graph.model.limits import Limits
from graph.traversal.alternatives import Alternative, alternatives
from graph.traversal.nearest import AXES, Difference, Neighbour, nearest
from schema.context import Info
from schema.fields.traversal import check_range
from schema.node_lookup import require_node
from schema.types.declare import TYPES, Argument, attribute_field, computed_field, field, object_type
from schema.types.enums import EdgeKindEnum
from schema.types.node import CodedInterface, NodeInterface
from schema.types.ranked_list import First
from schema.types.reason import ReasonType
from schema.types.traversals import enum_values


@strawberry.type(name="Difference", description="An axis in which two codes differ.")
class DifferenceType:
    """GraphQL's `Difference`; its values are `graph.traversal.nearest.Difference`."""

    @field("The axis.", EdgeKindEnum)
    def edge_kind(self, root: strawberry.Parent[Difference]) -> str:
        return root.edge_kind

    here: NodeInterface = strawberry.field(description="What the code has there that was asked about.")
    there: NodeInterface = strawberry.field(description="What the other code has there.")


@strawberry.type(name="Neighbour", description="A near code, with what both share and what differs.")
class NeighbourType:
    """GraphQL's `Neighbour`; its values are `graph.traversal.nearest.Neighbour`."""

    node: CodedInterface = strawberry.field(description="The code, or a procedure with a page.")
    score: float = strawberry.field(description="How near it is, from 0 to 1; the weights of the reasons add up to it.")
    reasons: list[ReasonType] = strawberry.field(description="What both have in common.")
    differences: list[DifferenceType] = strawberry.field(description="The axes of ICD-10-PCS in which they differ.")


TYPES["NeighbourType"] = NeighbourType
NEAR_KINDS = ("Procedure", "Diagnosis")
"""Kinds of nodes that have nearest ones."""


def nearest_of(
    info: Info,
    of: Annotated[str, strawberry.argument(description="CURIE of a procedure or diagnosis.")],
    differing_in: Annotated[
        list[EdgeKindEnum] | None,  # type: ignore[valid-type]
        strawberry.argument(description="Axes of ICD-10-PCS: only codes that differ in these and in nothing else."),
    ] = None,
    first: First = 20,
) -> Sequence[Neighbour]:
    """The nearest of a code, nearest first: in ICD-10-PCS by axes, in ICD-10-CM by the tree and by Excludes notes.

    Of a procedure with a page, those that resemble it, as `similar` lists them.
    """
    split_curie(of)
    node = info.context.node(of)
    if node is None:
        raise UnknownNode(name=of[:80])
    if node.kind not in NEAR_KINDS:
        raise InvalidArgument(argument="of", kind=node.kind, allowed=list(NEAR_KINDS))
    return _nearest(info, node, enum_values(differing_in, EdgeKindEnum), first)


def nearest_field() -> StrawberryField:
    """The field of procedures and diagnoses that finds their nearest."""
    arguments = {
        "differing_in": Argument(
            list[EdgeKindEnum] | None,  # type: ignore[valid-type]
            "Axes of ICD-10-PCS: only codes that differ in these and in nothing else.",
        ),
        "first": Argument(int | None, f"At most so many; {Limits.page} at most, 20 unless given."),
    }

    def resolve(root: Node, info: Info, **given: Any) -> Sequence[Neighbour]:
        chosen = {name: value for name, value in given.items() if value is not strawberry.UNSET and value is not None}
        return _nearest(info, root, enum_values(chosen.get("differing_in"), EdgeKindEnum), chosen.get("first", 20))

    description = "The nearest codes, nearest first; of a procedure with a page, those that resemble it."
    return computed_field(resolve, "list[NeighbourType]", description, arguments)


def _nearest(info: Info, node: Node, axes: tuple[str, ...], first: int) -> Sequence[Neighbour]:
    check_range("first", first, 0, Limits.page)
    if not set(axes) <= AXES.keys():
        raise InvalidArgument(argument="differingIn", value=list(axes), allowed=list(AXES))
    found = nearest(info.context.store.topology, node, first, axes, info.context.announce_rows)
    info.context.charge_items(sum(1 + len(near.reasons) + len(near.differences) for near in found))
    return found


object_type(
    "ComparableProcedure",
    "A procedure that covers indications of another, or is listed by its page as an alternative.",
    {
        "node": attribute_field("Procedure", "The procedure."),
        "share": attribute_field("float", "The share of the indications that it covers, from 0 to 1."),
        "covered": attribute_field("list[Indication]", "The indications that it covers."),
        "missing": attribute_field("list[Indication]", "The indications that it does not cover."),
        "approach": attribute_field("Approach | None", "The deepest approach of its codes, where it is known."),
        "setting": attribute_field("Setting | None", "The simplest setting it is done in, where it is known."),
        "less_invasive": attribute_field(
            "bool | None", "Whether it is less invasive, by approach, then by setting; null where too little is known."
        ),
        "listed": attribute_field("bool", "Whether the page itself lists it as an alternative."),
    },
)


def procedures_for_same_indications(
    info: Info,
    procedure: Annotated[str, strawberry.argument(name="to", description="CURIE or slug of a procedure.")],
    less_invasive: Annotated[
        bool | None, strawberry.argument(description="Only those known to be less invasive, or known not to be.")
    ] = None,
    same_indications: Annotated[
        float, strawberry.argument(description="Only those that cover at least this share, from 0 to 1, or are listed.")
    ] = 0.25,
) -> Sequence[Alternative]:
    """Other procedures for the same indications, less invasive ones first, with what each covers and what is missing.

    Those that its page lists are there too where they cover none; what looks at a condition is no alternative to what
    treats it, nor what shares little and is of another specialty and another body system.

    General information for comparing pages: what suits a patient is for clinicians to say.
    """
    if not 0 <= same_indications <= 1:
        raise InvalidArgument(argument="sameIndications", value=same_indications, minimum=0, maximum=1)
    node = require_node(info.context, "Procedure", procedure)
    topology = info.context.store.topology
    found = alternatives(
        topology, node.curie, same_indications, less_invasive=less_invasive, announce=info.context.announce_rows
    )
    info.context.charge_items(sum(1 + len(other.covered) + len(other.missing) for other in found))
    return found
