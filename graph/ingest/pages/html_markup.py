"""Markup that never ends, made text before `html.parser` meets it.

The parser looks for the end of a comment, a marked section or a tag from each place where one begins, in a time that
grows with the square of the page where none ends (CPython issue 135462, mended in releases of 2025 and later). What
does not end is text, as the parser has it, too.
"""

import re

from graph.ingest.files.character_references import bounded_references

_COMMENT, _COMMENT_END = "<!--", re.compile(r"--\s*+>")
_SECTION, _SECTION_END = "<![", re.compile(r"\]\s*+\]?\s*+>")
_END = ">"
_AS_TEXT = "&lt;"


def bounded_markup(markup: str) -> str:
    """A page in which each comment, marked section and tag ends."""
    text = _ended(markup, _COMMENT, _last_end(_COMMENT_END, markup))
    text = _ended(text, _SECTION, _last_end(_SECTION_END, text))
    return bounded_references(_ended(text, "<", text.rfind(_END)))


def _last_end(end: re.Pattern[str], text: str) -> int:
    """Where the last end begins; -1 where there is none."""
    return max((match.start() for match in end.finditer(text)), default=-1)


def _ended(text: str, beginning: str, last: int) -> str:
    """The text with those beginnings as text that stand after the last end."""
    place = max(last, 0)
    return text[:place] + text[place:].replace(beginning, _AS_TEXT + beginning[1:])
