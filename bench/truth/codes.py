"""The codes that can be reported, compared with three tables of others."""

import csv
from collections.abc import Iterator, Set
from itertools import pairwise

from drgpy.msdrg import DRGEngine

from bench.truth.table import Row
from graph.model.source_files import package_folder
from graph.storage.frozen_graph import FrozenGraph


def compare_codes(graph: FrozenGraph) -> Iterator[Row]:
    """Our codes beside the official list, the codes of the grouper, and those of the fiscal year before."""
    ours = billable_codes(graph)
    yield _row("codes: the official list beside the tabular list", ours, official_codes())
    missing = ours - set(DRGEngine().dxmap)
    causes = {code for code in missing if code[0] in "VWXY"}
    yield _row(
        "codes: the grouper's (`drgpy`)",
        ours - causes,
        set(DRGEngine().dxmap),
        f"{len(causes):,} external causes, which group no stay, left out",
    )
    before = _codes_of_drg()
    added, deleted = len(ours - before), len(before - ours)
    reasons = f"{added} added in fiscal year 2026", f"{deleted} deleted"
    yield Row("codes: those of fiscal year 2025 (`drg`)", len(ours | before), len(ours & before), reasons)


def billable_codes(graph: FrozenGraph) -> set[str]:
    """The codes that can be reported, without points."""
    nodes = (graph.node(int(number)) for number in graph.of_kind("Diagnosis"))
    return {node.curie.partition(":")[2].replace(".", "") for node in nodes if node.properties.get("is_billable")}


def official_codes() -> set[str]:
    """The codes of the official list that no other begins with; it has chapters, blocks and categories, too."""
    (path,) = package_folder("simple_icd_10_cm.data").glob("code-list-*.txt")
    listed = sorted({line.strip() for line in path.read_text(encoding="utf-8").splitlines()})
    codes = [code for code in listed if "-" not in code and not code.isdigit()]
    return set(codes) - {one for one, other in pairwise(codes) if other.startswith(one)}


def _codes_of_drg() -> set[str]:
    with (package_folder("drg.data.cms") / "icd_10_cm.csv").open(encoding="utf-8", newline="") as file:
        return {row[0] for row in csv.reader(file)}


def _row(what: str, ours: Set[str], theirs: Set[str], *reasons: str) -> Row:
    return Row(
        what,
        len(ours | theirs),
        len(ours & theirs),
        (f"{len(ours - theirs)} extra", f"{len(theirs - ours)} missing", *reasons),
    )
