from pathlib import Path

import pytest

from graph.ingest.vocabulary import Vocabulary, normalise, read_vocabulary


@pytest.fixture
def vocabulary(tmp_path: Path) -> Vocabulary:
    rows = ["label\taliases\tbroader", "Infection\tinfections|wound infection\t", "Sepsis\t\tInfection"]
    (tmp_path / "risk.tsv").write_text("\n".join(rows) + "\n")
    read, findings = read_vocabulary([tmp_path])
    assert findings == []
    return read


@pytest.mark.parametrize("wording", ["Infection", "infections", " WOUND  infection. ", "Infection;"])
def test_wordings_of_one_concept_are_one_concept(vocabulary: Vocabulary, wording: str) -> None:
    term = vocabulary.lookup("Risk", wording)
    assert term is not None
    assert term.label == "Infection"


def test_a_wording_it_does_not_have_is_not_guessed(vocabulary: Vocabulary) -> None:
    assert vocabulary.lookup("Risk", "infectious") is None
    assert vocabulary.lookup("Indication", "infection") is None


def test_prose_is_scanned_for_whole_terms_outside_negations(vocabulary: Vocabulary) -> None:
    found = vocabulary.scan("Risk", "A wound infection may lead to sepsis. There is no infection otherwise.")
    assert [item.label for item in found] == ["Infection", "Sepsis"]
    assert vocabulary.scan("Risk", "reinfections") == []


def test_a_row_points_to_itself_in_its_file(vocabulary: Vocabulary, tmp_path: Path) -> None:
    term = vocabulary.terms["Risk"]["Sepsis"]
    text = (tmp_path / "risk.tsv").read_text()
    assert text[term.start : term.start + len(term.row)] == term.row


def test_dashes_and_apostrophes_do_not_count() -> None:
    assert normalise("Crohn’s  disease –") == normalise("crohn's disease -")


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("term\taliases\n", 1, "columns"),
        ("label\taliases\tbroader\nInfection\n", 2, "a row has"),
        ("label\taliases\tbroader\nA\tx\t\nB\tx\t\n", 3, "already means 'A'"),
        ("label\taliases\tbroader\nA\t\tNowhere\n", 2, "not a label"),
    ],
)
def test_a_bad_row_is_a_finding_with_its_line(tmp_path: Path, content: str, line: int, reason: str) -> None:
    (tmp_path / "risk.tsv").write_text(content)
    _, findings = read_vocabulary([tmp_path])
    assert [finding.line for finding in findings] == [line]
    assert reason in str(findings[0])


def test_a_file_of_no_kind_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "weather.tsv").write_text("label\taliases\tbroader\n")
    _, findings = read_vocabulary([tmp_path])
    assert "no kind of node" in str(findings[0])
