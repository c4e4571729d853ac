"""From rows of a conversion table and lists of codes to spans and replacements, over codes made up for it."""

from datetime import date

import pytest

from graph.ingest.codes.history.conversion_table import NewCode, effective_day, newest_rows, read_new_code
from graph.ingest.codes.history.former_codes import FormerCodes
from graph.ingest.codes.history.lineage import Lineage

APRIL = date(2023, 4, 1)


def october(year: int) -> date:
    """The first day of a fiscal year."""
    return date(year - 1, 10, 1)


def lineage(
    rows: list[NewCode], whole: set[str], headers: set[str], deleted: dict[str, int] | None = None, year: int = 2026
) -> Lineage:
    former = FormerCodes({code: (last, f"Title of {code}") for code, last in (deleted or {}).items()})
    return Lineage(whole, headers, former, rows, year)


def endings(found: Lineage) -> set[tuple[str, str]]:
    return {(item.earlier, item.later) for item in found.replacements if item.ends}


def test_a_code_that_was_divided_has_ended_and_one_that_stayed_has_not() -> None:
    rows = [NewCode("A00.01", october(2026), "A00.0"), NewCode("A00.09", october(2026), "A00.0, B20")]
    found = lineage(rows, {"A00.01", "A00.09", "B20"}, {"A00", "A00.0"}, {"A00.0": 2025})
    assert endings(found) == {("A00.0", "A00.01"), ("A00.0", "A00.09")}
    assert {(item.earlier, item.later) for item in found.replacements if not item.ends} == {("B20", "A00.09")}
    assert found.spans["A00.0"].ended == date(2025, 9, 30)
    assert found.spans["A00.01"].begun == october(2026)
    assert (found.spans["B20"].begun, found.spans["B20"].ended) == (None, None)


def test_a_code_can_end_within_a_fiscal_year() -> None:
    found = lineage([NewCode("Z59.10", APRIL, "Z59.1")], {"Z59.10"}, {"Z59.1"}, {"Z59.1": 2022})
    assert found.spans["Z59.1"].ended == date(2023, 3, 31)
    assert found.spans["Z59.10"].begun == APRIL


def test_a_code_named_while_it_stayed_ends_when_it_is_named_last() -> None:
    rows = [NewCode("I20.2", october(2023), "I20.8"), NewCode("I20.81", october(2024), "I20.8")]
    found = lineage(rows, {"I20.2", "I20.81"}, {"I20.8"}, {"I20.8": 2023})
    assert endings(found) == {("I20.8", "I20.81")}
    assert found.spans["I20.8"].ended == date(2023, 9, 30)


def test_before_the_first_list_a_code_ends_when_the_table_names_it_last() -> None:
    rows = [NewCode("A04.71", october(2018), "A04.7"), NewCode("S02.10XB", october(2017), "S02.1XXB")]
    found = lineage(rows, {"A04.71", "S02.10XB"}, {"A04.7"})
    assert endings(found) == {("A04.7", "A04.71"), ("S02.1XXB", "S02.10XB")}


@pytest.mark.parametrize("named", ["H33.2", "Z77.3"])
def test_a_header_is_no_code_that_ended(named: str) -> None:
    rows = [NewCode("H44.2C1", october(2018 if named == "H33.2" else 2026), named)]
    assert lineage(rows, {"H44.2C1"}, {"H33.2", "Z77.3"}).replacements == []


def test_a_code_that_ended_unnamed_is_divided_into_those_that_began_below_it() -> None:
    rows = [NewCode("C83.390", october(2025), "C83.30"), NewCode("C83.3", october(2020), "C83.39")]
    found = lineage(rows, {"C83.390", "C83.30", "C83.3"}, {"C83.39"}, {"C83.39": 2024})
    assert ("C83.39", "C83.390") in endings(found)


def test_a_new_code_of_a_year_after_the_list_is_known_and_a_misprint_is_not() -> None:
    rows = [NewCode("J34.830", october(2027), "J34.83"), NewCode("E11.3X11", october(2017), "E11.351")]
    found = lineage(rows, {"J34.83", "E11.351"}, {"J34.8"})
    assert found.spans["J34.830"].first_fiscal_year == 2027
    assert found.unknown == ["E11.3X11"]
    assert endings(found) == set()


def test_codes_that_ended_and_ended_again_are_a_chain() -> None:
    rows = [NewCode("B00.1", october(2018), "A00"), NewCode("B00.11", october(2023), "B00.1")]
    found = lineage(rows, {"B00.11"}, {"B00.1"}, {"B00.1": 2022})
    assert endings(found) == {("A00", "B00.1"), ("B00.1", "B00.11")}
    assert (found.spans["B00.1"].begun, found.spans["B00.1"].ended) == (october(2018), date(2022, 9, 30))


def test_the_table_that_reaches_farther_corrects_the_other() -> None:
    older, newer = NewCode("I82.451", october(2020), "I80.491"), NewCode("I82.451", october(2020), "I82.491")
    latest = NewCode("A00.01", october(2026), "A00.0")
    assert list(newest_rows([older], [latest, newer])) == [latest, newer]


def test_days_are_years_or_days() -> None:
    assert effective_day("2025") == date(2025, 10, 1)
    assert effective_day("2023-04-01 00:00:00") == APRIL
    with pytest.raises(ValueError, match="no date"):
        effective_day("October")


def test_a_code_without_its_point_has_it_again_and_what_is_no_code_is_none() -> None:
    row = {"current_code": "W453XXA", "effective": "2025", "previous_codes": "W45.8XXA"}
    assert read_new_code(row) == NewCode("W45.3XXA", october(2026), "W45.8XXA")
    with pytest.raises(ValueError, match="no code of ICD-10-CM"):
        read_new_code({**row, "current_code": "Total"})
