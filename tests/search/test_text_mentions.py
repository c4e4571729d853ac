"""Texts annotated, by either execution."""

from typing import Any

import pytest

from graph.model.limits import Limits
from tests.conftest import Ask

QUERY = """query ($text: String!) { annotate(text: $text) { truncated mentions {
    text start end grounding { node { curie } abstention } contexts { category cue start end } } } }"""


def mentions(ask: Ask, text: str) -> list[dict[str, Any]]:
    found = ask(QUERY, text=text)["annotate"]
    assert not found["truncated"]
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found["mentions"])
    return list(found["mentions"])


def test_a_mention_has_its_meaning_and_its_context(ask: Ask) -> None:
    text = "𝒜 note: denies skin sores. Father had a WRIST\nfracture; a broken bone, no stiffness/infection."
    assert [(one["text"], one["grounding"]["node"]["curie"]) for one in mentions(ask, text)] == [
        ("skin sores", "RISK:skin-sore"),
        ("WRIST\nfracture", "INDICATION:wrist-fracture"),
        ("broken bone", "INDICATION:fracture"),
        ("stiffness", "RISK:stiffness"),
        ("infection", "RISK:infection"),
    ]
    said = [[(of["category"], of["cue"], of["start"]) for of in one["contexts"]] for one in mentions(ask, text)]
    absent = [("NEGATED", "no", 71)]
    assert said == [[("NEGATED", "denies", 8)], [("FAMILY", "Father", 27)], [], absent, absent]


@pytest.mark.parametrize("text", ["", " \n", "The patient walks.", "🙂" * 50, "no", "in the of", "\x00", "((("])
def test_what_names_nothing_has_no_mentions(ask: Ask, text: str) -> None:
    assert mentions(ask, text) == []


def test_a_text_with_too_many_mentions_is_annotated_in_part(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "mentions", 2)
    found = ask(QUERY, text="Fracture, sprain, infection.")["annotate"]
    assert (found["truncated"], [one["text"] for one in found["mentions"]]) == (True, ["Fracture", "sprain"])
