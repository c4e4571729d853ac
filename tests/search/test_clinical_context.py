"""What a clinical text says of what it mentions: negated, historical, of the family, hypothetical, uncertain."""

import csv
import re
from itertools import product
from pathlib import Path

import pytest

from bench.context.marked_sentences import counted, read_sentences
from graph.model.source_files import ROOT
from graph.search.clinical_context import mention_contexts, sentences

LANGUAGE = ROOT / "data" / "language"
JUDGED = Path(__file__).parent / "judged"
LEAST = 0.95
FORWARD, EITHER = {"forward", "adjective", "heading", "clause"}, {"either", "adverb", "both"}


def contexts(text: str, mention: str) -> dict[str, str]:
    """The categories of a mention in a text, each with its cue."""
    start = text.index(mention)
    (found,) = mention_contexts(text, [(start, start + len(mention))])
    assert all(text[one.start : one.end] == one.cue for one in found)
    return {one.category.value: one.cue for one in found}


def rows(name: str) -> list[dict[str, str]]:
    with (LANGUAGE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def written(cue: str, which: int) -> str:
    """A cue with a word of each of its classes: the first or the last."""
    words = {row["class"]: row["words"].split("|")[which] for row in rows("context-words.tsv")}
    words |= {"year": "1998", "decade": "1950s"}
    cue = re.sub(r"\{([a-z ]+)\??\}", lambda match: words[match[1]], cue)
    return cue.replace(" ... ", " ").removeprefix("^")


@pytest.mark.parametrize("name", ["context_sentences.txt", "context_sentences_other_author.txt"])
def test_judged_sentences_are_read_as_people_read_them(name: str) -> None:
    counts = counted(read_sentences(JUDGED / name))
    assert sum(counts["all"].values()) >= 100
    for kind in ("wrong", "missed"):
        assert counts["all"]["right"] >= LEAST * (counts["all"]["right"] + counts["all"][kind])
    assert {"negated", "historical", "family", "hypothetical", "uncertain"} < counts.keys()


def test_every_cue_is_met_and_says_what_its_line_says() -> None:
    cues = rows("context-cues.tsv")
    assert len({row["cue"].casefold() for row in cues}) == len(cues)
    for row, which in product(cues, (0, -1)):
        cue, categories = written(row["cue"], which), set(row["categories"].split())
        before, after = (set(contexts(text, "zzz")) for text in (f"{cue} zzz", f"zzz {cue}"))
        assert before == (categories if row["direction"] in FORWARD | EITHER | {"relative"} else set()), (cue, row)
        assert after == (categories if row["direction"] in EITHER | {"backward"} else set()), (cue, row)


def test_every_class_of_words_is_used_and_says_each_word_once() -> None:
    classes = {row["class"]: row["words"].split("|") for row in rows("context-words.tsv")}
    used = {name for row in rows("context-cues.tsv") for name in re.findall(r"\{([a-z ]+)", row["cue"])}
    assert classes.keys() - used == {"finite", "has", "predicate", "report"}
    assert used <= classes.keys() | {"year", "decade"}
    assert all(len(set(words)) == len(words) for words in classes.values())


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
        ("No family history of gout.", "gout", {"negated": "No", "family": "family history"}),
        ("Mother had gout; patient has lupus.", "lupus", {}),
        ("Mother reports fever.", "fever", {}),
        ("History obtained from the grandson: fever.", "fever", {}),
        ("The patient and his sister were told to watch for fever.", "fever", {"hypothetical": "watch for"}),
        ("Seen with her mother for fever.", "fever", {}),
        ("Two days of cough in his brother.", "cough", {"family": "in his brother"}),
        ("Stroke likely due to gout.", "Stroke", {}),
        ("Stroke likely due to gout.", "gout", {"uncertain": "likely due to"}),
        ("A cyst, likely a lipoma.", "cyst", {}),
        ("No fracture given the rash.", "rash", {}),
        ("Given the rash, gout was suspected.", "rash", {}),
        ("If the rash persists, return.", "rash", {}),
        ("If the rash returns, call.", "rash", {"hypothetical": "If"}),
        ("Unclear whether the rash is due to gout.", "gout", {"uncertain": "whether"}),
        ("Without delay, and a hernia was found.", "hernia", {}),
        ("Without treatment the hernia grew.", "hernia", {}),
        ("A suspected stone prompted endoscopy.", "endoscopy", {}),
        ("The cause of the anemia is unclear.", "anemia", {}),
        ("Pain now, ?gout", "gout", {"uncertain": "?"}),
        ("No reported fever.", "fever", {"negated": "No"}),
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
