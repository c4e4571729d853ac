"""Cells of the conversion tables, as the CDC writes them."""

import pytest

from graph.ingest.codes.history.previous_codes import read_previous_codes

WHOLE = ["H35.20", "H35.21", "H35.22", "H35.23", "H35.30", "H44.20", "H44.21", "H44.22", "H44.23", "T17.210A"]


@pytest.mark.parametrize(
    ("cell", "codes", "together"),
    [
        ("A04.7", ["A04.7"], False),
        ("C50.919, C50.929", ["C50.919", "C50.929"], False),
        ("S20.211A; S20.212A; S20.219A", ["S20.211A", "S20.212A", "S20.219A"], False),
        ("C56.1 and C56.2", ["C56.1", "C56.2"], True),
        ("I63.011 AND I63.012", ["I63.011", "I63.012"], True),
        ("M93.001 & M93.002", ["M93.001", "M93.002"], True),
        ("G11.8 and E23.0 and K00.0", ["G11.8", "E23.0", "K00.0"], True),
        ("H02.201, H02.202, H02.204 and H02.205", ["H02.201", "H02.202", "H02.204", "H02.205"], True),
        ("H35.20-H35.23", ["H35.20", "H35.21", "H35.22", "H35.23"], False),
        ("H44.20-H44.23 and H35.30", ["H44.20", "H44.21", "H44.22", "H44.23", "H35.30"], True),
        ("I63.- and P91.88", ["P91.88"], True),
        ("K31.89 and a code from R11-", ["K31.89"], True),
        ("Codes in Categories T15-T19", [], False),
        ("None", [], False),
        ("", [], False),
    ],
)
def test_a_cell_names_codes_that_are_alternatives_or_were_reported_together(
    cell: str, codes: list[str], together: bool
) -> None:
    found = read_previous_codes(cell, WHOLE)
    assert (list(found.codes), found.together) == (codes, together)
