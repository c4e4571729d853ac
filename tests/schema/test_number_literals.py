"""Numbers in documents that neither Int nor Float can be are refused as any wrong value is."""

import pytest

from tests.conftest import Ask

DIGITS = "9" * 5000
LASTING = (
    '{{ procedure(slug: "cast") {{ recovery(whereEdge: {{ durationMin: {{ atLeast: {0} }} }}) {{ totalCount }} }} }}'
)
INT = "Int cannot represent non 32-bit signed integer value: "


@pytest.mark.parametrize(
    ("query", "message", "column"),
    [
        (f"{{ risks(first: {DIGITS}) {{ totalCount }} }}", f"{INT}{'9' * 40}… (5000 characters)", 16),
        (f"{{ risks(first: -{DIGITS}) {{ totalCount }} }}", f"{INT}-{'9' * 39}… (5001 characters)", 16),
        ("{ risks(first: 99999999999) { totalCount } }", f"{INT}99999999999", 16),
        ("{ risks(first: 2147483648) { totalCount } }", f"{INT}2147483648", 16),
        (f"query ($a: Int = {DIGITS}) {{ risks(first: $a) {{ totalCount }} }}", INT, 18),
        ("{ risks(first: 1e999) { totalCount } }", "Int cannot represent non-integer value: 1e999", 16),
        (
            LASTING.format("1e999"),
            "Float cannot represent a number so large: 1e999",
            LASTING.format("#").index("#") + 1,
        ),
        (
            LASTING.format(f"-{DIGITS}"),
            f"Float cannot represent a number so large: -{'9' * 39}… (5001 characters)",
            LASTING.format("#").index("#") + 1,
        ),
    ],
    ids=["int", "negative", "11 digits", "33 bits", "default", "exponent", "float", "digits of a float"],
)
def test_a_number_that_is_too_large(refuse: Ask, query: str, message: str, column: int) -> None:
    error = refuse(query)
    assert error["message"].startswith(message)
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert error["locations"] == [{"line": 1, "column": column}]


def test_a_variable_that_is_too_large(refuse: Ask) -> None:
    error = refuse("query ($a: Int) { risks(first: $a) { totalCount } }", a=10**30)
    assert error["message"].startswith("Variable '$a' has invalid value")


def test_numbers_that_can_be_are_taken(ask: Ask) -> None:
    assert ask("{ risks(first: 3) { totalCount } }") == {"risks": {"totalCount": 3}}
    for number, count in (("1.7e308", 0), ("1", 1), ("1e0", 1)):
        assert ask(LASTING.format(number)) == {"procedure": {"recovery": {"totalCount": count}}}
