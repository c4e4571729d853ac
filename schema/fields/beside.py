"""The fields of codes that lead to the entries before and after them in the book of their code system."""

from strawberry.types.field import StrawberryField

from graph.model.elements import Node
from graph.store.code_order import Step, beside
from schema.context import Info
from schema.types.declare import computed_field

BOOK_KINDS = ("Procedure", "Diagnosis")
"""Kinds of nodes whose codes stand in a book."""
_ROWS = 100
"""Finding the entry beside another takes as long as looking at so many edges."""


def beside_fields(kind: str) -> dict[str, StrawberryField]:
    """The fields `previous` and `next` of a kind."""
    return {"previous": _field(kind, Step.PREVIOUS, "before"), "next": _field(kind, Step.NEXT, "after")}


def _field(kind: str, step: Step, where: str) -> StrawberryField:
    def resolve(root: Node, info: Info) -> Node | None:
        topology = info.context.store.topology
        (number,) = topology.find([root.curie]).tolist()
        info.context.announce_rows(_ROWS)
        found = beside(topology.graph, number, step)
        if found is None:
            return None
        info.context.count(1, 1)
        return topology.graph.node(found)

    book = "in the tabular list" if kind == "Diagnosis" else "in the order of codes"
    return computed_field(resolve, f"{kind} | None", f"What stands {where} it {book}; null where nothing does.", {})
