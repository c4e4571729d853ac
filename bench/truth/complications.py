"""Severity levels, which are those of the final rule's tables 6I and 6J, compared with those of the grouper's table."""

from collections.abc import Iterator

from drgpy.msdrg import DRGEngine

from bench.truth.table import Row
from graph.storage.frozen_graph import FrozenGraph


def compare_complications(graph: FrozenGraph) -> Iterator[Row]:
    """Our CCs and MCCs beside those of `drgpy`, which has none of those that no principal diagnosis excludes."""
    nodes, table = [graph.node(int(number)) for number in graph.of_kind("Diagnosis")], DRGEngine().ccmap
    for level in ("CC", "MCC"):
        of_level = (node for node in nodes if node.properties.get("severity_level") == level.lower())
        ours = {node.curie.partition(":")[2].replace(".", "") for node in of_level}
        theirs = {code for code, row in table.items() if row["level"] == level}
        reasons = [f"{len(ours - theirs)} that the grouper's table leaves out, as nothing excludes them"]
        yield Row(
            f"severity: {level}", len(ours | theirs), len(ours & theirs), reasons if ours > theirs else ["others"]
        )
