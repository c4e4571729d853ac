"""`medcode ground`, as someone types it."""

import csv
import io
from pathlib import Path

import pytest

from graph.console import OK, USAGE
from medcode.__main__ import main
from tests.commands.conftest import Program

Printed = pytest.CaptureFixture[str]


def ground(folder: Path, *words: str) -> int:
    return main(["ground", *words, "--graph", str(folder)])


def rows(text: str, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=separator))


def test_a_term_a_line_in_the_order_of_the_lines(world_folder: Path, tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "terms.txt"
    file.write_bytes("\ufeffInfection\r\n\r\n  xyzzy \nWrist fracture\n".encode())
    assert ground(world_folder, str(file)) == OK
    found = rows(capsys.readouterr().out)
    assert [row["text"] for row in found] == ["Infection", "xyzzy", "Wrist fracture"]
    assert [bool(row["curie"]) for row in found] == [row["reason"] == "" for row in found]
    assert (found[0]["curie"], found[1]["reason"]) == ("RISK:infection", "nothing found")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_column_of_a_table(world_folder: Path, tmp_path: Path, separator: str, capsys: Printed) -> None:
    file = tmp_path / "visits.csv"
    file.write_text(f'id{separator}why\n1{separator}"Infection"\n2\n3{separator}Stiffness\n')
    assert ground(world_folder, str(file), "--column", "why", "--format", "tsv", "--kind", "Risk") == OK
    found = rows(capsys.readouterr().out, "\t")
    assert [row["curie"] for row in found] == ["RISK:infection", "", "RISK:stiffness"]


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (b"a,b\n", ["--column", "c"], "there is no column 'c'; there are a, b"),
        (b'a,b\n1,"open\n', ["--column", "b"], "unexpected end of data"),
        (b"", ["--column", "c"], "there is no column 'c'"),
        (b"\xff\xfe", [], "cannot be read as UTF-8"),
        (None, [], "cannot be read as UTF-8"),
    ],
    ids=["column", "quote", "empty", "encoding", "missing"],
)
def test_what_cannot_be_read_exits_with_2(
    world_folder: Path, tmp_path: Path, content: bytes | None, words: list[str], said: str, capsys: Printed
) -> None:
    file = tmp_path / "terms"
    if content is not None:
        file.write_bytes(content)
    assert ground(world_folder, str(file), *words) == USAGE
    printed = capsys.readouterr()
    assert said in printed.err
    assert not printed.out


def test_it_reads_standard_input(world_folder: Path, program: Program) -> None:
    printed = program("ground", "-", "--graph", str(world_folder), given="Infection\n")
    assert (printed.returncode, printed.stderr) == (OK, "")
    assert rows(printed.stdout)[0]["curie"] == "RISK:infection"
