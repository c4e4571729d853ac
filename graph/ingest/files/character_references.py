"""Character references of HTML, such as `&sect;` and `&#167;`, as the characters that they stand for."""

import html
import re

_ZEROS = re.compile(r"&#0++(?=\d)", re.ASCII)
_NO_CHARACTER = re.compile(r"&#[1-9]\d{7,}+;?", re.ASCII)
"""More digits than the number of any character has. `html.unescape` makes a number of them, however many."""
_REPLACEMENT = "\ufffd"


def bounded_references(text: str) -> str:
    """A text whose references `html.unescape` can read; what is beyond Unicode is U+FFFD (HTML standard, 13.2.5.80).

    >>> bounded_references("&#00065; &#99999999999999999999;")
    '&#65; \ufffd'
    """
    return _NO_CHARACTER.sub(_REPLACEMENT, _ZEROS.sub("&#", text)) if "&#" in text else text


def unescape(text: str) -> str:
    """A text with the characters in place of their references."""
    return html.unescape(bounded_references(text))
