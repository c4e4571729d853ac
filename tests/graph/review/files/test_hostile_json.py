"""JSON and bytes as nobody should write them: each is a finding, and what is right beside it is read."""

import json
from pathlib import Path

import pytest

from graph.model.findings import MalformedFile, MalformedRow, UndecodableText
from graph.review.files.case_in_file import CaseInFile
from tests.graph.review.files.test_case_files import CASE, cases, read


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sex": []}, "sex: a list is not among FEMALE, MALE"),
        ({"setting": {}}, "setting: an object is not among"),
        ({"sex": 1}, "sex: 1 is not among"),
        ({"diagnoses": [{"code": "I10", "presentOnAdmission": ["YES"]}]}, "presentOnAdmission: a list is not"),
        ({"riskCategories": [None]}, "riskCategories is a list of texts"),
        ({"procedures": [{"code": "x", "modifiers": [59]}]}, "modifiers is a list of texts"),
        ({"procedures": [{"code": "x", "units": 10_000}]}, "units is a whole number from 1 to 9999"),
        ({"procedures": [{"code": "x" * 41}]}, "code: 41 characters are more than 40"),
        ({"diagnoses": ["x" * 100_000]}, "code: 100000 characters are more than 40"),
        ({"dateOfService": [2026]}, "dateOfService: a list is no day"),
        ({"id": [1]}, "id is a text or a number"),
        ({"x" * 100_000: 1}, "a case has no field x"),
        ({"sex": "x" * 100_000}, "sex: 'x"),
    ],
)
def test_a_wrong_value_is_a_finding_of_bounded_length(tmp_path: Path, change: dict[str, object], told: str) -> None:
    wrong, right = read(tmp_path, json.dumps({**CASE, **change}) + "\n" + json.dumps(CASE))
    assert isinstance(wrong, MalformedRow)
    assert (told in str(wrong), len(str(wrong)) < 500) == (True, True), str(wrong)
    assert isinstance(right, CaseInFile)


def test_a_value_nested_deeply_is_a_finding(tmp_path: Path) -> None:
    (wrong,) = read(tmp_path, "[" * 900 + "]" * 900)
    assert isinstance(wrong, MalformedRow)


@pytest.mark.parametrize(("name", "shown"), [(0, "0"), (7, "7"), ("0", "0"), ("", "1"), (None, "1")])
def test_zero_is_an_id_and_an_empty_text_is_none(tmp_path: Path, name: object, shown: str) -> None:
    assert list(cases(read(tmp_path, json.dumps({**CASE, "id": name})))) == [shown]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085"])
def test_only_a_line_feed_ends_a_line(tmp_path: Path, separator: str) -> None:
    line = json.dumps({**CASE, "id": f"a{separator}b"}, ensure_ascii=False)
    assert list(cases(read(tmp_path, f"{line}\r\n{json.dumps(CASE)}\n"))) == [f"a{separator}b", "2"]


def test_a_line_that_cannot_be_read_is_not_repeated(tmp_path: Path) -> None:
    wrong, right = read(tmp_path, '{"id": "' + "JANE DOE " * 1_000 + "\n" + json.dumps(CASE))
    assert isinstance(wrong, MalformedRow)
    assert ("JANE" in str(wrong), "it is no JSON" in str(wrong)) == (False, True), str(wrong)
    assert isinstance(right, CaseInFile)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [json.dumps({**CASE, "id": "a"}), "case,diagnoses\na,I10\n"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    assert list(cases(read(tmp_path, text.encode(encoding)))) == ["a"]


def test_one_byte_that_is_not_utf_8_loses_no_case(tmp_path: Path) -> None:
    finding, first, second = read(tmp_path, "case,diagnoses\na,I10\nMüller,I10\n".encode("cp1252"))
    assert isinstance(finding, UndecodableText)
    assert finding.line == 3
    assert isinstance(first, CaseInFile)
    assert isinstance(second, CaseInFile)
    assert (first.name, second.name) == ("a", "Müller")


def test_utf_16_that_breaks_off_is_a_finding_and_what_came_before_is_read(tmp_path: Path) -> None:
    finding, case, *_ = read(tmp_path, "diagnoses\nI10\n".encode("utf-16") + b"\x00")
    assert isinstance(finding, MalformedFile)
    assert isinstance(case, CaseInFile)
    assert [item.code for item in case.case.diagnoses] == ["I10"]
