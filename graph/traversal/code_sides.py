"""The side of the body that a code is of, and the codes that are the same but for the side."""

from graph.model.direction import Direction
from graph.traversal.topology import Topology


def side_of(topology: Topology, node: int) -> str | None:
    """'right', 'left', 'bilateral' or 'unspecified'; of a code of ICD-10-PCS the side of its body part.

    None where it has none, or its title names several.
    """
    own = _laterality(topology, node)
    if own is not None:
        return own
    parts = topology.along([node], Direction.OUT, "ON_BODY_PART").tolist()
    return _laterality(topology, parts[0]) if len(parts) == 1 else None


def counterparts(topology: Topology, node: int) -> dict[str, list[int]]:
    """The codes of the other sides by their side, each side's in the order of their codes."""
    found: dict[str, list[int]] = {}
    for other in topology.along([node], Direction.BOTH, "SAME_BUT_SIDE").tolist():
        found.setdefault(_laterality(topology, other) or "", []).append(other)
    return found


def _laterality(topology: Topology, node: int) -> str | None:
    side = topology.graph.node(node).properties.get("laterality")
    return side if isinstance(side, str) else None
