"""Why two nodes are similar, as GraphQL shows it."""

import strawberry

from graph.model.elements import Node
from graph.model.shared_feature import SharedFeature, parse_shared_feature
from schema.context import Info
from schema.types.declare import TYPES, field
from schema.types.enums import EdgeKindEnum
from schema.types.node import NodeInterface


@strawberry.type(name="Reason", description="Something that two nodes have in common.")
class ReasonType:
    """GraphQL's `Reason`; its values are reasons or the texts they are stored as."""

    @field("What joins both to it: the last edge of the way from each, where that is longer than one.", EdgeKindEnum)
    def edge_kind(self, root: strawberry.Parent[SharedFeature | str]) -> str:
        return _read(root).edge_kind

    @field("What both are joined to; null for words.", NodeInterface | None)
    def node(self, root: strawberry.Parent[SharedFeature | str], info: Info) -> Node | None:
        curie = _read(root).curie
        return info.context.node(curie) if curie else None

    @field("The words that weigh most of those which the texts of both share; none for a node.")
    def words(self, root: strawberry.Parent[SharedFeature | str]) -> list[str]:
        return list(_read(root).words)

    @field("How much it weighs; the weights of all reasons add up to the score.")
    def weight(self, root: strawberry.Parent[SharedFeature | str]) -> float:
        return _read(root).weight


def _read(value: SharedFeature | str) -> SharedFeature:
    return parse_shared_feature(value) if isinstance(value, str) else value


TYPES["ReasonType"] = ReasonType
