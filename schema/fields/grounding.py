"""Grounding as GraphQL shows it: free texts to the nodes they mean, or to the reason for not saying."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from graph.model.elements import Node
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.search.grounding import AbstentionReason, Candidate, Grounding
from schema.context import Info
from schema.fields.search import ENTRIES_AT_ONCE, ROWS_OF_SEARCH
from schema.fields.search_hit import HitValue, SearchHit
from schema.types.declare import enum_type, field
from schema.types.enums import NodeKindEnum
from schema.types.node import NodeInterface
from schema.types.traversals import enum_values

EXTRA_COST_OF_TERM = 23_000
"""What rating the hits for a term costs, in rows, beside what looking for them costs."""
AbstentionEnum = enum_type(
    "Abstention",
    "Why a term was not grounded.",
    [
        (
            AbstentionReason.NOTHING_FOUND.value,
            "Nothing has any of its words. Of an unknown code, `candidates` are the nearest codes.",
        ),
        (AbstentionReason.TOO_WEAK.value, "Too little speaks for the best candidate."),
        (AbstentionReason.AMBIGUOUS.value, "As much speaks for another candidate."),
    ],
)


@strawberry.type(name="GroundingCandidate", description="A node that a term may mean.")
class GroundingCandidate:
    """GraphQL's `GroundingCandidate`; its values are `graph.search.grounding.Candidate`."""

    @field("Why it may be meant.", SearchHit)
    def hit(self, root: strawberry.Parent[Candidate], info: Info) -> HitValue:
        return HitValue(info.context.node(root.hit.curie), root.hit)

    confidence: float = strawberry.field(description="From 0 to 1.")


@strawberry.type(name="Grounding", description="A term and the node it means; or why that cannot be said.")
class GroundingType:
    """GraphQL's `Grounding`; its values are `graph.search.grounding.Grounding`."""

    term: str = strawberry.field(description="The term as it was given.")

    @field("The node it means; null where the service abstains.", NodeInterface | None)
    def node(self, root: strawberry.Parent[Grounding], info: Info) -> Node | None:
        return info.context.node(root.meant.hit.curie) if root.meant else None

    @field("How sure that is, from 0 to 1; null where the service abstains.")
    def confidence(self, root: strawberry.Parent[Grounding]) -> float | None:
        return root.meant.confidence if root.meant else None

    abstention: AbstentionEnum | None = strawberry.field(  # type: ignore[valid-type]
        description="Why no node is given; null where one is."
    )
    candidates: list[GroundingCandidate] = strawberry.field(description="What it may mean, likeliest first.")


def ground(
    info: Info,
    terms: Annotated[list[str], strawberry.argument(description=f"Free texts; {Limits.terms} at most.")],
    kind: Annotated[
        NodeKindEnum | None,  # type: ignore[valid-type]
        strawberry.argument(description="The kind of node that they mean; any unless given."),
    ] = None,
) -> Sequence[Grounding]:
    """What free texts mean: for each a node with a confidence, or an abstention with the candidates. Never a guess."""
    if len(terms) > Limits.terms:
        raise InvalidArgument(argument="terms", count=len(terms), maximum=Limits.terms)
    store = info.context.store
    rows = sum(ROWS_OF_SEARCH + store.search_cost(term) // ENTRIES_AT_ONCE for term in terms)
    info.context.announce_rows(rows, EXTRA_COST_OF_TERM * len(terms))
    info.context.charge_items(len(terms))
    return store.ground(terms, enum_values([kind], NodeKindEnum))
