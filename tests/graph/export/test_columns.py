"""Names and types that formats take from the ontology."""

import pytest

from graph.export.columns import EDGE_FIELDS, EDGE_OWN, NODE_FIELDS, NODE_OWN, as_text, free, from_text, renamed
from graph.export.read.json_lines import ITEM
from graph.model.elements import Value
from graph.model.ontology import PropertyType


def test_no_property_is_called_like_what_each_node_and_edge_has() -> None:
    assert not NODE_FIELDS.keys() & {*NODE_OWN, ITEM}
    assert not EDGE_FIELDS.keys() & {*EDGE_OWN, ITEM}


def test_a_property_of_several_types_is_text() -> None:
    assert (NODE_FIELDS["number"].type, NODE_FIELDS["number"].mixed) == (PropertyType.STRING, True)
    assert not NODE_FIELDS["synonyms"].mixed


def test_a_name_that_a_format_has_taken_gets_an_underscore() -> None:
    assert free("id", {"id"}) == "id_"
    assert renamed({"id": "x", "text": "y"}, {"id"}) == {"id_": "x", "text": "y"}


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
    assert from_text(as_text(value), declared) == value


def test_a_text_that_is_no_boolean_is_refused() -> None:
    with pytest.raises(KeyError):
        from_text("yes", PropertyType.BOOLEAN)
