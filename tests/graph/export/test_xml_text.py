"""Texts in XML."""

from xml.etree.ElementTree import fromstring

import pytest

from graph.export.xml_text import escape_content, quote_attribute, replace_invalid
from tests.graph.export.parts import TEXTS


@pytest.mark.parametrize("text", [*TEXTS, "\ud800", "a\udfffb"])
def test_a_parser_reads_what_xml_can_hold(text: str) -> None:
    element = fromstring(f'<a b="{quote_attribute(text)}">{escape_content(text)}</a>')  # noqa: S314 -- our own
    assert (element.text or "", element.get("b")) == (
        replace_invalid(text),
        replace_invalid(text),
    )


def test_only_what_xml_cannot_hold_is_replaced() -> None:
    assert replace_invalid("a\x00\x0b\ud800\uffffb\t\n\r\x7f\x85😀") == "a\ufffd\ufffd\ufffd\ufffdb\t\n\r\x7f\x85😀"
