"""The shipped history against what it was not made from: the grouper's versions, and what the CDC says it changed."""

import csv
import json
import lzma
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from drgpy._versions import SUPPORTED_VERSIONS

from graph.ingest.codes.history.conversion_table import effective_day
from graph.ingest.codes.history.icd10cm_history import CONVERSION
from graph.model.elements import Node
from graph.model.icd10cm_form import dotted
from graph.model.source_files import local_path
from graph.store import GraphStore
from graph.traversal.code_validity import ValidityStatus, code_days
from tests.conftest import SHARED, ask_store

PUBLISHED = SHARED / "codesets" / "as-published"
needs_published = pytest.mark.skipif(not PUBLISHED.exists(), reason="the published files are not part of the project")
AS_OF_LATER = {
    "v37": {"U07.0", "U07.1"},
    "v38": {"J12.82", "M35.8", "M35.81", "M35.89", "Z11.52", "Z20.822", "Z86.16"},
    "v39": {"Z28.3", "Z28.310", "Z28.311", "Z28.39"},
}
"""Codes that began or ended within a fiscal year; the tables of its October in `drgpy` know it already."""


@cache
def grouped(version: str) -> frozenset[str]:
    """The diagnoses that a version of the grouper knows."""
    path = local_path(f"package:drgpy.runtime_data/{version}.json.xz")
    return frozenset(map(dotted, json.loads(lzma.decompress(path.read_bytes()))["dxmap"]))


@pytest.fixture(scope="module")
def diagnoses(shipped: GraphStore) -> Mapping[str, Node]:
    graph = shipped.topology.graph
    nodes = (graph.node(int(number)) for number in graph.of_kind("Diagnosis"))
    return {str(node.properties["code"]): node for node in nodes if "code" in node.properties}


def test_a_grouper_has_a_code_on_just_the_days_on_which_it_is_valid(diagnoses: Mapping[str, Node]) -> None:
    every = frozenset().union(*(grouped(version.name) for version in SUPPORTED_VERSIONS))
    assert every <= diagnoses.keys()
    days = {code: code_days(diagnoses[code].properties) for code in every}
    for version in SUPPORTED_VERSIONS:
        valid = {code for code, known in days.items() if known.status(version.effective_date) is ValidityStatus.VALID}
        assert grouped(version.name) ^ valid == AS_OF_LATER.get(version.name, set())


def addenda() -> list[tuple[str, str, str]]:
    """What the CDC says it changed for fiscal year 2026: action, code, title."""
    text = (PUBLISHED / "icd10cm" / "icd10cm-codes-addenda-2026.txt").read_text(encoding="ascii")
    rows = re.findall(r"^(Add|Delete|Revise from|Revise to):\s+(\S+)\s+(.*?)\s*$", text, re.MULTILINE)
    return [(action, dotted(code), title) for action, code, title in rows]


@needs_published
def test_the_changes_of_fiscal_year_2026_are_those_of_the_addenda(shipped: GraphStore) -> None:
    query = """{ changes(system: ICD10CM, from: 2025, to: 2026, first: 1000) { nodes { kind titleBefore titleAfter
        before { code } after { code } } } }"""
    found = ask_store(shipped, query)["data"]["changes"]["nodes"]
    codes = {end: {node["code"] for change in found if change["kind"] != "RETITLED" for node in change[end]}
             for end in ("before", "after")}  # fmt: skip
    stated = {action: {code for of, code, _ in addenda() if of == action} for action, _, _ in addenda()}
    assert codes == {"before": stated["Delete"], "after": stated["Add"]}
    retitled = {
        (change["before"][0]["code"], change["titleBefore"]) for change in found if change["kind"] == "RETITLED"
    }
    assert retitled == {(code, title) for action, code, title in addenda() if action == "Revise from"}


@needs_published
def test_a_code_that_ended_has_the_title_of_the_addenda(diagnoses: Mapping[str, Node]) -> None:
    deleted = {code: title for action, code, title in addenda() if action == "Delete"}
    gone = {code: diagnoses[code].name for code in deleted if diagnoses[code].properties["is_deleted"]}
    assert len(gone) == 12
    assert gone == {code: deleted[code] for code in gone}


@needs_published
def test_the_shipped_conversion_table_is_the_published_one() -> None:
    name = "ICD-10-CM-CONVERSION-TABLE-FY2026.saved-as.csv"
    rows = read(PUBLISHED / "icd10cm" / name, ",")
    shipped_rows = read(CONVERSION, "\t")
    published = {(code.replace(".", ""), day, previous) for code, day, previous in rows if code != "E11.3X11"}
    assert {(code.replace(".", ""), day, previous) for code, day, previous in shipped_rows} == published


def read(path: Path, delimiter: str) -> list[tuple[str, date, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file, delimiter=delimiter)]
    return [(row[0], effective_day(row[1]), row[2]) for row in rows if row[0] and re.match(r"\d", row[1])]


@needs_published
def test_codes_of_icd_10_pcs_that_are_known_to_be_new_are_those_of_the_addenda(shipped: GraphStore) -> None:
    text = (PUBLISHED / "icd10pcs" / "order_addenda_2026.txt").read_text(encoding="ascii")
    added = set(re.findall(r"^Add:\s+(\w{7}) ", text, re.MULTILINE))
    query = """{ changes(system: ICD10PCS, from: 2025, to: 2026, kinds: [NEW], first: 1000) {
        nodes { day after { code } } } }"""
    found = ask_store(shipped, query)["data"]["changes"]["nodes"]
    october = {change["after"][0]["code"] for change in found if change["day"] == "2025-10-01"}
    assert len(october) > 40
    assert october <= added
