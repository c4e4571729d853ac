"""Numbers in figures and words: '1.5', '1,5', '1½', '1 1/2', 'forty-five', 'two and a half', 'three quarters'."""

import re

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: float(number) for number, word in enumerate(_SMALL, 1)}
_VALUES |= {word: 10.0 * number for number, word in enumerate(_TENS, 2)}
_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "1/2": 1 / 2, "1/4": 1 / 4, "3/4": 3 / 4}
_PARTS = {"half": 1 / 2, "quarter": 1 / 4, "quarters": 1 / 4, "third": 1 / 3, "thirds": 1 / 3}
_ARTICLES = frozenset(("a", "an", "and", "&", "of"))

_TEN = "|".join(_TENS)
_SIGN = r"(?:[½¼¾⅓⅔]|(?:1/2|1/4|3/4)(?![\d/]))"
_FIGURES = r"\d+(?:[.,]\d{1,2})?(?!\d|[.,:/]\d)"
_COUNT_WORD = (
    rf"(?:(?:a|one|two)[\s-]+hundred(?:\s+(?:and\s+)?(?:{_TEN}))?"
    # 'twenty one-hour sessions' are twenty.
    rf"|(?:{_TEN})(?:(?:-|\s+(?=\w+\b(?!-)))(?:{'|'.join(_SMALL[:9])})\b)?"
    rf"|(?:{'|'.join(sorted(_SMALL, key=len, reverse=True))}))\b"
)
_COUNT = rf"(?:{_FIGURES}|{_COUNT_WORD})"

REMAINDER = r"(?:a[\s-]+(?:half|quarter)|(?:one|three)[\s-]+quarters?)\b(?!\s+of\b)"
"""What may follow 'an hour and': 'a half', 'three quarters'."""

PART = (
    r"(?:(?:(?:an?\s+|one[\s-]+)?(?:half|quarter)|three[\s-]+quarters?)(?:\s+of)?(?:[\s-]+an?)?"
    r"|(?:(?:a|one)[\s-]+third|two[\s-]+thirds|1/3|2/3|1/2|1/4|3/4|[½¼¾⅓⅔])\s+of\s+an?)(?!\w)"
)
"""A part of a unit: 'half an', 'a quarter of an', 'three-quarters of an'."""

NUMBER = (
    rf"(?>\d+(?:[\s-]*|\s+(?:and|&)\s+){_SIGN}|{_SIGN}"
    rf"|{_COUNT}[\s-]+(?:and|&)[\s-]+(?:{REMAINDER}|half\b|a\s+third\b|two\s+thirds\b|{_SIGN})|{_COUNT})"
)
"""A number of its own, without articles; the longest there is, so that 'forty' of 'forty-five' is none."""


def read_number(words: str) -> float:
    """The value of what `NUMBER`, `PART`, `REMAINDER` or an article matched.

    >>> read_number("two and three quarters")
    2.75
    """
    found = re.sub(r"([½¼¾⅓⅔])", r" \1 ", words.casefold()).replace("-", " ").split()
    if _ARTICLES.issuperset(found):
        return 1.0
    total = pending = 0.0
    for word in found:
        if word in _SIGNS:
            total, pending = total + pending + _SIGNS[word], 0.0
        elif word in _PARTS:
            total, pending = total + (pending or 1) * _PARTS[word], 0.0
        elif word == "hundred":
            pending = (pending or 1) * 100
        elif word in _ARTICLES:
            total, pending = (total, pending) if word in ("a", "an", "of") else (total + pending, 0.0)
        else:
            pending += _VALUES.get(word) or float(word.replace(",", "."))
    return total + pending
