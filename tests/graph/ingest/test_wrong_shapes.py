"""JSON and XML of the right kind with wrong shapes: a finding says where, and the rest is read."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bench.fuzz.json_mutations import mutate_json
from bench.fuzz.xml_mutations import mutate_tokens
from graph.model.findings import MalformedFile, ReaderFailed, SourceError, TooLarge, UnexpectedValue
from tests.graph.ingest.codes import files
from tests.graph.ingest.codes.files import put, read
from tests.graph.ingest.codes.indexes import files as indexes

OTHERS: tuple[Any, ...] = (None, True, 7, 1.5, "", "text", [], {}, [None], [[]], {"": None})


def all_places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(inner for key, member in members for inner in all_places(member, (*place, key)))]


def exchanged(text: str, place: tuple[Any, ...], other: Any) -> Any:
    root = [json.loads(text)]
    container: Any = root
    for key in (0, *place)[:-1]:
        container = container[key]
    container[(0, *place)[-1]] = other
    return root[0]


@pytest.mark.parametrize("other", OTHERS, ids=repr)
def test_a_value_of_another_type_is_a_finding_or_read(tmp_path: Path, other: Any) -> None:
    for place in all_places(json.loads(files.LCD)):
        value = exchanged(files.LCD, place, other)
        _, findings = read(put(tmp_path, **{"coverage.json": json.dumps(value)}))
        assert not [finding for finding in findings if isinstance(finding, ReaderFailed)], (place, other)
        assert all(finding.path.endswith("coverage.json") for finding in findings)


@pytest.mark.parametrize(
    "text", [files.ICD10CM, files.TABLES, indexes.DISEASES, indexes.NEOPLASMS, indexes.DRUGS, indexes.PROCEDURES]
)
def test_xml_without_what_it_must_have_is_a_finding_or_read(tmp_path: Path, text: str) -> None:
    for number in range(40):
        mutated = mutate_tokens(text.encode(), Random(number))  # noqa: S311
        put(put(tmp_path, **{"one.xml": files.ICD10CM}), **{"file.xml": mutated})
        _, findings = read(tmp_path)
        assert not [str(finding) for finding in findings if isinstance(finding, ReaderFailed)], number


def findings_of_tables(folder: Path, old: str, new: str) -> tuple[list[SourceError], set[str]]:
    built, findings = read(put(folder, **{"tables.xml": files.TABLES.replace(old, new)}))
    return findings, {curie for curie in built.graph if curie.startswith("ICD10PCS:")}


ROW = files.TABLES[files.TABLES.index("<pcsRow>") : files.TABLES.index("</pcsTable>")]


def test_a_row_of_a_table_that_lacks_an_axis_is_left_out_and_the_others_are_read(tmp_path: Path) -> None:
    short = ROW.replace('<axis pos="6"><title>Device</title><label code="Z">No Device</label></axis>', "")
    (finding,), codes = findings_of_tables(tmp_path, ROW, short + ROW)
    assert isinstance(finding, UnexpectedValue)
    assert finding.details["at"] == "pcsTable[1]/pcsRow[1]"
    assert codes == {f"ICD10PCS:0PS{part}{approach}ZZ" for part in "9B" for approach in "0X"}


def test_a_table_without_its_own_axes_is_left_out(tmp_path: Path) -> None:
    (finding,), codes = findings_of_tables(tmp_path, '<label code="S">Reposition</label>', "")
    assert isinstance(finding, UnexpectedValue)
    assert (finding.details["at"], codes) == ("pcsTable[1]", set())


def test_elements_in_each_other_without_end_are_a_finding(tmp_path: Path) -> None:
    deep = "<diag><name>S42.0</name>" * 2_000 + "</diag>" * 2_000
    _, findings = read(put(tmp_path, **{"one.xml": files.ICD10CM.replace("</section>", f"{deep}</section>")}))
    assert [type(finding) for finding in findings] == [TooLarge]


def test_an_entry_within_itself_is_left_out(tmp_path: Path) -> None:
    diag = "<diag><name>S42.00</name><desc>Fracture of clavicle, unspecified</desc>"
    text = files.ICD10CM.replace(diag, f"{diag}<diag><name>S42.0</name></diag><diag><name> </name></diag>")
    built, findings = read(put(tmp_path, **{"one.xml": text}))
    unexpected = [finding.details["at"] for finding in findings if isinstance(finding, UnexpectedValue)]
    assert unexpected == ["S42.0", "name"]
    assert "ICD10CM:S42.00" in built.graph


def test_an_encoding_that_is_not_known_is_a_finding(tmp_path: Path) -> None:
    _, findings = read(put(tmp_path, **{"one.xml": files.ICD10CM.replace("utf-8", "utf-99")}))
    assert [type(finding) for finding in findings] == [MalformedFile]


def test_mutated_json_stays_json_and_is_another() -> None:
    changed = [mutate_json(files.LCD.encode(), Random(number)) for number in range(50)]  # noqa: S311
    assert len(set(changed)) > 40
    assert all(json.loads(text) is not Ellipsis for text in changed if text)
