"""A text verified: what it claims of codes and relations, what the graph says of it, and what that rests on."""

from datetime import date
from itertools import islice
from typing import Annotated, NamedTuple

import strawberry
from strawberry.scalars import JSON

from graph.model.elements import Edge, Node
from graph.model.limits import Limits
from graph.verification.certificate import certificate
from graph.verification.claim import Claim, ClaimType, Verdict
from graph.verification.verified_text import verified_text
from schema.context import Info
from schema.fields.annotation import Text, announce_text
from schema.node_lookup import nodes_by_number
from schema.types.declare import enum_type, field
from schema.types.node import NodeInterface
from schema.types.properties import Day
from schema.types.traversals import GraphEdge

VerdictEnum = enum_type(
    "Verdict",
    "What the graph says of a claim.",
    [
        (Verdict.SUPPORTED.value, "There is such a code, it is called so, or edges say the same."),
        (Verdict.CONTRADICTED.value, "The name is that of another code, or edges say the contrary."),
        (Verdict.NOT_IN_GRAPH.value, "No edge says so, or the codes of that system are not loaded. It may be true."),
        (Verdict.NO_SUCH_CODE.value, "The code system has no such code; `nearest` are some that it has."),
        (Verdict.NOT_VALID_ON_DAY.value, "The code begins later, or has ended; `nearest` is what took its place."),
        (Verdict.UNDECIDED.value, "That cannot be decided; `explanation` says why."),
    ],
)
ClaimTypeEnum = enum_type(
    "ClaimType",
    "What is claimed.",
    [
        (ClaimType.CODE.value, "That there is such a code."),
        (ClaimType.CODE_NAME.value, "That a code is called so."),
        (ClaimType.STATEMENT.value, "That two things stand in a relation."),
    ],
)


class VerifiedText(NamedTuple):
    """The claims of a text, as far as they were looked at."""

    claims: list[Claim]
    truncated: bool


@strawberry.type(name="Claim", description="Something that a text claims, and what the graph says of it.")
class ClaimObject:
    """GraphQL's `Claim`; its values are `graph.verification.claim.Claim`."""

    type: ClaimTypeEnum = strawberry.field(description="What is claimed.")  # type: ignore[valid-type]
    text: str = strawberry.field(description="The words of the text that claim it.")
    start: int = strawberry.field(description="Where it begins: Unicode code points before it in the text.")
    end: int = strawberry.field(description="Where it ends.")
    verdict: VerdictEnum = strawberry.field(description="What the graph says of it.")  # type: ignore[valid-type]
    explanation: str = strawberry.field(description="Why, where nodes and edges do not say it.")

    @field("What it is about.", list[NodeInterface])
    def nodes(self, root: strawberry.Parent[Claim], info: Info) -> list[Node]:
        return nodes_by_number(info.context, root.nodes)

    @field("What may be meant instead.", list[NodeInterface])
    def nearest(self, root: strawberry.Parent[Claim], info: Info) -> list[Node]:
        return nodes_by_number(info.context, root.nearest)

    @field("The edges that support or contradict it, with their quotes.", list[GraphEdge])
    def edges(self, root: strawberry.Parent[Claim], info: Info) -> list[Edge]:
        info.context.charge_items(len(root.edges))
        return [info.context.store.topology.graph.edge(number) for number in root.edges]


@strawberry.type(name="VerifiedText", description="What a text claims. What is not listed was not checked.")
class VerifiedTextType:
    """GraphQL's `VerifiedText`; its values are `VerifiedText`."""

    claims: list[ClaimObject] = strawberry.field(description=f"In their order; {Limits.mentions} at most.")
    truncated: bool = strawberry.field(description="Whether there are more claims.")

    @field("What the verdicts rest on, which `medcode verify --certificate` checks later against a snapshot.")
    def certificate(self, root: strawberry.Parent[VerifiedText], info: Info) -> JSON:
        summary = info.context.store.summary()
        hashes = {document.id: document.sha256 for document in summary.documents}
        known = [claim for claim in root.claims if claim.nodes]  # Others rest on what is not there.
        nodes = [number for claim in known for number in (*claim.nodes, *claim.nearest)]
        edges = [number for claim in root.claims for number in claim.edges]
        info.context.charge_items(len(nodes) + len(edges))
        return JSON(certificate(info.context.store.topology.graph, summary.version, hashes, nodes, edges))


def verify_text(
    info: Info,
    text: Text,
    on: Annotated[
        Day | None, strawberry.argument(description="The day; the last that sources know unless given.")
    ] = None,
) -> VerifiedText:
    """What a text claims of codes, their names and relations between things, and what the graph says of each claim."""
    announce_text(info.context, text)
    store, day = info.context.store, date.fromisoformat(on) if on else None
    claims = [*islice(verified_text(store.topology, store.finder, text, day), Limits.mentions + 1)]
    info.context.charge_items(len(claims))
    return VerifiedText(claims[: Limits.mentions], len(claims) > Limits.mentions)
