"""An edit that holds for a code, and the edits that there are, from `data/codes/code-edits.tsv`."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.model.elements import Evidence, Node, Value
from graph.model.source_files import ROOT

CODES = ROOT / "data" / "codes"
CODE_EDITS = CODES / "code-edits.tsv"
_AGES = ("age_min_years", "age_max_years")


@dataclass(frozen=True, slots=True)
class HeldEdit:
    """That an edit, by its slug, holds for a code, and who says so."""

    code: str
    edit: str
    evidence: Evidence


def edit_curie(edit: str) -> str:
    """The CURIE of an edit."""
    return f"EDIT:{edit}"


def code_edit_nodes() -> Iterator[Node]:
    """A node for each edit."""
    for row in read_table(CODE_EDITS):
        properties: dict[str, Value] = {"edit_type": row["type"], "description": row["description"]}
        properties |= {name: int(row[name]) for name in _AGES if row[name]}
        properties |= {name: row[name] for name in ("sex", "care_setting") if row[name]}
        yield Node(edit_curie(row["edit"]), "CodeEdit", row["title"], properties)


def properties_of(edits: Iterable[Node]) -> dict[str, Value]:
    """What edits say together of a code that has all of them; of several ages, the range that all allow.

    Sexes that contradict each other are not said.
    """
    stated: dict[str, Value] = {}
    ages: dict[str, list[int]] = {name: [] for name in _AGES}
    sexes = set()
    for edit in edits:
        stated |= _PLACES.get((edit.properties["edit_type"], edit.properties.get("care_setting")), {})
        for name in _AGES:
            ages[name] += [value] if isinstance(value := edit.properties.get(name), int) else []
        sexes |= {edit.properties["sex"]} if "sex" in edit.properties else set()
    stated |= {name: choose(ages[name]) for name, choose in zip(_AGES, (max, min), strict=True) if ages[name]}
    return stated | ({"sex": sexes.pop()} if len(sexes) == 1 else {})


_PLACES: dict[tuple[Value, Value | None], dict[str, Value]] = {
    ("manifestation", None): {"is_manifestation": True},
    ("external_cause", None): {"is_external_cause": True},
    ("first_only", None): {"is_first_only": True},
    ("unacceptable_principal", None): {"is_unacceptable_principal": True, "is_unacceptable_first_listed": True},
    ("unacceptable_principal", "inpatient"): {"is_unacceptable_principal": True},
    ("unacceptable_principal", "outpatient"): {"is_unacceptable_first_listed": True},
}
"""Properties by the type of an edit and where it holds."""


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file with titles in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
