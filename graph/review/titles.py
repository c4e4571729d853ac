"""The words of titles and notes by which two of them speak of the same thing."""

import re

_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    "with without other unspecified specified elsewhere classified disease diseases disorder disorders condition "
    "conditions syndrome code first such underlying associated applicable chronic acute status caused conditions "
    "agent agents certain following infection infections".split()
)


def words_of_title(text: str) -> frozenset[str]:
    """The words of a title that say what it is about.

    >>> sorted(words_of_title("Heart failure, unspecified"))
    ['failure', 'heart']
    """
    return frozenset(_WORD.findall(text.casefold())) - _COMMON
