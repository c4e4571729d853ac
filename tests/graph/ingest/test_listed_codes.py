"""Codes in the sentences of articles, and what a group says of the codes in its table."""

import time

import pytest

from graph.ingest.policies.article_groups import group_coverage
from graph.ingest.policies.listed_codes import codes_in_text

DIAGNOSIS, PROCEDURE = "ICD-10-CM", "CPT or HCPCS"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("HCPCS code A4999 and ICD-10-CM code A49.9.", {"A4999": PROCEDURE, "A49.9": DIAGNOSIS}),
        ("ICD-10 codes A4999 or Z08", {"A4999": DIAGNOSIS, "Z08": DIAGNOSIS}),
        ("Report code A49.9*.", {"A49.9": DIAGNOSIS}),
        ("Applicable to codes 99991, C8999", {"99991": PROCEDURE, "C8999": PROCEDURE}),
        ("codes A4999, Z01.818", {"A4999": DIAGNOSIS, "Z01.818": DIAGNOSIS}),
        ("See code A4999.", {"A4999": None}),
        ("codes A4999, 99991, Z01.818", {"A4999": None, "99991": PROCEDURE, "Z01.818": DIAGNOSIS}),
        ("CPT and ICD-10 codes A4999", {"A4999": None}),
        ("ICD-10 code 99991", {"99991": None}),
        ("CPT\u00ae/HCPCS codes: 99991 (one), 99992-26; 9999T", {"99991": PROCEDURE, "99992": PROCEDURE}),
        ("ICD-10-PCS code 0PS9XZZ", {"0PS9XZZ": "ICD-10-PCS"}),
        ("ZIP code 53703, revenue code 0360, 53703", {}),
        ("Codes were A LOT in 12345 cases", {}),
    ],
)
def test_codes_in_a_text_by_their_context(text: str, codes: dict[str, str | None]) -> None:
    assert {code.first: code.family for code in codes_in_text(text, {})} == codes


def test_long_texts_take_no_longer_than_they_are() -> None:
    started = time.monotonic()
    for part in ("A4999, ", ", ", "-", "CPT/", "listed ", "99991 (", "codes "):
        list(codes_in_text("codes " + part * 3000, {}))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("name", "paragraph", "coverage"),
    [
        ("Group 1", "", "conditional"),
        ("ICD-10-CM Codes that Support Medical Necessity Group 1", "", "covered"),
        ("Codes that Support Medical Necessity", "Listing does not assure coverage.", "conditional"),
        ("ICD-10-CM Codes that DO NOT Support Medical Necessity", "Others support medical necessity.", "not covered"),
        ("Group 1", "The following diagnoses do not support medical necessity:", "not covered"),
        ("Group 1", "These codes support medical necessity.", "covered"),
        ("Group 1", "All other codes do not support medical necessity.", "conditional"),
        ("Noncovered ICD-10 codes", "", "not covered"),
    ],
)  # fmt: skip
def test_what_a_group_says_of_its_diagnoses(name: str, paragraph: str, coverage: str) -> None:
    assert group_coverage(name, paragraph) == coverage
