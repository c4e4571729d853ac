import pytest

from graph.ingest.pages.headings import SectionKey
from graph.ingest.pages.page_folders import read_page_record
from graph.ingest.pages.page_sections import read_layout
from graph.ingest.pages.text import read_text
from graph.model.data_findings import NotFilledIn
from graph.model.findings import DuplicateSection, NotAPage, UndecodableText, UnknownSection

PAGE = """Search all medical codes
Something done to a knee, cut sho
CPT4 code
Name of the Procedure:
Knee Repair
Summary
A knee is repaired.
Procedure Description
Preparation:
- The knee is washed.
Duration
About 30 minutes per knee.
Similar Codes
"""


def keys(text: str) -> list[SectionKey]:
    return [section.key for section in read_layout(text, "page.txt")[0].sections]


def test_a_line_in_the_other_style_is_a_sub_heading_where_the_section_has_its_own() -> None:
    with_own = PAGE.replace("Procedure Description\n", "Preparation\n- Fasting\nProcedure Description\n")
    assert keys(with_own).count(SectionKey.PREPARATION) == 1
    record, _ = read_page_record(with_own.encode(), "page.txt", "x")
    assert [step.phase for step in record.steps] == ["Preparation"]


def test_a_section_in_the_other_style_counts_where_there_is_no_other() -> None:
    assert SectionKey.PREPARATION not in keys(PAGE)
    assert SectionKey.RECOVERY in keys(PAGE.replace("Similar Codes", "Recovery:\n- Rest\nSimilar Codes"))


def test_on_a_page_with_colons_a_sub_heading_of_the_description_is_none_of_a_section() -> None:
    text = (
        "Summary:\nx\nPreparation:\n- Fasting\nProcedure Description:\nPreparation:\n- Wash.\nRecovery:\n- Wake.\n"
        "Duration:\n1 hour\nRecovery:\n- Rest\n"
    )
    record, findings = read_page_record(text.encode(), "page.txt", "x")
    assert findings == []
    assert [(step.phase, step.text) for step in record.steps] == [("Preparation", "Wash."), ("Recovery", "Wake.")]
    assert [item.term for item in record.recovery] == ["Rest"]


def test_a_heading_that_no_page_has_ends_the_list_above_it() -> None:
    text = "Summary\nx\nIndications\n- Pain\nBilling\n- Modifier\nPersonnel\n- Nurse\n"
    record, findings = read_page_record(text.encode(), "page.txt", "x")
    kept = [(section.title, section.remarks) for section in record.sections if section.key is SectionKey.OTHER]
    assert [item.term for item in record.indications] == ["Pain"]
    assert [(type(finding), finding.line) for finding in findings] == [(UnknownSection, 5)]
    assert kept == [("Billing", ("Modifier",))]


def test_contraindications_are_a_section_of_their_own() -> None:
    text = "Summary\nx\nIndications\n- Pain\nContraindications\n- Pregnancy\nPersonnel\n- Nurse\n"
    record, findings = read_page_record(text.encode(), "page.txt", "x")
    assert findings == []
    assert [item.term for item in record.indications] == ["Pain"]
    assert [item.term for item in record.contraindications] == ["Pregnancy"]


def test_lines_that_go_on_in_lower_case_are_one() -> None:
    text = "Summary\nA knee is\nrepaired.\nRisks\n- Hardware failure or\n  displacement\n- Bleeding\n"
    record, _ = read_page_record(text.encode(), "page.txt", "x")
    assert record.summary == "A knee is repaired."
    assert [item.term for item in record.risks] == ["Hardware failure or displacement", "Bleeding"]
    whole = record.risks[0].whole
    assert text[whole.start : whole.end].split() == whole.text.split()


def test_a_descriptor_over_several_lines() -> None:
    text = PAGE.replace("cut sho", "cut\nshort").replace("CPT4 code", "HCPCS Level II code")
    record, _ = read_page_record(text.encode(), "page.txt", "x")
    assert record.descriptor is not None
    assert (record.descriptor.text, record.code_kind) == ("Something done to a knee, cut short", "HCPCS Level II code")


def test_utf_16_is_text_and_invisible_characters_do_not_hide_a_heading() -> None:
    record, _ = read_page_record(PAGE.encode("utf-16"), "page.txt", "x")
    assert record.name == "Knee Repair"
    assert SectionKey.SUMMARY in keys(PAGE.replace("Summary", "\u200bSummary"))


def test_html_inside_a_form_and_items_without_end_tags() -> None:
    markup = "<form><h2><button>Risks</button></h2><ul><li>Bleeding<li>Infection</ul><h2>Summary</h2><p>x</form>"
    record, _ = read_page_record(markup.encode(), "page.html", "x")
    assert [item.term for item in record.risks] == ["Bleeding", "Infection"]


def test_markdown_with_underlined_headings_and_a_little_html() -> None:
    text = 'Knee Repair\n===========\n\nSummary\n-------\n\n<p align="left">x</p>\n\nPurpose\n-------\n\ny\n'
    record, _ = read_page_record(text.encode(), "page.md", "x")
    assert (record.summary, record.purpose) == ("x", "y")


def test_two_unknown_sections_of_one_name_are_both_kept() -> None:
    text = "## Summary\n\nx\n\n## Notes\n\none\n\n## Purpose\n\ny\n\n## Notes!\n\ntwo\n"
    record, _ = read_page_record(text.encode(), "page.md", "x")
    assert [s.text for s in record.sections if s.key is SectionKey.OTHER] == ["one", "two"]


def test_headings_with_their_text_on_the_line() -> None:
    text = "Name: x\nSUMMARY:\nIt is done.\nPurpose:\nTo help.\nDuration: 30 minutes\n"
    record, _ = read_page_record(text.encode(), "page.txt", "Fallback")
    assert record.duration is not None
    assert record.duration.min_minutes == 30
    assert text[record.duration.whole.start : record.duration.whole.end] == "30 minutes"


def test_the_head_gives_descriptor_and_kind() -> None:
    record, _ = read_page_record(PAGE.encode(), "page.txt", "x")
    assert record.descriptor is not None
    assert (record.descriptor.text, record.code_kind) == ("Something done to a knee, cut sho", "CPT4 code")
    assert record.duration is not None
    assert (record.duration.min_minutes, record.duration.per) == (30, "knee")


def test_a_page_without_head_and_name_is_named_by_its_file() -> None:
    record, _ = read_page_record(b"Summary\nx\nPurpose\ny\n", "page.txt", "Knee repair")
    assert (record.name, record.descriptor, record.code_kind) == ("Knee repair", None, None)


def test_a_section_twice_is_a_finding_and_both_parts_are_kept() -> None:
    text = PAGE + "Summary\nIt is repaired again.\n"
    record, findings = read_page_record(text.encode(), "page.txt", "x")
    assert [(type(finding), finding.line) for finding in findings] == [(DuplicateSection, 14)]
    assert record.summary == "A knee is repaired.\nIt is repaired again."


def test_an_unknown_heading_opens_a_section_of_its_own() -> None:
    text = "# Knee Repair\n\n## Summary\n\nText.\n\n## Coding notes\n\nKept **as it is**.\n\n## Purpose\n\nTo help.\n"
    record, findings = read_page_record(text.encode(), "page.md", "x")
    assert [type(finding) for finding in findings] == [UnknownSection]
    assert [(s.title, s.remarks) for s in record.sections if s.key is SectionKey.OTHER] == [
        ("Coding notes", ("Kept as it is.",))
    ]


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x89PNG\0\0", b"Just a letter.\n", b"Summary\nof nothing else\n"])
def test_what_is_no_page_is_refused_with_file_and_line(content: bytes) -> None:
    with pytest.raises(NotAPage) as refused:
        read_page_record(content, "letter.txt", "x")
    assert (refused.value.path, refused.value.line) == ("letter.txt", 1)


def test_text_that_is_not_utf_8_is_read_and_reported() -> None:
    text, findings = read_text("Summary\nM\xe9ni\xe8re\n".encode("latin-1"), "page.txt")
    assert "Ménière" in text.text
    assert [(type(finding), finding.line) for finding in findings] == [(UndecodableText, 2)]


def test_a_byte_order_mark_is_no_letter() -> None:
    assert read_text(b"\xef\xbb\xbfSummary", "page.txt")[0].text == "Summary"


def test_html_keeps_addresses_nested_lists_and_tables() -> None:
    markup = (
        "<div><h2>Similar Codes</h2><ul><li>A<ul><li>B</li></ul></li></ul>"
        "<p>See <a href='https://example.org/p'>policy</a>.</p>"
        "<table><tr><th>Time</th><td>1 hour</td></tr></table></div>"
    )
    text, _ = read_text(markup.encode(), "page.html")
    assert text.text.split("\n\n") == [
        "## Similar Codes",
        "  • A",
        "  • B",
        "See policy (https://example.org/p).",
        "Time: 1 hour\n",
    ]


def test_every_block_is_where_it_says() -> None:
    text = PAGE.replace("\n", "\r\n")
    layout, _ = read_layout(text, "page.txt")
    blocks = [*layout.head, *(block for section in layout.sections for block in (section.heading, *section.blocks))]
    assert all(text[block.start : block.end] == block.text for block in blocks)


def test_nothing_is_read_from_what_is_not_filled_in() -> None:
    text = f"{PAGE}Risks and Complications\n- [Fill in: a harm]\n- Bleeding [1]\nBenefits\n- See [FILL IN: what]\n"
    record, findings = read_page_record(text.encode(), "page.txt", "x")
    assert [(type(finding), finding.line) for finding in findings] == [(NotFilledIn, 15), (NotFilledIn, 18)]
    assert [item.whole.text for item in record.risks] == ["Bleeding [1]"]
    assert record.benefits == []
