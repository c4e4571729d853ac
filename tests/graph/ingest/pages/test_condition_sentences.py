"""Conditions in sentences: told apart where that is safe, and findings otherwise."""

from pathlib import Path

import pytest

from graph.ingest.build import build
from graph.ingest.pages.page_folders import PageSource, read_page_record
from graph.ingest.verify_quotes import verify
from graph.ingest.vocabulary import Vocabulary
from graph.model.findings import SourceError, UnreadConditions
from graph.model.property_graph import edges_of


def read(sentence: str) -> tuple[list[str], list[SourceError]]:
    text = f"Summary\nx\n\nIndications\n\n{sentence}\n\nRisks\n- Pain\n"
    record, findings = read_page_record(text.encode(), "page.txt", "x")
    return [item.term for item in record.indications], findings


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("Done for gallstones, cholecystitis and pancreatitis.", ["gallstones", "cholecystitis", "pancreatitis"]),
        ("It is used to treat gout; it is safe.", []),
        ("It is performed for gallstones.", ["gallstones"]),
        ("It treats hernias and hydroceles. It is not recommended for children.", ["hernias", "hydroceles"]),
        ("It is used for scars, burns (by heat, by frost), and keloids.", []),
        ("Done for acute and chronic pancreatitis.", []),
        ("Done for fever, swelling of the knee and hip.", []),
        ("Done for pain that does not go away and swelling.", []),
        ("Done for diagnosis and treatment of gallstones.", []),
        ("Performed in hospitals, clinics and offices.", []),
        ("Done for gallstones but not for polyps.", []),
        ("The doctor decides.", []),
    ],
)
def test_conditions_are_told_apart_or_are_a_finding(sentence: str, terms: list[str]) -> None:
    found, findings = read(sentence)
    assert found == terms
    assert [(type(item), item.line, item.details) for item in findings] == (
        [] if terms else [(UnreadConditions, 6, {"text": sentence})]
    )


@pytest.mark.parametrize("text", ["It is not recommended for children.", "None", "- Gout", "They are:\n- Gout", ""])
def test_what_names_no_condition_in_a_sentence_is_no_finding(text: str) -> None:
    assert read(text)[1] == []


def test_a_sentence_beside_a_list_is_a_finding_where_it_names_conditions() -> None:
    assert [type(finding) for finding in read("- Gout\n\nAlso done for warts and scars.")[1]] == [UnreadConditions]
    assert read("- Gout\n\nThe doctor decides.")[1] == []


def test_one_sentence_that_is_read_does_not_hide_another() -> None:
    terms, findings = read("Done for warts and scars. Also used for acute and chronic pain.")
    assert terms == ["warts", "scars"]
    assert len(findings) == 1


def test_quotes_of_a_sentence_over_several_lines_hold(tmp_path: Path) -> None:
    text = "Summary\nx\nIndications\nDone for warts, very\n  old scars and\n\tburns.\n"
    text += "Risks\n- Loss of hair or\n  of nails\n"
    (tmp_path / "page.txt").write_text(text)
    graph = build([PageSource({tmp_path: "MIT"}, Vocabulary())]).graph
    quoted = [e.evidence[0] for e in edges_of(graph) if e.kind in {"HAS_INDICATION", "HAS_RISK"}]
    assert {q.quote: text[q.start : q.end] for q in quoted} == {
        "warts": "warts",
        "very old scars": "very\n  old scars",
        "burns": "burns",
        "Loss of hair or of nails": "Loss of hair or\n  of nails",
    }
    assert list(verify(graph)) == []
