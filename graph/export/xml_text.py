"""Texts in XML 1.0, for writers that put elements together themselves."""

import re
from xml.sax.saxutils import escape

from graph.export.format import Loss

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML 1.0 document may hold, not even as a reference: https://www.w3.org/TR/xml/#charsets."""
_SPECIAL = re.compile(f"[&<>\r{_FORBIDDEN.pattern[1:]}")
_SPECIAL_IN_ATTRIBUTES = re.compile(f'["\t\n{_SPECIAL.pattern[1:]}')
_CONTENT_ESCAPES = {"\r": "&#13;"}
"""A parser takes a bare carriage return for a line feed."""
_ATTRIBUTE_ESCAPES = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;", '"': "&quot;"}
"""A parser takes bare white space in an attribute for blanks."""

CONTROL_CHARACTER_LOSS = Loss(
    "control characters", f"{REPLACEMENT} (U+FFFD): XML 1.0 holds none but tab and the ends of lines", kept=False
)


def replace_invalid(text: str) -> str:
    """What XML 1.0 can hold of a text: each other character is replaced."""
    return _FORBIDDEN.sub(REPLACEMENT, text)


def escape_content(text: str) -> str:
    """A text between two tags."""
    return escape(replace_invalid(text), _CONTENT_ESCAPES) if _SPECIAL.search(text) else text


def quote_attribute(text: str) -> str:
    """A text as the value of an attribute, between double quotes."""
    return escape(replace_invalid(text), _ATTRIBUTE_ESCAPES) if _SPECIAL_IN_ATTRIBUTES.search(text) else text
