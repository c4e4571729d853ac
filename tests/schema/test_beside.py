"""What stands before and after a code in its book, compared with the official lists."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from graph.store import GraphStore
from graph.store.code_order import Step, beside
from tests.conftest import SHARED
from tests.schema.test_coding_notes import ask

PUBLISHED = SHARED / "codesets" / "as-published"
PCS_ORDER = PUBLISHED / "icd10pcs" / "icd10pcs_order_2026.txt"
CM_ORDER = PUBLISHED / "icd10cm" / "icd10cm-order-2026.txt"
needs_published = pytest.mark.skipif(not PUBLISHED.exists(), reason="the official files are not part of the project")


def neighbours(store: GraphStore, field: str, curie: str) -> tuple[str | None, str | None]:
    query = f'{{ {field}(curie: "{curie}") {{ previous {{ curie }} next {{ curie }} }} }}'
    found = ask(store, query)[field]
    before, after = found["previous"], found["next"]
    return before and before["curie"].partition(":")[2], after and after["curie"].partition(":")[2]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("E11.65", "E11.649", "E11.69"),
        ("E11", "E10.A2", "E11.0"),
        ("E11.0", "E11", "E11.00"),
        ("S72.001A", "S72.001", "S72.001B"),
        ("C4A", "C43.9", "C4A.0"),
        ("C44", "C4A.9", "C44.0"),
        ("chapter-4", "D89.9", "E00-E07"),
        ("chapter-1", None, "A00-A09"),
    ],
)
def test_entries_stand_as_in_the_tabular_list(
    shipped: GraphStore, code: str, before: str | None, after: str | None
) -> None:
    assert neighbours(shipped, "diagnosis", f"ICD10CM:{code}") == (before, after)


def test_codes_of_procedures_stand_in_their_order(shipped: GraphStore) -> None:
    assert neighbours(shipped, "procedure", "ICD10PCS:0SR9019") == ("0SR80KZ", "0SR901A")


def test_pages_and_the_ends_of_a_book_have_nothing_beside_them(shipped: GraphStore) -> None:
    assert neighbours(shipped, "procedure", "PAGE:myomectomy") == (None, None)
    assert neighbours(shipped, "procedure", "ICD10PCS:0016070")[0] is None


@needs_published
def test_procedure_codes_follow_each_other_as_in_the_order_file(shipped: GraphStore) -> None:
    """Of those codes that the graph has: a few of the file are of a later release."""
    graph = shipped.topology.graph
    pairs = [
        (graph.find(f"ICD10PCS:{code}"), graph.find(f"ICD10PCS:{after}"))
        for (number, code), (following, after) in pairwise(ordered(PCS_ORDER))
        if len(code) == len(after) == 7 and following == number + 1
    ]
    known = [(node, after) for node, after in pairs if node is not None and after is not None]
    assert len(known) > 100
    assert [beside(graph, node, Step.NEXT) for node, _ in known] == [after for _, after in known]


@needs_published
def test_diagnoses_stand_as_in_the_order_file(shipped: GraphStore) -> None:
    """The file has no chapters and blocks; of some codes it is a sample, each with its number in the whole."""
    entries = [curie.partition(":")[2] for curie in in_list(shipped)]
    places = {code.replace(".", ""): place for place, code in enumerate(code for code in entries if "-" not in code)}
    assert [places[code] + 1 for _, code in ordered(CM_ORDER)] == [number for number, _ in ordered(CM_ORDER)]


def ordered(path: Path) -> list[tuple[int, str]]:
    """The codes of an order file, each with its number."""
    rows = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [(int(row[:5]), row[6:14].strip()) for row in rows]


def test_the_way_through_the_list_meets_each_entry_once_and_leads_back(shipped: GraphStore) -> None:
    graph = shipped.topology.graph
    listed = list(in_list(shipped))
    assert len(listed) == len(set(listed)) > 90_000
    for curie in listed[:: len(listed) // 50]:
        number = graph.find(curie)
        assert number is not None
        following = beside(graph, number, Step.NEXT)
        assert following is None or beside(graph, following, Step.PREVIOUS) == number


def in_list(store: GraphStore) -> Iterator[str]:
    """The CURIEs of all entries of the tabular list, in its order."""
    after = ""
    while True:
        query = f"""{{ diagnoses(first: 1000, orderBy: [{{ field: TABULAR_POSITION }}]{after}) {{
            nodes {{ curie tabularPosition }} pageInfo {{ hasNextPage endCursor }} }} }}"""
        page = ask(store, query)["diagnoses"]
        yield from (node["curie"] for node in page["nodes"] if node["tabularPosition"] is not None)
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = f', after: "{page["pageInfo"]["endCursor"]}"'
