"""Resources of FHIR R4 as value sets, and what is refused by its field."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph.model.code_system_addresses import ADDRESSES
from graph.model.errors import InvalidArgument
from graph.model.findings import SourceError
from graph.model.source_files import ROOT
from graph.store import ComparisonOperator, Condition
from graph.value_sets.definition import Rule, ValueSet
from graph.value_sets.fhir_form import value_set_of
from graph.value_sets.library import read_value_set

FHIR = """{
  "resourceType": "ValueSet", "status": "draft", "url": "http://example.org/vs", "name": "both", "version": "2",
  "compose": {
    "include": [
      {"system": "http://hl7.org/fhir/sid/icd-10-cm",
       "filter": [{"property": "concept", "op": "is-a", "value": "E11"},
                  {"property": "code", "op": "descendent-of", "value": "E08-E13"},
                  {"property": "is_billable", "op": "=", "value": "true"},
                  {"property": "severity_level", "op": "in", "value": "cc, mcc"},
                  {"property": "added_date", "op": "at_least", "value": "2020-10-01"},
                  {"property": "age_min_years", "op": "exists", "value": "false"}]},
      {"valueSet": ["http://example.org/other|1", "third"]}],
    "exclude": [{"system": "http://www.ama-assn.org/go/cpt", "concept": [{"code": "00100", "display": "Brace"}]}]}}"""
TOML = """
url = "http://example.org/vs"
name = "both"
version = "2"
[[include]]
system = "ICD10CM"
filter = [
  { property = "concept", op = "is-a", value = "E11" },
  { property = "concept", op = "descendent-of", value = "E08-E13" },
  { property = "is_billable", op = "equals", value = true },
  { property = "severity_level", op = "any_of", value = ["cc", "mcc"] },
  { property = "added_date", op = "at_least", value = 2020-10-01 },
  { property = "age_min_years", op = "is_known", value = false },
]
[[include]]
valueSet = ["http://example.org/other|1", "third"]
[[exclude]]
system = "CPT"
concept = ["00100"]
"""
READ = ValueSet(
    (
        Rule(
            ("ICD10CM",),
            below=(("E11", True), ("E08-E13", False)),
            conditions=(
                Condition("is_billable", ComparisonOperator.EQUALS, True),
                Condition("severity_level", ComparisonOperator.ANY_OF, ("cc", "mcc")),
                Condition("added_date", ComparisonOperator.AT_LEAST, "2020-10-01"),
                Condition("age_min_years", ComparisonOperator.IS_KNOWN, False),
            ),
        ),
        Rule(value_sets=("http://example.org/other|1", "third")),
    ),
    (Rule(("CPT",), ("00100",)),),
    name="both",
    url="http://example.org/vs",
    version="2",
)


def test_fhir_and_toml_say_the_same() -> None:
    assert value_set_of(json.loads(FHIR)) == value_set_of(tomllib.loads(TOML)) == READ


def test_the_page_shows_a_shipped_value_set_and_the_addresses() -> None:
    page = (ROOT / "docs" / "data" / "value-sets.md").read_text(encoding="utf-8")
    assert (ROOT / "data" / "valuesets" / "diabetes.toml").read_text(encoding="utf-8") in page
    assert [address for address in ADDRESSES.values() if f"`{address}`" not in page] == []


def test_an_address_may_be_of_two_systems() -> None:
    (rule,) = value_set_of({"include": [{"system": ADDRESSES["ICD9CM"]}]}).include
    assert rule.systems == ("ICD9CM", "ICD9PCS")


def _filtered(**stated: Any) -> dict[str, Any]:
    return {"compose": {"include": [{"system": "ICD10CM", "filter": [{"property": "code", "op": "=", **stated}]}]}}


@pytest.mark.parametrize(
    ("resource", "field", "guess"),
    [
        ({"resourceType": "CodeSystem"}, "resourceType", None),
        ({}, "include", None),
        ({"compose": []}, "compose.include", None),
        ({"include": [{"system": "ICD10"}]}, "include[0].system", "ICD10CM"),
        ({"include": [{}]}, "include[0].system", None),
        ({"include": ["E11"]}, "include[0].concept", None),
        ({"include": [{"system": "CPT", "concepts": []}]}, "include[0].concepts", "concept"),
        ({"include": [{"system": "CPT", "concept": [{"code": 1}]}]}, "include[0].concept[0].code", None),
        ({"include": [{"system": "CPT"}], "exclude": [{"valueSet": [1]}]}, "exclude[0].valueSet", None),
        (_filtered(op="regex", value="E1.*"), "compose.include[0].filter[0].op", None),
        (_filtered(op="is-b", value="E11"), "compose.include[0].filter[0].op", "is-a"),
        (_filtered(property="isBillable", value="true"), "compose.include[0].filter[0].property", "is_billable"),
        (_filtered(property="is_billable", value="yes"), "compose.include[0].filter[0].value", None),
        (_filtered(property="severity_level", value="ccc"), "compose.include[0].filter[0].value", "cc"),
        (_filtered(property="added_date", value="2020-13-01"), "compose.include[0].filter[0].value", None),
        (_filtered(), "compose.include[0].filter[0].value", None),
        (_filtered(value=["E11", "E12"]), "compose.include[0].filter[0].value", None),
        ({"title": 3, "include": [{"system": "CPT"}]}, "title", None),
    ],
)
def test_what_is_wrong_is_told_by_its_field(resource: dict[str, Any], field: str, guess: str | None) -> None:
    with pytest.raises(InvalidArgument) as refused:
        value_set_of(resource)
    assert (refused.value.details["field"], refused.value.details.get("did_you_mean")) == (field, guess)


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("a.json", FHIR.replace('"is-a"', '"is-b"'), "INVALID_VALUE_SET", 6),
        ("a.toml", TOML.replace('"CPT"', '"CTP"'), "INVALID_VALUE_SET", 18),
        ("a.toml", "name = 'a'\n[[include\n", "MALFORMED_FILE", 2),
        ("a.json", '{\n"a":', "MALFORMED_FILE", 2),
        ("a.json", "[" * 5_000, "MALFORMED_FILE", 1),
        ("a.json", "[]", "INVALID_VALUE_SET", 1),
        ("a.toml", "\udcff", "MALFORMED_FILE", None),
    ],
)
def test_findings_of_files_have_lines(tmp_path: Path, name: str, text: str, code: str, line: int | None) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(SourceError) as refused:
        read_value_set(tmp_path / name)
    assert (refused.value.code(), refused.value.line) == (code, line)
