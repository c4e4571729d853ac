"""Which diagnoses complicate a stay: their severity level, hospital-acquired conditions, and exclusion lists.

A secondary diagnosis that is a CC or an MCC moves a stay to a better paid group, unless the principal diagnosis is on
its exclusion list (definitions manual, appendix C), or it was acquired in the hospital and is on the list of such
conditions (appendix I).
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from graph.model.elements import Edge, Evidence, Node, Value
from graph.model.icd10cm_form import codes_above, dotted
from graph.model.source_files import ROOT

HOSPITAL_ACQUIRED = ROOT / "data" / "codes" / "hac.tsv"


def complication_properties(
    level: str | None, row: Mapping[str, Any] | None, conditions: Mapping[str, str]
) -> dict[str, Value]:
    """The properties of a diagnosis: its `level`, and what the `row` of the grouper's table adds; None without any."""
    stated: dict[str, Value] = {"severity_level": level} if level else {}
    if row is None:
        return stated
    if row["aowa"]:
        stated["severity_if_alive"] = True
    if row["hac"]:
        stated["hospital_acquired_condition"] = f"{row['hac']} {conditions[row['hac']]}"
    return stated


def exclusion_list(number: str) -> str:
    """The CURIE of an exclusion list."""
    return f"CCEXCLUSION:{number}"


def exclusion_lists(
    table: Mapping[str, Sequence[str]], diagnoses: Mapping[str, Node], evidence: tuple[Evidence, ...]
) -> Iterator[Node | Edge]:
    """Each list of principal diagnoses, which are written without points, with the entries that have just these."""
    entries = {_without_point(curie) for curie in diagnoses}
    whole = sorted(_without_point(curie) for curie, node in diagnoses.items() if node.properties.get("is_billable"))
    for number, members in sorted(table.items()):
        yield Node(exclusion_list(number), "ExclusionList", f"CC exclusion list {number}")
        for entry in cover(sorted(members), entries, whole):
            yield Edge(exclusion_list(number), "EXCLUDES_PRINCIPAL", diagnosis_curie(entry), {}, evidence)


def cover(members: Sequence[str], entries: Set[str], whole: Sequence[str]) -> list[str]:
    """The shortest entries below which are just these members; `whole` are all whole codes, both in order."""
    found: list[str] = []
    for member in members:
        if not found or not member.startswith(found[-1]):
            fitting = (start for start in codes_above(member) if start in entries)
            found.append(next((s for s in fitting if _count(members, s) == _count(whole, s)), member))
    return found


def diagnosis_curie(code: str) -> str:
    """The CURIE of a diagnosis that is written without its point."""
    return f"ICD10CM:{dotted(code)}"


def _without_point(curie: str) -> str:
    return curie.partition(":")[2].replace(".", "")


def _count(codes: Sequence[str], start: str) -> int:
    """How many of some codes in order begin so."""
    return bisect_left(codes, f"{start}~") - bisect_left(codes, start)
