"""A small history of codes, made up but for its forms.

A00.0   until 2025, then divided into A00.01 and A00.09, which it heads
B10.1   until 2018, then B10.2, until 2022, then B10.21 and B10.22
C20.1, C20.2   until 2024, then together C20.3
D30     since the beginning, called 'Old' until 2021; E40.1 began on April 1, 2026, and F50 ended without a successor
"""

from datetime import date

from graph.ingest.build import build
from graph.model.elements import Node, Properties, Value
from graph.model.fiscal_year import fiscal_year
from graph.model.property_graph import Graph
from tests.world import World, edge

_CODE: Properties = {"level": "code", "first_fiscal_year": 2016, "last_fiscal_year": 2026, "is_billable": True}


def diagnosis(code: str, name: str = "", **properties: Value) -> Node:
    """A whole code in use since the beginning, but for what `properties` say."""
    return Node(f"ICD10CM:{code}", "Diagnosis", name or f"Disease {code}", {**_CODE, **properties})


def _ended(code: str, day: str, *, became_header: bool = False, **properties: Value) -> Node:
    why = "is_former_code" if became_header else "is_deleted"
    ended: Properties = {"is_billable": False, "last_fiscal_year": _year(day), "ended_date": day, why: True}
    return Node(f"ICD10CM:{code}", "Diagnosis", f"Disease {code}", {**_CODE, **ended, **properties})


def _began(code: str, day: str) -> Node:
    return diagnosis(code, first_fiscal_year=_year(day), added_date=day)


def _year(day: str) -> int:
    return fiscal_year(date.fromisoformat(day))


NODES = [
    diagnosis("A00", is_billable=False, level="category"),
    _ended("A00.0", "2025-09-30", became_header=True, level="subcategory"),
    _began("A00.01", "2025-10-01"),
    _began("A00.09", "2025-10-01"),
    _ended("B10.1", "2018-09-30"),
    _ended("B10.2", "2022-09-30", first_fiscal_year=2019, added_date="2018-10-01"),
    _began("B10.21", "2022-10-01"),
    _began("B10.22", "2022-10-01"),
    _ended("C20.1", "2024-09-30"),
    _ended("C20.2", "2024-09-30"),
    _began("C20.3", "2024-10-01"),
    diagnosis("D30", "New", former_names=("Old",), renamed_fiscal_years=("2022",)),
    _began("E40.1", "2026-04-01"),
    _ended("F50", "2020-09-30"),
    diagnosis("G60-G65", is_billable=False, level="block", first_fiscal_year=2016),
    Node(
        "ICD10PCS:0SR9019", "Procedure", "Hip", {"slug": "0sr9019", "first_fiscal_year": 2019, "last_fiscal_year": 2024}
    ),
    Node("HCPCS:J1100", "Procedure", "Injection", {"slug": "j1100", "added_date": "2010-01-01", "is_stub": False}),
]
EDGES = [
    edge(
        f"ICD10CM:{source}", kind, f"ICD10CM:{target}", fiscal_year=year, starts=f"{year - 1}-10-01", together=together
    )
    for source, kind, target, year, together in (
        ("A00.0", "REPLACED_BY", "A00.01", 2026, False),
        ("A00.0", "REPLACED_BY", "A00.09", 2026, False),
        ("B10.1", "REPLACED_BY", "B10.2", 2019, False),
        ("B10.2", "REPLACED_BY", "B10.21", 2023, False),
        ("B10.2", "REPLACED_BY", "B10.22", 2023, False),
        ("C20.1", "REPLACED_BY", "C20.3", 2025, True),
        ("C20.2", "REPLACED_BY", "C20.3", 2025, True),
        ("D30", "PARTLY_REPLACED_BY", "A00.09", 2026, False),
        ("A00.0", "IS_A", "A00", 2016, False),
        ("A00.01", "IS_A", "A00.0", 2016, False),
        ("A00.09", "IS_A", "A00.0", 2016, False),
    )
]
EDGES = [item if item.kind != "IS_A" else edge(item.source, "IS_A", item.target) for item in EDGES]


def history_graph() -> Graph:
    """The history, built."""
    return build([World([*NODES, *EDGES])]).graph
