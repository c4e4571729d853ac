"""Places of nodes."""

import numpy as np
import pytest

from graph.export.layout import iter_positions, positions
from tests.graph.export.parts import nasty_part, shipped_part, world_part


@pytest.mark.parametrize("part", [world_part, nasty_part, shipped_part])
def test_no_two_nodes_lie_on_one_another(part: object) -> None:
    found = positions(part())  # type: ignore[operator]
    apart = np.linalg.norm(found[:, None] - found[None, :], axis=2) + np.eye(len(found)) * 1e9
    assert apart.min() > 8


def test_nodes_of_a_kind_lie_together() -> None:
    part = nasty_part()
    found, kinds = positions(part), np.array(part.topology.kinds_of(part.node_numbers))
    middle = {kind: found[kinds == kind].mean(axis=0) for kind in part.node_kinds}
    for position, kind in zip(found, kinds, strict=True):
        assert min(middle, key=lambda name: float(np.linalg.norm(position - middle[name]))) == kind


def test_places_come_one_by_one_as_they_are() -> None:
    assert list(iter_positions(world_part())) == [tuple(row) for row in positions(world_part()).tolist()]
