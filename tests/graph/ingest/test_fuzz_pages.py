"""Mutated pages are read or named in a finding, and none keeps a reader long."""

import os
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz.mutations import mutant
from bench.fuzz.pages import check, seeds

EXAMPLES = 100_000 if os.environ.get("LONG_TEST") else 300


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32 - 1))
def test_a_mutated_page_is_read_or_named_in_a_finding(tmp_path: Path, number: int) -> None:
    check(mutant(seeds(), number), tmp_path)
