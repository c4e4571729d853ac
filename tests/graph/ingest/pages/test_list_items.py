import pytest

from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.condition_sentences import read_condition_items
from graph.ingest.pages.list_items import read_items, split_list
from graph.ingest.pages.record import Item


def block(text: str, kind: BlockKind = BlockKind.BULLET) -> Block:
    return Block(kind, text, 10, 10 + len(text), 3)


def item(text: str) -> Item:
    items, remarks = read_items([block(text)])
    assert remarks == []
    assert len(items) == 1
    return items[0]


def test_examples_in_brackets_become_phrases_with_their_place() -> None:
    found = item("Spinal deformities (e.g., scoliosis, kyphosis)")
    assert found.term == "Spinal deformities"
    assert [(example.text, example.start) for example in found.examples] == [("scoliosis", 36), ("kyphosis", 47)]


def test_examples_after_such_as() -> None:
    found = item("Non-surgical treatments such as physical therapy, bracing, or pain management")
    assert found.term == "Non-surgical treatments"
    assert [example.text for example in found.examples] == ["physical therapy", "bracing", "pain management"]


def test_a_time_is_taken_out_of_the_term() -> None:
    found = item("Fasting for at least 8 hours before the procedure")
    assert found.term == "Fasting before the procedure"
    assert found.quantity is not None
    assert (found.quantity.low, found.quantity.high, found.quantity.unit) == (8, None, "hour")


def test_a_label_is_the_term_and_the_rest_its_detail() -> None:
    found = item("Fasting: Nothing to eat for 6 hours")
    assert (found.term, found.detail) == ("Fasting", "Nothing to eat for 6 hours")
    assert found.quantity is not None


@pytest.mark.parametrize("text", ["Blood tests (if the patient is older)", "Blood tests, if the patient is older"])
def test_a_condition_is_kept_apart(text: str) -> None:
    assert (item(text).term, item(text).condition) == ("Blood tests", "if the patient is older")


def test_a_listing_label_gives_an_item_for_each_part() -> None:
    items, _ = read_items([block("Symptoms: pain, numbness, and weakness")])
    assert [found.term for found in items] == ["pain", "numbness", "weakness"]


@pytest.mark.parametrize("text", ["Patient criteria typically include a failed trial of therapy.", "Goals: less pain"])
def test_what_is_no_condition_stays_a_remark(text: str) -> None:
    items, remarks = read_items([block(text)])
    assert items == []
    assert [remark.text for remark in remarks] == [text]


def test_conditions_joined_by_commas_in_prose() -> None:
    prose = block("It is used for patients with back pain, sciatica, or spinal stenosis.", BlockKind.PARAGRAPH)
    items, remarks = read_condition_items([prose])
    assert [found.term for found in items] == ["back pain", "sciatica", "spinal stenosis"]
    assert [remark.text for remark in remarks] == [prose.text]


@pytest.mark.parametrize(
    "text",
    [
        "It is not recommended for patients with pacemakers, implants, or claustrophobia.",
        "Contraindications: pregnancy",
        "Not recommended during pregnancy",
    ],
)
def test_what_is_denied_is_no_condition(text: str) -> None:
    for kind in (BlockKind.PARAGRAPH, BlockKind.BULLET):
        items, remarks = read_condition_items([block(text, kind)])
        assert items == []
        assert [remark.text for remark in remarks] == [text]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Common risks: nausea, bruising", ["nausea", "bruising"]),
        ("Rare: stroke", ["stroke"]),
        ("Patients who would like permanent contraception", ["Patients who would like permanent contraception"]),
        ("Anemia (https://example.org/anemia)", ["Anemia"]),
        ("Children under 2 years", ["Children under 2 years"]),
    ],
)
def test_terms_of_odd_entries(text: str, terms: list[str]) -> None:
    assert [found.term for found in read_items([block(text)])[0]] == terms


def test_prose_that_lists_nothing_is_only_a_remark() -> None:
    prose = block("The doctor decides in each case.", BlockKind.PARAGRAPH)
    assert read_condition_items([prose])[0] == []


def test_lists_are_split_at_the_last_and() -> None:
    assert split_list("a, b and c") == ["a", "b", "c"]
    assert split_list("nausea and vomiting, pain") == ["nausea and vomiting", "pain"]
