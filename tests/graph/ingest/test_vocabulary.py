from pathlib import Path

import pytest

from graph.ingest.nearest_terms import nearest_terms
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
    assert "no kind of terms has this name" in str(findings[0])


HEADER = "label\taliases\tbroader\n"


def folders(tmp_path: Path, *texts: str) -> list[Path]:
    """Folders of a file of risks each."""
    found = [tmp_path / str(number) / "vocabulary" for number in range(len(texts))]
    for folder, text in zip(found, texts, strict=True):
        folder.mkdir(parents=True)
        (folder / "risk.tsv").write_text(HEADER + text, encoding="utf-8")
    return found


def test_folders_add_to_those_before_them(tmp_path: Path) -> None:
    given = folders(tmp_path, "Infection\tsepsis\t\n", "infection\tfestering\t\nAbscess\t\tInfection\n")
    read, findings = read_vocabulary(given)
    assert findings == []
    assert [*read.terms["Risk"]] == ["Infection", "Abscess"]
    assert read.terms["Risk"]["Infection"].aliases == ("sepsis", "festering")
    assert read.lookup("Risk", "Festering") == read.lookup("Risk", "sepsis") == read.terms["Risk"]["Infection"]
    assert [document.id for document in read.documents] == ["vocabulary/risk.tsv", "vocabulary-2/risk.tsv"]


def test_a_row_that_says_what_a_term_is_a_kind_of_is_its_evidence(tmp_path: Path) -> None:
    given = folders(tmp_path, "Harm\t\t\nInfection\t\t\n", "Infection\t\tHarm\n")
    term = read_vocabulary(given)[0].terms["Risk"]["Infection"]
    assert (term.broader, term.source, term.row) == ("Harm", "vocabulary-2/risk.tsv", "Infection\t\tHarm")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Pus\tsepsis\t", "'sepsis' already means 'Infection'"),
        ("Sepsis\t\t", "'Sepsis' already means 'Infection'"),
        ("Infection\t\tOther", "'Infection' is a kind of 'Harm' already"),
    ],
)
def test_a_contradiction_names_both_files_and_lines(tmp_path: Path, row: str, reason: str) -> None:
    given = folders(tmp_path, "Harm\t\t\nInfection\tsepsis\tHarm\nOther\t\t\n", f"{row}\n")
    _, (finding,) = read_vocabulary(given)
    assert (finding.path, finding.line) == (str(given[1] / "risk.tsv"), 2)
    assert reason in str(finding)
    assert f"{given[0] / 'risk.tsv'}:3" in str(finding)


def test_comments_are_no_rows_and_count_as_lines(tmp_path: Path) -> None:
    (tmp_path / "risk.tsv").write_text(f"# Ours.\n\n{HEADER}# None\nA\t\t\nB\n")
    read, findings = read_vocabulary([tmp_path])
    assert [*read.terms["Risk"]] == ["A"]
    assert [finding.line for finding in findings] == [6]


def test_near_terms_are_those_of_like_letters_or_words(vocabulary: Vocabulary) -> None:
    near = nearest_terms(vocabulary, "Risk", "Infecton")
    assert [(one.term.label, one.is_misspelling, one.may_mean("Infecton")) for one in near] == [
        ("Infection", True, False)
    ]
    (wound, *_) = nearest_terms(vocabulary, "Risk", "Wound")
    assert not wound.may_mean("Wound")
    (surgical, *_) = nearest_terms(vocabulary, "Risk", "Surgical wound infection")
    assert (surgical.wording, surgical.may_mean("Surgical wound infection")) == ("wound infection", True)
    assert nearest_terms(vocabulary, "Risk", "Boredom") == []
    assert nearest_terms(vocabulary, "Indication", "Infection") == []
