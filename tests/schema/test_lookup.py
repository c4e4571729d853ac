import pytest

from tests.conftest import Ask


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ('procedure(code: "00100", system: CPT)', "Brace"),
        ('procedure(code: "00100")', "Brace"),
        ('procedure(slug: "cast")', "Cast"),
        ('procedure(slug: "brace")', "Brace"),
        ('procedure(curie: "CPT:00100")', "Brace"),
        ('byCurie(curie: "RISK:stiffness")', "Stiffness"),
        ('risk(slug: "stiffness")', "Stiffness"),
        ('byCurie(curie: "STEP:cast/2")', "Plaster"),
        ('policy(curie: "POLICY:good-health-7")', "Casting policy"),
    ],
)
def test_a_node_is_found_by_code_slug_or_curie(ask: Ask, field: str, name: str) -> None:
    assert ask(f"{{ found: {field} {{ name }} }}") == {"found": {"name": name}}


@pytest.mark.parametrize(
    "field",
    [
        'procedure(code: "100", system: CPT)',
        'procedure(code: "00100", system: HCPCS)',
        'procedure(slug: "nothing")',
        'procedure(curie: "RISK:stiffness")',
        'byCurie(curie: "RISK:nothing")',
        'risk(slug: "Nothing")',
        'node(id: "UmlzazpSSVNLOm5vdGhpbmc=")',
    ],
)
def test_what_is_not_there_is_null(ask: Ask, field: str) -> None:
    assert ask(f"{{ found: {field} {{ name }} }}") == {"found": None}


def test_a_node_shows_its_identity_whatever_its_kind(ask: Ask) -> None:
    query = "{ byCurie(curie: $curie) { __typename id curie kind name ... on Coded { code } } }".replace(
        "$curie", '"CPT:00100"'
    )
    found = ask(query)["byCurie"]
    assert found.pop("id")
    assert found == {
        "__typename": "Procedure",
        "curie": "CPT:00100",
        "kind": "PROCEDURE",
        "name": "Brace",
        "code": "00100",
    }


def test_an_id_leads_back_to_its_node(ask: Ask) -> None:
    query = '{ a: risk(slug: "infection") { id } b: procedure(slug: "cast") { id } }'
    ids = [found["id"] for found in ask(query).values()]
    again = ask(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename name ... on Risk { procedures { totalCount } } } }",
        ids=ids,
    )
    assert again["nodes"] == [
        {"__typename": "Risk", "name": "Infection", "procedures": {"totalCount": 2}},
        {"__typename": "Procedure", "name": "Cast"},
    ]
    assert ask("query ($id: ID!) { node(id: $id) { name } }", id=ids[0]) == {"node": {"name": "Infection"}}


@pytest.mark.parametrize("id", ["", "Cast", "UmlzazpJTkZFQ1RJT04=", "Umlzazpyb2xlOng=", "Um9sZTpSSVNLOmluZmVjdGlvbg=="])
def test_an_id_of_another_make_is_refused(refuse: Ask, id: str) -> None:
    error = refuse("query ($id: ID!) { node(id: $id) { name } }", id=id)
    assert error["extensions"]["code"] == "INVALID_ID"


@pytest.mark.parametrize(
    "field", ['byCurie(curie: "infection")', 'risk(curie: "risk:infection")', 'neighborhood(of: ["x"])']
)
def test_what_is_no_curie_is_refused(refuse: Ask, field: str) -> None:
    error = refuse(f"{{ {field} {{ __typename }} }}")
    assert error["message"] == "This is not a CURIE."
    assert error["extensions"]["code"] == "INVALID_CURIE"


@pytest.mark.parametrize(
    "arguments", ["", '(slug: "a", curie: "RISK:a")', '(slug: "a", system: CPT)', "(system: CPT)", "(code: null)"]
)
def test_one_way_to_find_a_node_must_be_given(refuse: Ask, arguments: str) -> None:
    assert refuse(f"{{ procedure{arguments} {{ name }} }}")["extensions"]["code"] == "INVALID_ARGUMENT"
