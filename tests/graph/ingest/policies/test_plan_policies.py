"""Policies of plans: one wrong value is one finding, and the rest of its row is kept."""

from pathlib import Path

import pytest

from graph.ingest.build import BuildResult, build
from graph.ingest.codes.icd10cm.tabular_list import Icd10Cm
from graph.ingest.codes.icd10pcs import PackagedIcd10Pcs
from graph.ingest.policies.plan_policies import PlanPolicies
from graph.model.findings import SourceError
from tests.conftest import SHARED
from tests.graph.ingest.codes import files
from tests.graph.ingest.codes.files import put, read

HEAD = "payer,policy_number,title,url,effective_date,status,code_system,codes,coverage\n"
CASES = SHARED / "cases" / "09-plan-policy-lists" / "policies.csv"


def told(folder: Path, *rows: str) -> tuple[BuildResult, list[tuple[int | None, str]]]:
    """The graph of these rows beside a small tabular list, and the findings about them."""
    built, findings = read(put(folder, list=files.ICD10CM, plan=HEAD + "\n".join(rows) + "\n"))
    return built, [(f.line, type(f).__name__) for f in findings if f.path.endswith("plan")]


def listed(built: BuildResult, policy: str) -> list[str]:
    return sorted(s for s, _, kind in built.graph.in_edges(policy, keys=True) if kind in ("LISTED_BY", "GOVERNED_BY"))


def test_an_entry_is_listed_with_all_below_it(tmp_path: Path) -> None:
    built, findings = told(tmp_path, "Plan,1,T,,,,ICD10CM,S42.00,covered")
    assert findings == []
    assert listed(built, "POLICY:plan-1") == ["ICD10CM:S42.00", "ICD10CM:S42.00XA", "ICD10CM:S42.00XD"]


def test_a_date_that_is_none_is_one_finding_and_the_policy_keeps_its_codes(tmp_path: Path) -> None:
    built, findings = told(tmp_path, "Plan,1,T,,01/02/2026,,ICD10CM,S42-S48,covered", "Plan,2,T,,2026-13-40,,CPT,,")
    assert findings == [(2, "InvalidProperty"), (3, "InvalidProperty")]
    assert "effective_date" not in built.graph.nodes["POLICY:plan-1"]
    assert "ICD10CM:S48" in listed(built, "POLICY:plan-1")
    assert "POLICY:plan-2" in built.graph


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ("Plan,1,T,,,,ICD10CM,All diagnoses except S48,covered", "UnclearCodeList"),
        ("Plan,1,T,,,,ICD10CM,S42; S48; as the plan sees fit,covered", "UnclearCodeList"),
        ("Plan,1,T,,,,SNOMED,S42,covered", "MalformedRow"),
        ("Plan,1,T,,,,ICD10CM,S42,sometimes", "MalformedRow"),
        ("Plan,1,T,,,,SNOMED,S42,sometimes", "MalformedRow"),
        ("Plan,1,T,,,,CPT,\"99991, 99992, 99993-99999\",covered", "UnknownCode"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_understood_is_one_finding_and_lists_nothing(tmp_path: Path, row: str, finding: str) -> None:
    built, findings = told(tmp_path, row)
    assert findings == [(2, finding)]
    assert listed(built, "POLICY:plan-1") == []
    assert "applies_to_all" not in built.graph.nodes["POLICY:plan-1"]
    assert built.graph.has_edge("POLICY:plan-1", "PAYER:plan", "ISSUED_BY")


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not part of the project")
def test_the_shared_cases() -> None:
    policies = PlanPolicies(CASES)
    built = build([Icd10Cm.from_package(), PackagedIcd10Pcs(), policies])
    found = {f"P{number:02}": listed(built, f"POLICY:test-plan-p{number:02}") for number in range(1, 22)}
    told: list[SourceError] = policies.findings
    assert [(f.line, type(f).__name__) for f in told] == [
        (8, "UnclearCodeList"),
        (10, "UnclearCodeList"),
        (14, "UnknownCode"),
        (15, "UnknownCode"),
        (21, "UnclearCodeList"),
    ]
    assert [name for name, codes in found.items() if not codes] == ["P07", "P09", "P12", "P13", "P19"]
    assert not any("applies_to_all" in node for _, node in built.graph.nodes(data=True))
    every = [curie for curie in built.graph if curie.startswith("ICD10CM:")]
    below = sorted(curie for curie in every if curie.startswith("ICD10CM:E11") and "-" not in curie)
    assert found["P04"] == found["P16"] == found["P17"] == found["P20"] == below
    assert {curie[8:11] for curie in found["P02"]} == {"E10", "E11"}
    assert {curie[8:11] for curie in found["P14"]} == {"E08", "E09", "E10", "E11", "E13"}
    assert {curie[8:11] for curie in found["P15"]} == {"C76", "C77", "C78", "C79", "C80"}
    assert found["P08"] == found["P18"] == ["ICD10CM:E10.9", "ICD10CM:E11.9"]
    assert found["P05"] == found["P06"] == ["ICD10CM:S42.001A"]
    assert found["P10"] == found["P11"] == ["ICD10PCS:0FT40ZZ", "ICD10PCS:0FT44ZZ"]
    assert {curie[8:13] for curie in found["P03"] if len(curie) == 13} >= {"E11.0", "E11.9"}
    assert "ICD10CM:E10.9" in found["P21"]
    assert "ICD10CM:E10" not in found["P21"]
