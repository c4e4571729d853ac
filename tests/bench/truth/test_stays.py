from importlib.util import find_spec

import pytest

from bench.truth.groupers import msdrg, ours
from bench.truth.random_stays import random_stays

COUNT, SEED, SHARE = 400, 7, 0.995


def test_random_stays_are_the_same_each_time() -> None:
    assert list(random_stays(20, 1)) == list(random_stays(20, 1))
    assert list(random_stays(20, 1)) != list(random_stays(20, 2))


@pytest.mark.skipif(not find_spec("msdrg"), reason="msdrg, a closed library, is not installed")
def test_groups_of_random_stays_are_those_of_a_second_grouper() -> None:
    stays = [drawn.stay for drawn in random_stays(COUNT, SEED)]
    group = ours()
    with msdrg() as other:
        differ = [(stay, group(stay), other(stay)) for stay in stays if group(stay) != other(stay)]
    assert len(differ) <= COUNT * (1 - SHARE), differ
