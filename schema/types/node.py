"""The interface that every node answers, and the ids by which Relay refetches one."""

from typing import Any

import strawberry
from strawberry.relay.utils import from_base64, to_base64

from graph.model.elements import Node, split_curie
from graph.model.errors import InvalidId
from graph.model.ontology import ONTOLOGY
from schema.types.declare import TYPES, field
from schema.types.enums import NodeKindEnum


def to_global_id(node: Node) -> str:
    """The opaque id of a node; clients must not take it apart."""
    return to_base64(node.kind, node.curie)


def from_global_id(text: str) -> str:
    """The CURIE behind a global id.

    Raises:
        InvalidId: the id was not made by `to_global_id`.
    """
    try:
        kind, curie = from_base64(text)
        prefix, _ = split_curie(curie)
    except Exception as error:
        raise InvalidId(id=text[:80]) from error
    declared = ONTOLOGY.by_prefix.get(prefix)
    if declared is None or declared.name != kind:
        raise InvalidId(id=text[:80])
    return curie


@strawberry.interface(name="Node", description="Anything in the graph that has an identity.")
class NodeInterface:
    """GraphQL's `Node`; its values are `graph.model.elements.Node`."""

    @field("Opaque, for `node(id:)` and caches.")
    def id(self, root: strawberry.Parent[Node]) -> strawberry.ID:
        return strawberry.ID(to_global_id(root))

    curie: str = strawberry.field(description="Identity, as in `RISK:infection`.")
    kind: NodeKindEnum = strawberry.field(description="Its kind.")  # type: ignore[valid-type]
    name: str = strawberry.field(description="Its name.")

    @classmethod
    def resolve_type(cls, value: Node, info: Any, abstract: Any) -> str:
        """The GraphQL type of a node is named after its kind."""
        return value.kind


TYPES["NodeInterface"] = NodeInterface


@strawberry.interface(name="Coded", description="What has a place in a code system.")
class CodedInterface(NodeInterface):
    """GraphQL's `Coded`; its values are nodes of a kind of which some prefixes are code systems."""

    code: str | None = strawberry.field(description="The official code, a text: leading zeros count.")


TYPES["Coded"] = CodedInterface
