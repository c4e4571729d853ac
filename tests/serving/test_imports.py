"""What a server imports, as a start waits for it: nothing of the build, and the schema only while the store opens."""

import subprocess
import sys

import pytest

from graph.model.source_files import ROOT

OF_THE_BUILD = {"networkx", "scipy", "graph.ingest.build", "graph.ingest.graph_builder", "graph.ingest.pages"}
OF_THE_SCHEMA = {"strawberry", "graphql", "schema.create_schema"}


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [("serving.run", OF_THE_BUILD | OF_THE_SCHEMA), ("serving.application", OF_THE_BUILD)],
)
def test_a_start_imports_no_more_than_it_needs(module: str, unwanted: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert unwanted & set(printed.split()) == set()
