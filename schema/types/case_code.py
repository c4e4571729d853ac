"""A code of a case, as GraphQL shows it."""

import strawberry

from graph.model.elements import Node
from graph.review.case_code import CaseCode
from schema.types.declare import TYPES, field
from schema.types.node import NodeInterface


@strawberry.type(name="CaseCode", description="A code of a case.")
class CaseCodeType:
    """GraphQL's `CaseCode`; its values are `graph.review.case_code.CaseCode`."""

    text: str = strawberry.field(description="As it was written.")
    curie: str | None = strawberry.field(
        description="Its CURIE, also where the graph does not have it; null where it has the form of no code."
    )
    place: int = strawberry.field(description="Its place among the diagnoses, or the procedures, of the case, from 0.")

    @field("Whether it is one of the procedures.")
    def is_procedure(self, root: strawberry.Parent[CaseCode]) -> bool:
        return root.procedure is not None

    @field("Its name; null where the graph does not have it.")
    def name(self, root: strawberry.Parent[CaseCode]) -> str | None:
        return root.facts.node.name if root.facts else None

    @field("The node; null where the graph does not have it.", NodeInterface | None)
    def node(self, root: strawberry.Parent[CaseCode]) -> Node | None:
        return root.facts.node if root.facts else None


TYPES["CaseCodeType"] = CaseCodeType
