"""`$expand`, and `$validate-code` of value sets, over the shipped graph."""

import pytest

from graph.model.limits import Limits
from tests.serving.fhir.client import CM, Client, Resource, codes, issues, parameters, values


def test_implicit_value_sets_are_expanded_by_pages(client: Client) -> None:
    url = f"{CM}?fhir_vs=isa/E11"
    whole = client.get("ValueSet/$expand", url=url)
    pages = [client.get("ValueSet/$expand", url=url, offset=start, count=40) for start in range(0, 120, 40)]
    assert whole["expansion"]["total"] == len(codes(whole)) > 80
    assert [code for page in pages for code in codes(page)] == codes(whole)
    assert {page["expansion"]["total"] for page in pages} == {len(codes(whole))}
    assert {code[:3] for code in codes(whole)} == {"E11"}
    headers = [each["code"] for each in whole["expansion"]["contains"] if each.get("abstract")]
    assert (headers[0], "E11.9" in headers) == ("E11", False)
    assert {"name": "used-codesystem", "valueUri": f"{CM}|2026"} in whole["expansion"]["parameter"]
    size = client.get("ValueSet/$expand", url=f"{CM}?fhir_vs", count=0)
    assert (size["expansion"]["total"] > 90_000, codes(size)) == (True, [])
    assert issues(client.get("ValueSet/$expand", 422, url=f"{CM}?fhir_vs")) == [
        ("error", "too-costly", "too-costly", "")
    ]


def test_a_value_set_that_is_sent_is_expanded(client: Client) -> None:
    def expanded(include: Resource, exclude: Resource, **more: object) -> list[str]:
        compose = {"include": [{"system": CM, **include}], "exclude": [{"system": CM, **exclude}]}
        value_set = {"resourceType": "ValueSet", "status": "active", "compose": compose}
        whole = codes(client.post("/ValueSet/$expand", parameters(valueSet=value_set, **more)))
        assert more or whole == codes(client.post("/ValueSet/$expand", value_set))
        return whole

    below = {"filter": [{"property": "concept", "op": "descendent-of", "value": "E11.6"}]}
    billable = {"filter": [*below["filter"], {"property": "is_billable", "op": "=", "value": "true"}]}
    listed = {"concept": [{"code": "E11.65"}, {"code": "E11.69"}]}
    assert {"E11.62", "E11.65"} <= {*expanded(below, listed), "E11.65"}
    assert "E11.65" not in expanded(below, listed)
    assert set(expanded(below, listed)) - set(expanded(billable, listed)) == {"E11.61", "E11.62", "E11.63", "E11.64"}
    assert expanded(listed, {"concept": [{"code": "E11.69"}]}) == ["E11.65"]
    assert "E11.621" in expanded(below, listed, filter="foot ulcer")
    wrong = {"compose": {"include": [{"system": CM, "filter": [{"property": "color", "op": "=", "value": "red"}]}]}}
    outcome = client.post("/ValueSet/$expand", {"resourceType": "ValueSet", **wrong}, 400)
    assert issues(outcome) == [("error", "invalid", "vs-invalid", "compose.include[0].filter[0].property")]


def test_a_text_finds_codes_by_their_relevance(client: Client) -> None:
    found = client.get("ValueSet/$expand", url=f"{CM}?fhir_vs=isa/E11", filter="kidney diseas")
    assert codes(found)[:2] == ["E11.21", "E11.22"]
    assert found["expansion"]["total"] == len(codes(found))
    assert codes(client.get("ValueSet/$expand", url=f"{CM}?fhir_vs=isa/E11", filter=" ", count=1)) == ["E11"]


def test_a_text_finds_every_code_of_a_value_set_that_has_it(client: Client) -> None:
    """However many other codes of the system have it, too."""
    small = client.get("ValueSet/$expand", url=f"{CM}?fhir_vs=isa/S72.001", filter="fracture")
    whole = client.get("ValueSet/$expand", url=f"{CM}?fhir_vs=isa/S72.001")
    assert (sorted(codes(small)), small["expansion"]["total"]) == (sorted(codes(whole)), len(codes(whole)))
    many = client.get("ValueSet/$expand", url=f"{CM}?fhir_vs", filter="fracture", count=5)["expansion"]["total"]
    assert many > Limits.page
    last = client.get("ValueSet/$expand", url=f"{CM}?fhir_vs", filter="fracture", count=5, offset=many - 2)
    assert len(codes(last)) == 2


def test_a_value_set_of_a_folder_of_data_is_asked_by_its_name(client: Client) -> None:
    assert client.get("ValueSet/$expand", url="diabetes", count=1)["expansion"]["total"] > 400
    said = client.validate("ValueSet", url="ischemic-heart-disease", system=CM, code="I25.2")
    assert said["issues"]["issue"][0]["details"]["text"] == (
        f"The provided code '{CM}#I25.2' was not found in the value set 'ischemic-heart-disease|1'"
    )

    assert codes(client.get("ValueSet/$expand", url="diabetes", valueSetVersion="1", count=1)) == ["E08.00"]
    including = [
        {"resourceType": "ValueSet", "compose": {"include": [{"valueSet": [f"diabetes|{version}"]}]}}
        for version in ("1", "99")
    ]
    assert client.post("/ValueSet/$expand", including[0])["expansion"]["total"] > 400
    assert issues(client.post("/ValueSet/$expand", including[1], 400)) == [("error", "invalid", "vs-invalid", "")]


@pytest.mark.parametrize(
    "query",
    [
        {"url": "none"},
        {"url": "diabetes|99"},
        {"url": "diabetes", "valueSetVersion": "99"},
        {"url": f"{CM}?fhir_vs=isa/E99.9"},
        {"url": f"{CM}?fhir_vs=E11"},
        {"url": f"{CM}?fhir_vs=ecl/E11"},
        {"url": f"{CM}?fhir_vsE11"},
    ],
)
def test_no_value_set_stands_for_one_that_there_is_not(client: Client, query: dict[str, str]) -> None:
    assert issues(client.get("ValueSet/$expand", 404, **query)) == [("error", "not-found", "not-found", "url")]


def test_codes_are_validated_in_value_sets(client: Client) -> None:
    url = f"{CM}?fhir_vs=isa/E11"
    assert client.validate("ValueSet", url=url, system=CM, code="E11.9")["result"]
    said = client.validate("ValueSet", url=url, system=CM, code="E10.9")
    assert (said["result"], said["display"][:6]) == (False, "Type 1")
    assert issues(said["issues"]) == [("error", "code-invalid", "not-in-vs", "code")]
    said = values(client.post("/ValueSet/$validate-code", parameters(url=url, coding={"system": CM, "code": "E11.99"})))
    assert issues(said["issues"]) == [
        ("error", "code-invalid", "not-in-vs", "Coding.code"),
        ("error", "code-invalid", "invalid-code", "Coding.code"),
    ]
    concept = {"coding": [{"system": CM, "code": "E10.9"}, {"system": CM, "code": "E11.9"}]}
    said = values(client.post("/ValueSet/$validate-code", parameters(url=url, codeableConcept=concept)))
    assert (said["result"], said["code"]) == (True, "E11.9")
    nothing = client.validate("ValueSet", url=url, code="E11.9")
    assert issues(nothing["issues"])[-1] == ("error", "invalid", "invalid-data", "system")
    assert "'#E11.9' was not found" in nothing["message"]


def test_a_value_set_is_expanded_as_of_a_year(client: Client) -> None:
    group = {"system": "MSDRG", "concept": [{"code": "470"}]}

    def members(*years: str, status: int = 200) -> Resource:
        rule = {"system": CM, "filter": [{"property": "concept", "op": "is-a", "value": "A04.7"}]}
        include = [*({**rule, "version": year} for year in years), group]
        return client.post("/ValueSet/$expand", {"resourceType": "ValueSet", "compose": {"include": include}}, status)

    assert (codes(members("2017")), codes(members("2018"))) == (["A04.7", "470"], ["A04.7", "A04.71", "A04.72", "470"])
    used = [each["valueUri"].rpartition("|")[2] for each in members("2017")["expansion"]["parameter"]]
    assert (used[0], used[1] > "40") == ("2017", True)
    assert issues(members("2017", "2018", status=400)) == [("error", "not-supported", "vs-invalid", "compose.include")]
    assert issues(members("1999", status=404)) == [("error", "not-found", "not-found", "system")]
