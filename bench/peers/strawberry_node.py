"""What any node of the Strawberry peer has, and the types of the nodes of which no query asks for more."""

import strawberry
from strawberry.relay import to_base64

from bench.peers.strawberry_enums import NodeKind


@strawberry.interface
class Node:
    """What any node has."""

    curie: str
    kind: NodeKind
    name: str

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(to_base64(type(self).__name__, self.curie))


@strawberry.type
class Risk(Node):
    """A risk."""


@strawberry.type
class Role(Node):
    """A role."""


@strawberry.type
class Setting(Node):
    """A setting."""


@strawberry.type
class Preparation(Node):
    """A preparation."""


@strawberry.type
class Benefit(Node):
    """A benefit."""


@strawberry.type
class Recovery(Node):
    """A part of recovery."""


@strawberry.type
class Alternative(Node):
    """An alternative."""


@strawberry.type
class Category(Node):
    """A specialty."""


@strawberry.type
class Step(Node):
    """A step of a procedure."""

    number: int | None
    text: str | None


@strawberry.type
class Section(Node):
    """A section of a page."""

    number: int | None
    text: str | None
