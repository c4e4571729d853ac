"""How codes of ICD-10-CM are written: three characters of a category, a point, and what divides it further."""

from collections.abc import Iterator

CATEGORY_LENGTH = 3
"""Characters of a category, the shortest entry with others below it; a point stands after them."""


def dotted(code: str) -> str:
    """A code with its point: E119 is E11.9."""
    if "." in code or len(code) <= CATEGORY_LENGTH:
        return code
    return f"{code[:CATEGORY_LENGTH]}.{code[CATEGORY_LENGTH:]}"


def codes_above(code: str) -> Iterator[str]:
    """The entries above a code without its point, the category first, whether there are such or not."""
    return (code[:length] for length in range(CATEGORY_LENGTH, len(code)))
