"""Nonessential modifiers: what stands in parentheses, which may hold others, after or between the words of a term."""

import re

_SPACE_BEFORE_MARK = re.compile(r"(?<!\s)\s+(?=[,;.])")


def split_modifiers(text: str) -> tuple[str, tuple[str, ...]]:
    """The words outside parentheses, and what is in each pair of them; one that is not closed is no pair.

    >>> split_modifiers("(congestive) of or following (by pressure (high))")
    ('of or following', ('congestive', 'by pressure (high)'))
    """
    outside, inside, depth, start = list[str](), list[str](), 0, 0
    for place, char in enumerate(text):
        if char == "(":
            if depth == 0:
                outside.append(text[start:place])
                start = place + 1
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            if depth == 0:
                inside.append(plain(text[start:place]))
                start = place + 1
    outside.append(f"({text[start:]}" if depth else text[start:])
    return plain(" ".join(outside)), tuple(filter(None, inside))


def plain(text: str) -> str:
    """A text with single spaces, and none before a comma."""
    return _SPACE_BEFORE_MARK.sub("", " ".join(text.split()))
