"""The tree of a tabular list, and what covers a set of its codes."""

from hypothesis import given
from hypothesis import strategies as st

from graph.ingest.codes.icd10cm.code_tree import CodeTree

ENTRIES = {
    "chapter-1": None,
    "A00-A09": "chapter-1",
    "A00": "A00-A09",
    "A00.0": "A00",
    "A00.1": "A00",
    "A01": "A00-A09",
    "A02": "A00-A09",
    "A02.0": "A02",
    "A02.00": "A02.0",
    "A02.01": "A02.0",
    "A02.1": "A02",
    "A20": "chapter-1",
}


def tree() -> CodeTree:
    made = CodeTree()
    for entry, parent in ENTRIES.items():
        made.add(entry, parent)
    made.number()
    return made


def lone() -> CodeTree:
    """A block of a single category."""
    made = CodeTree()
    for entry, parent in {"chapter-21": None, "Z30-Z39": "chapter-21", "Z3A": "Z30-Z39", "Z3A.0": "Z3A"}.items():
        made.add(entry, parent)
    made.number()
    return made


TREE = tree()
WHOLE = ("A00.0", "A00.1", "A01", "A02.00", "A02.01", "A02.1", "A20")


def test_whole_codes_are_numbered_in_the_order_of_the_list() -> None:
    assert TREE.codes(TREE.numbers("chapter-1")) == list(WHOLE)
    assert TREE.codes(TREE.numbers("A01", "A02.0")) == ["A01", "A02.00", "A02.01"]
    assert list(TREE.ancestors("A02.00")) == ["A02.0", "A02", "A00-A09", "chapter-1"]


def test_a_range_is_covered_by_the_highest_entries_that_hold_nothing_else() -> None:
    assert TREE.cover(TREE.numbers("A00", "A02.0")) == ["A00", "A01", "A02.0"]
    assert TREE.cover(TREE.numbers("A00", "A02")) == ["A00-A09"]
    assert TREE.cover(TREE.numbers("A00", "A20")) == ["chapter-1"]
    assert TREE.cover([]) == []
    assert lone().cover([0]) == ["Z3A"]


def test_a_range_to_an_entry_that_is_not_there_ends_where_it_would_be() -> None:
    assert TREE.codes(TREE.numbers_between("A01", "A09")) == ["A01", "A02.00", "A02.01", "A02.1"]


@given(st.sets(st.integers(0, len(WHOLE) - 1)))
def test_a_cover_has_just_the_codes_that_are_asked_for(numbers: set[int]) -> None:
    cover = TREE.cover(sorted(numbers))
    covered = [number for entry in cover for number in TREE.numbers(entry)]
    assert covered == sorted(numbers)
    below = {child for child, parent in TREE.parents.items() if parent in cover}
    assert not below & set(cover)
