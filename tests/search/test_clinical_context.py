"""What a clinical text says of what it mentions: negated, historical, of the family, hypothetical, uncertain."""

import csv
from pathlib import Path

import pytest

from bench.context.marked_sentences import counted, read_sentences
from graph.model.source_files import ROOT
from graph.search.clinical_context import mention_contexts, sentences
from graph.search.words import folded_words

CUES = ROOT / "data" / "language" / "context-cues.tsv"
JUDGED = Path(__file__).parent / "judged" / "context_sentences.txt"
LEAST = 0.95


def contexts(text: str, mention: str) -> dict[str, str]:
    """The categories of a mention in a text, each with its cue."""
    start = text.index(mention)
    (found,) = mention_contexts(text, [(start, start + len(mention))])
    assert all(text[one.start : one.end] == one.cue for one in found)
    return {one.category.value: one.cue for one in found}


def test_judged_sentences_are_read_as_people_read_them() -> None:
    counts = counted(read_sentences(JUDGED))
    assert sum(counts["all"].values()) >= 100
    for kind in ("wrong", "missed"):
        assert counts["all"]["right"] >= LEAST * (counts["all"]["right"] + counts["all"][kind])
    assert {"negated", "historical", "family", "hypothetical", "uncertain"} < counts.keys()


def test_every_cue_is_met_and_says_what_its_line_says() -> None:
    with CUES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len({row["cue"].casefold() for row in rows}) == len(rows)
    for row in rows:
        cue, categories = row["cue"].replace("{year}", "1998"), set(row["categories"].split())
        assert folded_words(cue), row
        before, after = (set(contexts(text, "zzz")) for text in (f"{cue} zzz", f"zzz {cue}"))
        assert before == (categories if row["direction"] in ("forward", "both") else set()), row
        assert after == (categories if row["direction"] in ("backward", "both") else set()), row


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("No fever, chills or cough.", "cough", {"negated": "No"}),
        ("Denies fever but has chills.", "chills", {}),
        ("No fever. Chills since Monday.", "Chills", {}),
        ("No fever,\nchills or cough.", "cough", {"negated": "No"}),
        ("No fever, chills present.", "chills", {}),
        ("No fever, sweats or chills present.", "chills", {"negated": "No"}),
        ("Not only fever was noted.", "fever", {}),
        ("A two-day history of fever.", "fever", {}),
        ("History of gout, denies fever.", "fever", {"negated": "denies"}),
        ("No family history of gout.", "gout", {"negated": "No family history of", "family": "No family history of"}),
        ("Mother had gout; patient has lupus.", "lupus", {}),
        ("Mother reports fever.", "fever", {}),
        ("Chest pain without radiation was denied.", "Chest pain without radiation", {"negated": "was denied"}),
        ("Fever was ruled out, cough cannot be excluded.", "cough", {"uncertain": "cannot be excluded"}),
        ("🙂 Father: no gout.", "gout", {"family": "Father", "negated": "no"}),
        ("Nonsteroidal drugs and knots: gout.", "gout", {}),
    ],
)
def test_a_cue_holds_to_the_end_of_its_scope(text: str, mention: str, expected: dict[str, str]) -> None:
    assert contexts(text, mention) == expected


def test_sentences_do_not_end_after_titles_and_initials() -> None:
    text = "Seen by Dr. Gray and J. Doe. Temp. normal; cough\n- fever"
    assert [text[start:end].strip() for start, end in sentences(text)] == [
        "Seen by Dr. Gray and J. Doe.",
        "Temp. normal;",
        "cough",
        "- fever",
    ]
