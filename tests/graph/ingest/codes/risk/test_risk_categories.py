"""The risk categories as they are read, beside what CMS publishes."""

from collections import defaultdict

import pytest

from bench.truth.cms_risk_files import Pairs, published_mapping
from graph.ingest.codes.risk.models import MODELS
from graph.model.elements import Edge
from tests.conftest import SHARED

PUBLISHED = SHARED / "codesets" / "as-published" / "hcc"
MAPPING_2026, MAPPING_2027 = (
    PUBLISHED / f"{name}.csv" for name in ("2026 Initial ICD-10-CM Mappings", "2027 Initial ICD-10-CM Mappings.head")
)
needs_published = pytest.mark.skipif(not PUBLISHED.exists(), reason="the published files are not part of the project")
ADDENDA = SHARED / "codesets" / "as-published" / "icd10cm" / "icd10cm-codes-addenda-2026.txt"


def mapped(edges: dict[str, list[Edge]], year: str) -> dict[str, Pairs]:
    """By the prefix of each model the codes, without points, and the categories that they have before any edit."""
    found = defaultdict[str, Pairs](set)
    for edge in edges["IN_RISK_CATEGORY"]:
        years = edge.properties["payment_years"]
        prefix, _, number = edge.target.removeprefix("HCC:").rpartition("-")
        if isinstance(years, tuple) and year in years and not is_given_by_an_edit(edge):
            found[prefix].add((edge.source.removeprefix("ICD10CM:").replace(".", ""), number))
    return found


def is_given_by_an_edit(edge: Edge) -> bool:
    """The models' own edits give another category to women, to children, or below 50."""
    limits = edge.properties
    is_for_few = limits.get("sex") == "female" or limits.get("age_max") in (17, 49)
    return limits.get("limited_by") == "model" and is_for_few


@needs_published
def test_the_mapping_of_2026_is_the_initial_one_with_the_codes_of_fiscal_year_2026(
    edges: dict[str, list[Edge]],
) -> None:
    added = {line[13:21].strip() for line in ADDENDA.read_text().splitlines() if line.startswith("Add:")}
    ours, theirs = mapped(edges, "2026"), published_mapping(MAPPING_2026)
    assert ours.keys() == theirs.keys() == {model.prefix for model in MODELS}
    for model, pairs in theirs.items():
        assert pairs - ours[model] == set()
        assert {code for code, _ in ours[model] - pairs} <= added
        assert len(ours[model] - pairs) in range(134, 149), "codes of fiscal year 2026 in each of the models"


@needs_published
def test_the_mapping_of_v28_has_all_that_the_software_has(edges: dict[str, list[Edge]]) -> None:
    lines = (PUBLISHED / "F2825T1N.TXT").read_text().splitlines()
    theirs = {(code.strip(), number.strip()) for code, number, *_ in (line.split("\t") for line in lines)}
    assert len(theirs) == 8183
    assert theirs - mapped(edges, "2026")["V28"] == set()


@needs_published
def test_the_mapping_of_2027_begins_as_the_initial_one(edges: dict[str, list[Edge]]) -> None:
    ours, theirs = mapped(edges, "2027"), published_mapping(MAPPING_2027)
    assert sum(map(len, theirs.values())) == 57
    assert [model for model, pairs in theirs.items() if pairs - ours[model]] == []
    assert "V24" not in ours


def test_years_say_which_codes_they_reach(edges: dict[str, list[Edge]]) -> None:
    """G20 ended with fiscal year 2023, C83.39 with 2024; C81.0A began with 2025, G35.A with 2026."""
    of_v28 = [edge for edge in edges["IN_RISK_CATEGORY"] if edge.target.startswith("HCC:V28-")]
    years = {edge.source.removeprefix("ICD10CM:"): edge.properties for edge in of_v28}
    assert years["G20"] == {"payment_years": ("2025",)}
    assert years["C83.39"] == {"payment_years": ("2025", "2026")}
    assert years["C81.0A"] == {"payment_years": ("2026", "2027"), "provisional_years": ("2027",)}
    assert years["G35.A"] == years["C81.0A"]
