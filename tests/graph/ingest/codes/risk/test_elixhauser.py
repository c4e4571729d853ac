"""Elixhauser comorbidities: the tables are AHRQ's workbook, and others who read its software say the same."""

import csv
import sys
from collections import defaultdict

import pytest

from graph.ingest.codes.risk.elixhauser import DIAGNOSES, MEASURES, Elixhauser
from graph.model.elements import Edge, Node
from graph.model.source_files import package_folder
from tests.elixhauser_tables import published_tables, workbook

NAMED_OTHERWISE = {
    "Chronic blood loss (iron deficiency)": "Chronic blood loss anemia (iron deficiency)",
    "Liver disease and failure, moderate to severe": "Liver disease, moderate to severe",
    "Renal (kidney) failure and disease, moderate": "Renal failure, moderate",
    "Renal (kidney) failure and disease, severe": "Renal failure, severe",
    "Peptic ulcer with bleeding": "Peptic ulcer disease",
}
"""What `pycomorb` calls measures in its own words."""


def _installed(package: str) -> bool:
    try:
        return package_folder(package).exists()
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def items() -> list[Node | Edge]:
    return list(Elixhauser().read())


def test_the_tables_are_the_workbook() -> None:
    tables = published_tables(workbook())
    assert tables.keys() == {MEASURES, DIAGNOSES}
    for path, text in tables.items():
        assert path.read_text(encoding="utf-8") == text


def test_38_measures_18_of_which_need_presence_on_admission(items: list[Node | Edge]) -> None:
    """As AHRQ's user guide counts them: 38 measures; 20 hold whatever is said of admission."""
    measures = [item for item in items if isinstance(item, Node) and item.kind == "Comorbidity"]
    assert len(measures) == 38
    assert sum(bool(measure.properties["needs_present_on_admission"]) for measure in measures) == 18


def test_a_diagnosis_shows_its_comorbidities(items: list[Node | Edge]) -> None:
    """Of I13.2, hypertensive heart and kidney disease with heart failure and stage 5, AHRQ's program says three."""
    edges = [item for item in items if isinstance(item, Edge)]
    shown = {edge.target.partition(":")[2] for edge in edges if edge.source == "ICD10CM:I13.2"}
    assert shown == {"HF", "HTN_CX", "RENLFL_SEV"}
    after_stroke = {edge.target: edge.properties for edge in edges if edge.source == "ICD10CM:I69.351"}
    assert after_stroke == {"ELIXHAUSER:CBVD": {"is_sequela": True}, "ELIXHAUSER:PARALYSIS": {}}


@pytest.mark.skipif(not _installed("pycomorb.common"), reason="pycomorb, the second witness, is not installed")
def test_another_reader_of_the_software_says_the_same(items: list[Node | Edge]) -> None:
    """`pycomorb` names a code by how it began: a code that was divided since stands for all below it."""
    csv.field_size_limit(sys.maxsize)
    theirs = defaultdict[str, set[str]](set)
    with (package_folder("pycomorb.common") / "ELIXHAUSER_AHRQ_ICD10.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            theirs[row["category"].strip()] |= set(row["icd10_codes"].split("|"))
    names = {item.curie: item.name for item in items if isinstance(item, Node)}
    ours = defaultdict[str, set[str]](set)
    for item in items:
        if isinstance(item, Edge):
            name = names[item.target]
            ours[NAMED_OTHERWISE.get(name, name)].add(item.source.removeprefix("ICD10CM:").replace(".", ""))
    assert ours.keys() == theirs.keys()
    for name, codes in ours.items():
        unknown = {code for code in codes if not any(code[:end] in theirs[name] for end in range(3, len(code) + 1))}
        ended = {code for code in theirs[name] if not any(other.startswith(code) for other in codes)}
        assert (name, unknown, ended) == (name, set(), set())
