"""Variables of a query as an address gives them."""

import pytest
from graphql import parse

from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from schema.documents.variables import declared_variables, variables_from_texts
from tests.conftest import schema_of

QUERY = """query ($text: String!, $texts: [String!], $id: ID, $number: Int, $share: Float, $yes: Boolean,
    $kind: NodeKind, $kinds: [NodeKind!]!, $where: RiskWhere, $many: [[Int]]) { __typename }"""
SCHEMA, DOCUMENT = schema_of(Limits())._schema, parse(QUERY)


@pytest.mark.parametrize(
    ("name", "texts", "value"),
    [
        ("text", ["00100"], "00100"),
        ("text", ["true"], "true"),
        ("text", ['"quoted"'], '"quoted"'),
        ("text", [""], ""),
        ("id", ["007"], "007"),
        ("texts", ["a", "b"], ["a", "b"]),
        ("texts", ["a"], ["a"]),
        ("texts", ['["a", "b"]'], ["a", "b"]),
        ("texts", ["[a"], "[a"),
        ("number", ["7"], 7),
        ("number", ["seven"], "seven"),
        ("number", ["007"], "007"),
        ("share", ["0.5"], 0.5),
        ("yes", ["true"], True),
        ("kind", ["RISK"], "RISK"),
        ("kinds", ["RISK", "ROLE"], ["RISK", "ROLE"]),
        ("kinds", ["[]"], []),
        ("where", ['{"name": {"contains": "x"}}'], {"name": {"contains": "x"}}),
        ("many", ["[1]", "[2, 3]"], [[1], [2, 3]]),
    ],
)
def test_texts_are_read_by_their_types(name: str, texts: list[str], value: object) -> None:
    assert variables_from_texts(SCHEMA, DOCUMENT, {name: texts}) == {name: value}


@pytest.mark.parametrize(("name", "texts"), [("nothing", ["1"]), ("text", ["a", "b"]), ("where", ["{}", "{}"])])
def test_unknown_parameters_and_values_are_refused(name: str, texts: list[str]) -> None:
    with pytest.raises(InvalidArgument) as refused:
        variables_from_texts(SCHEMA, DOCUMENT, {name: texts})
    assert refused.value.details["argument"] == name


def test_what_a_document_declares() -> None:
    assert list(declared_variables(DOCUMENT)) == "text texts id number share yes kind kinds where many".split()
