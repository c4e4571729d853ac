"""`$validate-code` of code systems over the shipped graph.

What is asked and answered is what HL7's tests of terminology servers (tx-ecosystem) ask of code systems like these: the
parameters, and the codes, details, places and texts of issues.
"""

import pytest

from tests.serving.fhir.client import CM, CPT, NAME, PCS, Client, issues, parameters, values


@pytest.mark.parametrize("display", [NAME, NAME.upper(), f" {NAME.replace(' ', '  ')}"])
def test_a_code_with_a_right_display_is_valid(client: Client, display: str) -> None:
    said = client.validate(url=CM, code="E11.9", display=display)
    assert said == {"result": True, "system": CM, "code": "E11.9", "version": "2026", "display": NAME}


@pytest.mark.parametrize(
    ("query", "result", "issue", "text"),
    [
        (
            {"code": "E119"},
            False,
            ("error", "code-invalid", "invalid-code", "code"),
            f"Unknown code 'E119' in the CodeSystem '{CM}' version '2026'",
        ),
        (
            {"code": "E11.9", "display": "Gout"},
            False,
            ("error", "invalid", "invalid-display", "display"),
            f"Wrong Display Name 'Gout' for {CM}#E11.9. Valid display is '{NAME}' (en) (for the language(s) 'en')",
        ),
        (
            {"code": "E11.9", "display": "Gout", "lenient-display-validation": "true"},
            True,
            ("warning", "invalid", "invalid-display", "display"),
            f"Wrong Display Name 'Gout' for {CM}#E11.9. Valid display is '{NAME}' (en) (for the language(s) 'en')",
        ),
        (
            {"code": "H40.11X0"},
            True,
            ("warning", "business-rule", "code-comment", "code"),
            "The concept 'H40.11X0' has a status of inactive and its use should be reviewed",
        ),
        ({"code": "E11"}, True, ("warning", "business-rule", "code-rule", "code"), f"Code '{CM}#E11' is abstract"),
        (
            {"code": "E11", "abstract": "false"},
            False,
            ("error", "business-rule", "code-rule", "code"),
            f"Code '{CM}#E11' is abstract, and not allowed in this context",
        ),
        (
            {"code": "E11.9", "version": "1999"},
            False,
            ("error", "not-found", "not-found", "system"),
            f"A definition for CodeSystem '{CM}' version '1999' could not be found, so the code cannot be validated. "
            "Valid versions: 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026",
        ),
        (
            {"code": "E11.9", "url": "http://example.org/none"},
            False,
            ("error", "not-found", "not-found", "system"),
            "A definition for CodeSystem 'http://example.org/none' could not be found, so the code cannot be validated",
        ),
    ],
)
def test_what_is_to_be_said_of_a_code_is_an_issue(
    client: Client, query: dict[str, str], result: bool, issue: tuple[str, str, str, str], text: str
) -> None:
    said = client.validate(**{"url": CM, **query})
    assert (said["result"], issues(said["issues"])) == (result, [issue])
    assert said["issues"]["issue"][0]["details"]["text"] == text
    assert said["message"].startswith(text)
    assert said.get("inactive") is (True if issue[2] == "code-comment" else None)


def test_a_code_of_another_system_is_not_valid_in_the_one_that_is_asked(client: Client) -> None:
    code = {"system": PCS, "code": "0SR9019"}
    wrong = ("error", "invalid", "invalid-data", "Coding.system")
    for path, more in (("/CodeSystem/$validate-code", {"url": CM}), ("/CodeSystem/icd10cm/$validate-code", {})):
        said = values(client.post(path, parameters(coding=code, **more)))
        assert (said["result"], issues(said["issues"])) == (False, [wrong])
        both = {"coding": [code, {"system": CM, "code": "E11.9"}]}
        said = values(client.post(path, parameters(codeableConcept=both, **more)))
        assert (said["result"], said["code"]) == (True, "E11.9")
    assert client.validate(url=CM, system=CM, code="E11.9")["result"]
    assert not client.validate(url=CM, **code)["result"]


def test_a_coding_without_a_code_is_told_with_its_place(client: Client) -> None:
    concept = {"coding": [{"system": CM}, {"system": CM, "code": "E11.9"}]}
    said = values(client.post("/CodeSystem/$validate-code", parameters(codeableConcept=concept)))
    assert (said["result"], "None" in said["message"]) == (True, False)
    assert issues(said["issues"]) == [("warning", "invalid", "", "CodeableConcept.coding[0].code")]


def test_the_nearest_codes_stand_in_the_message(client: Client) -> None:
    assert "E11.9 (Type 2 diabetes" in client.validate(url=CM, code="E119")["message"]
    assert "American Medical Association" in client.validate(url=CPT, code="99213")["message"]


def test_a_code_is_judged_by_the_year_that_is_asked_for(client: Client) -> None:
    """H40.11X0 ended with fiscal year 2016, A04.7 was divided after 2017, A04.71 began in 2018."""
    said = {year: client.validate(url=CM, code="H40.11X0", version=year) for year in ("2016", "2017")}
    assert [each.get("inactive") for each in said.values()] == [None, True]
    assert [each["version"] for each in said.values()] == ["2016", "2017"]
    headed = [client.validate(url=CM, code="A04.7", version=year, abstract="false")["result"] for year in (2017, 2018)]
    assert headed == [True, False]
    assert [client.validate(url=CM, code="A04.71", version=year)["result"] for year in (2017, 2018)] == [False, True]


def test_codings_and_concepts_are_validated(client: Client) -> None:
    good, bad = {"system": CM, "code": "E11.9"}, {"system": CM, "code": "E11.99"}
    assert values(client.post("/CodeSystem/icd10cm/$validate-code", parameters(coding={"code": "E11.9"})))["result"]
    said = values(client.post("/CodeSystem/$validate-code", parameters(coding=bad)))
    assert issues(said["issues"]) == [("error", "code-invalid", "invalid-code", "Coding.code")]
    concept = {"coding": [bad, good], "text": "diabetes"}
    said = values(client.post("/CodeSystem/$validate-code", parameters(codeableConcept=concept)))
    assert (said["result"], said["code"], said["codeableConcept"]) == (True, "E11.9", concept)
    place = "CodeableConcept.coding[0].code"
    assert issues(said["issues"]) == [("warning", "code-invalid", "invalid-code", place)]
    said = values(client.post("/CodeSystem/$validate-code", parameters(codeableConcept={"coding": [bad, bad]})))
    assert (said["result"], len(said["issues"]["issue"])) == (False, 2)
