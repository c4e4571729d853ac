"""Names and types that formats take from the ontology."""

import pytest

from graph.export.columns import (
    EDGE_BASE_COLUMNS,
    EDGE_FIELDS,
    NODE_BASE_COLUMNS,
    NODE_FIELDS,
    rename_reserved,
    unreserved_name,
    value_from_text,
    value_to_text,
)
from graph.export.read.json_lines import ITEM
from graph.model.elements import Value
from graph.model.ontology import PropertyType


def test_no_property_is_called_like_what_each_node_and_edge_has() -> None:
    assert not NODE_FIELDS.keys() & {*NODE_BASE_COLUMNS, ITEM}
    assert not EDGE_FIELDS.keys() & {*EDGE_BASE_COLUMNS, ITEM}


def test_a_property_of_several_types_is_text() -> None:
    assert (NODE_FIELDS["number"].type, NODE_FIELDS["number"].mixed) == (PropertyType.STRING, True)
    assert not NODE_FIELDS["synonyms"].mixed


def test_a_name_that_a_format_has_taken_gets_an_underscore() -> None:
    assert unreserved_name("id", {"id"}) == "id_"
    assert rename_reserved({"id": "x", "text": "y"}, {"id"}) == {"id_": "x", "text": "y"}


@pytest.mark.parametrize(
    ("value", "declared"),
    [
        (7, PropertyType.INTEGER),
        (0.1 + 0.2, PropertyType.NUMBER),
        (True, PropertyType.BOOLEAN),
        ("007", PropertyType.STRING),
        (("a\n", '"'), PropertyType.STRINGS),
        ((), PropertyType.REASONS),
    ],
)
def test_a_value_comes_back_from_its_text(value: Value, declared: PropertyType) -> None:
    assert value_from_text(value_to_text(value), declared) == value


def test_a_text_that_is_no_boolean_is_refused() -> None:
    with pytest.raises(KeyError):
        value_from_text("yes", PropertyType.BOOLEAN)
