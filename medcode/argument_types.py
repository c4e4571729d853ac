"""Types of arguments that refuse what is outside their domain."""

from argparse import ArgumentTypeError
from collections.abc import Callable

from graph.model.limits import Limits
from serving.setting_types import whole_number


def number_up_to(most: int) -> Callable[[str], int]:
    """The type of whole numbers from 1."""
    domain = whole_number(1, most)

    def parse(text: str) -> int:
        try:
            return int(str(domain.parse(text)))
        except ValueError:
            raise ArgumentTypeError(f"'{text}' is not {domain.description}") from None

    return parse


LISTED, YEARS = number_up_to(Limits().nodes), number_up_to(9_999)
"""How many nodes are listed: as many as an answer of a server may hold; and fiscal years."""
