"""Coverage determinations, their articles and answers of the coverage API: what is read, and what is found."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.ingest.build import BuildResult
from graph.ingest.verify_quotes import verify
from graph.model.findings import SourceError, UnexpectedValue
from tests.conftest import SHARED
from tests.graph.ingest.codes import files
from tests.graph.ingest.codes.files import put, read

CMS = "POLICY:centers-for-medicare-medicaid-services"
VIEW = "https://www.cms.gov/medicare-coverage-database/view/"
CONTENT = "$.policies[0].associated_documents.related_local_coverage_documents[0].article_content"


def determination(content: object, **policy: Any) -> dict[str, Any]:
    """A file with one determination, whose article has this content."""
    article = {"id": "A52345", "title": "Billing", "article_content": content}
    of_it = {"lcd_id": "L33577", "title": "Slings", **policy}
    return {"policies": [{**of_it, "associated_documents": {"related_local_coverage_documents": [article]}}]}


def group(paragraph: object = "", *codes: object) -> dict[str, Any]:
    return {"paragraph": paragraph, "codes": [{"code": code, "description": "A diagnosis"} for code in codes]}


def built(folder: Path, value: object, **others: str) -> tuple[BuildResult, list[SourceError]]:
    return read(put(folder, **{"coverage.json": json.dumps(value), **others}))


def coverages(result: BuildResult) -> dict[str, str]:
    edges = result.graph.edges(keys=True, data=True)
    return {source: data["coverage"] for source, _, kind, data in edges if kind in ("LISTED_BY", "GOVERNED_BY")}


def places(findings: list[SourceError]) -> list[tuple[str, object, object]]:
    return [(type(finding).__name__, finding.details["at"], finding.details.get("found")) for finding in findings]


def test_codes_of_a_table_are_read_without_signs_and_with_their_point(tmp_path: Path) -> None:
    codes = ("Z01.818*", " s48.1 ", "E119", "M54.50\u2020", "I10 (1)", "E08.-", "I25.10&lt;sup&gt;2&lt;/sup&gt;")
    result, findings = built(tmp_path, determination({"Group 1": group("", *codes)}))
    assert findings == []
    listed = ("E08", "E11.9", "I10", "I25.10", "M54.50", "S48.1", "Z01.818")
    assert coverages(result) == {f"ICD10CM:{code}": "conditional" for code in listed}


def test_words_in_capitals_are_no_codes(tmp_path: Path) -> None:
    text = "USE CODES BELOW, CODES LISTED and codes ABOVE. Applicable to CODES 99991 AND 99992:"
    result, findings = built(tmp_path, determination({"Group 1": group(text)}))
    assert findings == []
    assert coverages(result) == {"CPT:99991": "mentioned", "CPT:99992": "mentioned"}


def test_a_diagnosis_that_is_not_supported_is_not_covered_and_a_procedure_only_mentioned(tmp_path: Path) -> None:
    content = {"Codes that DO NOT support medical necessity": {"Group 1": group("Not for code 99991.", "Z00.00")}}
    result, findings = built(tmp_path, determination(content))
    assert findings == []
    assert coverages(result) == {"ICD10CM:Z00.00": "not covered", "CPT:99991": "mentioned"}


def test_a_code_of_which_nothing_tells_the_system_is_one_finding(tmp_path: Path) -> None:
    content = {"Group 1": group("See code A4999.", "V5999"), "Group 2": group("", "I10", "MILD")}
    result, findings = built(tmp_path, determination(content))
    assert coverages(result) == {"ICD10CM:I10": "conditional"}
    assert places(findings) == [
        ("AmbiguousCode", f"{CONTENT}['Group 1'].codes[0].code", None),
        ("UnexpectedValue", f"{CONTENT}['Group 2'].codes[1].code", "a text: MILD"),
        ("AmbiguousCode", f"{CONTENT}['Group 1'].paragraph", None),
    ]


def test_tables_tell_of_which_system_a_code_in_a_text_is(tmp_path: Path) -> None:
    content = {
        "CPT/HCPCS codes Group 1": group("", "A4999", "99991"),
        "ICD-10-CM codes Group 1": group("Code A4999 and code B0089 are for these.", "B0089"),
    }
    result, findings = built(tmp_path, determination(content))
    assert findings == []
    listed = {"HCPCS:A4999": "mentioned", "CPT:99991": "mentioned", "ICD10CM:B00.89": "conditional"}
    assert coverages(result) == listed
    assert result.graph.nodes["HCPCS:A4999"]["name"] == "A4999"


def test_ranges_are_the_known_codes_in_them(tmp_path: Path) -> None:
    content = {"Group 1": group("CPT codes 99991-99993", "S42.00XA-S42.00XD", "E08.00-E13.9")}
    result, findings = built(tmp_path, determination(content), list=files.ICD10CM)
    listed = coverages(result)
    assert [code for code in listed if "S42" in code] == ["ICD10CM:S42.00XA", "ICD10CM:S42.00XD"]
    assert {"CPT:99991", "CPT:99993", "ICD10CM:E08.00", "ICD10CM:E13.9"} <= listed.keys()
    unknown = [finding.details for finding in findings if finding.path.endswith("coverage.json")]
    assert unknown == [{"at": f"{CONTENT}['Group 1'].codes[1].code", "code": "E08.00-E13.9"}]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"Group 1": group(None, "I10")}, [("['Group 1'].paragraph", "null")]),
        ({"G": {"paragraph": "Code I10.", "codes": None}}, [(".G.codes", "null")]),
        ({"G": {"paragraph": "Code I10."}}, [(".G.codes", "nothing")]),
        ({"G": group("", "I10", None, 7)}, [(".G.codes[1].code", "null"), (".G.codes[2].code", "a number: 7")]),
        ({"G": {"codes": ["I10", "E11.9"]}}, [(".G.codes", "a list")]),
        ([{"name": "G", **group("", "I10")}], [("", "a list")]),
        ({"G": None, "H": group("", "I10")}, [(".G", "null")]),
        ({"G": "Report code I10."}, [(".G", "a text: Report code I10.")]),
        ({"G": [{"code": "I10"}, 5]}, [(".G", "a list"), (".G[1]", "a number: 5")]),
    ],
)
def test_other_shapes_are_findings_and_the_rest_is_read(
    tmp_path: Path, value: object, found: list[tuple[str, str]]
) -> None:
    result, findings = built(tmp_path, determination(value))
    assert "ICD10CM:I10" in coverages(result)
    shapes = [finding.details for finding in findings if isinstance(finding, UnexpectedValue)]
    assert [(shape["at"], shape["found"]) for shape in shapes] == [(CONTENT + at, what) for at, what in found]


@pytest.mark.parametrize(
    ("policy", "at"),
    [
        ({"title": None}, ".title"),
        ({"title": ["x"]}, ".title"),
        ({"title": ""}, ".title"),
        ({"lcd_id": None}, ".lcd_id"),
    ],
)
def test_a_determination_without_title_or_number_is_a_finding_and_its_article_is_read(
    tmp_path: Path, policy: dict[str, object], at: str
) -> None:
    result, findings = built(tmp_path, determination({"G": group("", "I10")}, **policy))
    assert [finding.details["at"] for finding in findings] == [f"$.policies[0]{at}"]
    assert "ICD10CM:I10" in coverages(result)
    assert result.graph.has_node("POLICY:l33577") == (at == ".title")


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ({"policies": None}, "$.policies"),
        ({"policies": []}, "$.policies"),
        ({"policies": [7]}, "$.policies[0]"),
        ({"policies": [{"lcd_id": 1, "title": "x", "associated_documents": 1}]}, "$.policies[0].associated_documents"),
        ({"meta": {"fields": ["lcd_id"]}, "lcd_id": 1, "data": []}, "$.data"),
        ({"data": [{"article_id": 52345, "icd10_code_id": code} for code in ("I10", "Z08")]}, "$.data"),
        ([[{"lcd_id": 1}]], "$[0]"),
    ],
)  # fmt: skip
def test_a_file_of_which_nothing_is_read_says_so_once(tmp_path: Path, value: object, at: str) -> None:
    _, findings = built(tmp_path, value)
    assert [(type(finding).__name__, finding.details["at"]) for finding in findings] == [("UnexpectedValue", at)]


def test_answers_of_the_coverage_api_are_read(tmp_path: Path) -> None:
    rows = [
        {"lcd_id": 33577, "lcd_version": 60, "title": "Slings &amp;amp; casts", "rev_eff_date": "2025-01-02 00:00:00",
         "date_retired": None, "status": "A"},
        {"document_id": 52345, "document_version": 3, "document_display_id": "A52345", "document_type": "Article",
         "title": "Billing", "contractor_name_type": "First, LLC\r\n(DME MAC)\r\n\r\nSecond, Inc.\r\n(DME MAC)",
         "effective_date": "01/02/2020", "retirement_date": "12/31/2024", "note": "Retired",
         "url": f"{VIEW}article.aspx?articleid=52345&ver=3"},
        {"document_id": 999, "document_display_id": "240.2", "document_type": "NCD", "title": "Oxygen",
         "url": "/data/ncd?ncdid=169&ncdver=2", "last_updated": "12/02/2024"},
    ]  # fmt: skip
    result, findings = built(tmp_path, {"meta": {"status": {"id": 200}}, "data": rows})
    assert findings == []
    nodes = {curie: {k: v for k, v in data.items() if v} for curie, data in result.graph.nodes(data=True)}
    assert nodes["POLICY:l33577"] == {
        "kind": "Policy", "name": "Slings & casts", "number": "L33577", "type": "LCD", "version": "60",
        "url": f"{VIEW}lcd.aspx?lcdid=33577", "effective_date": "2025-01-02", "status": "active",
    }  # fmt: skip
    assert nodes["POLICY:first-a52345"] == {
        "kind": "Policy", "name": "Billing", "number": "A52345", "type": "Article", "version": "3",
        "url": f"{VIEW}article.aspx?articleid=52345", "effective_date": "2020-01-02", "retired_date": "2024-12-31",
        "status": "retired", "jurisdiction": "DME MAC",
    }  # fmt: skip
    assert nodes["POLICY:ncd-240-2"] == {
        "kind": "Policy", "name": "Oxygen", "number": "NCD 240.2", "type": "NCD", "url": f"{VIEW}ncd.aspx?ncdid=169",
        "review_date": "2024-12-02",
    }  # fmt: skip
    assert sorted(result.graph.successors("POLICY:first-a52345")) == ["PAYER:first", "PAYER:second"]


def test_a_date_that_is_none_is_a_finding_and_the_document_is_read(tmp_path: Path) -> None:
    rows = [
        {"document_display_id": "L33577", "title": "Sling", "effective_date": "13/45/2020", "retirement_date": "N/A"}
    ]
    table = files.DOCUMENTS.replace("08/14/2020", "02/30/2020").replace("Retired", "(Notice Ended 08/16/2025)")
    result, findings = built(tmp_path, rows, **{"list.csv": table})
    assert [finding.details.get("at", finding.line) for finding in findings] == [5, "$[0].effective_date"]
    policies = {data["number"]: data for _, data in result.graph.nodes(data=True) if data["kind"] == "Policy"}
    assert sorted(policies) == ["L1", "L2", "L33577"]
    assert (policies["L33577"]["status"], policies["L1"]["status"]) == ("active", "active")


def test_a_file_with_a_mark_or_in_windows_1252_is_read_and_its_quotes_hold(tmp_path: Path) -> None:
    text = json.dumps(
        determination({"G": group("<p>Caf\u00e9: code&amp;nbsp;I10.\\nSee</p>", "E11.9")}), ensure_ascii=False
    )
    put(tmp_path, marked=b"\xef\xbb\xbf" + text.encode(), old=text.replace("A52345", "A52346").encode("cp1252"))
    result, findings = read(tmp_path)
    assert [type(finding).__name__ for finding in findings] == ["UndecodableText"]
    edge = result.graph.edges["ICD10CM:I10", f"{CMS}-a52345", "LISTED_BY"]
    assert (edge["coverage"], edge["evidence"][0].quote) == ("mentioned", "Caf\u00e9: code I10. See")
    assert list(verify(result.graph)) == []


@pytest.mark.skipif(not (SHARED / "cases").exists(), reason="the shared cases are not part of the project")
def test_the_shared_cases_are_read(tmp_path: Path) -> None:
    paths = [*(SHARED / "cases/10-lcd-json").glob("*.json"), *(SHARED / "cases/20-lcd-cms-api").glob("*.json"),
             SHARED / "codesets/as-published/mcd/lcd_raw.head.json"]  # fmt: skip
    result, findings = read(put(tmp_path, **{path.name: path.read_bytes() for path in paths}))
    numbers = {data["number"] for _, data in result.graph.nodes(data=True) if data["kind"] == "Policy"}
    assert {*(f"L10{n}" for n in range(1, 8)), "L33577", "L40187", "L33610", "L33794"} <= numbers
    assert result.graph.has_node("ICD10CM:Z01.818")
    assert coverages(result)["ICD10CM:Z00.00"] == "not covered"
    assert sorted(Path(finding.path).name for finding in findings) == [
        "e-no-title.json", "f-null.json", "f-null.json", "g-list.json",
    ]  # fmt: skip
