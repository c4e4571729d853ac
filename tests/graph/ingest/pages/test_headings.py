"""The headings that pages use in everyday words, and what is said of unknown ones."""

import pytest

from docs_site.rules_and_headings import headings
from graph.ingest.pages.headings import HEADINGS, TITLES, SectionKey, heading_key, normalised_heading
from graph.ingest.pages.nearest_heading import nearest_heading
from graph.ingest.pages.page_folders import read_page_record
from graph.model.findings import DuplicateSection, UnknownSection


def test_every_section_has_a_title_and_every_heading_one_section() -> None:
    assert set(HEADINGS) == set(SectionKey) - {SectionKey.OTHER}
    names = [normalised_heading(name) for names in HEADINGS.values() for name in names]
    assert len(names) > 60
    assert {key for name, key in ((name, heading_key(name)) for name in names) if key is None} == set()
    sections = [(normalised_heading(name), key) for key, names in HEADINGS.items() for name in names]
    assert len(dict(sections)) == len(set(sections))
    assert all(heading_key(title) is key for key, title in TITLES.items())


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Indication", SectionKey.INDICATIONS),
        ("STEPS:", SectionKey.STEPS),
        ("Why it’s done", SectionKey.PURPOSE),
        ("why is it done?", SectionKey.PURPOSE),
        ("Who does it", SectionKey.PERSONNEL),
        ("## 3.1 What happens", SectionKey.STEPS),
        ("4) How long it takes", SectionKey.DURATION),
        ("IV. Getting ready", SectionKey.PREPARATION),
        ("**After the procedure**", SectionKey.RECOVERY),
        ("Dangers!", SectionKey.RISKS),
        ("Risks / Complications", SectionKey.RISKS),
        ("follow up", SectionKey.RECOVERY),
        ("Medical Policies and Guidelines for a test (of something)", SectionKey.GUIDELINES),
        ("Who should not have it?", SectionKey.CONTRAINDICATIONS),
        ("Steps are taken", None),
    ],
)
def test_case_punctuation_and_numbering_do_not_count(line: str, key: SectionKey | None) -> None:
    assert heading_key(line) is key


@pytest.mark.parametrize(
    ("heading", "nearest"),
    [
        ("Indicatons", "Indications"),
        ("Risks of the operation", "Risks"),
        ("Prepration:", "Preparation"),
        ("Rest and recovery time", "Recovery"),
        ("Contra-indications", "Contraindications"),
        ("Not indications", None),
        ("Billing", None),
        ("The procedure", None),
    ],
)
def test_the_heading_that_may_be_meant(heading: str, nearest: str | None) -> None:
    assert nearest_heading(heading) == nearest


def test_an_unknown_heading_is_a_finding_with_what_may_be_meant() -> None:
    text = "## Summary\n\nx\n\n## Dangres\n\n- Bleeding\n\n## Billing\n\ny\n\n## Purpose\n\nz\n"
    _, findings = read_page_record(text.encode(), "page.md", "x")
    assert [(type(finding), finding.line, finding.details) for finding in findings] == [
        (UnknownSection, 5, {"heading": "Dangres", "did_you_mean": "Dangers"}),
        (UnknownSection, 9, {"heading": "Billing"}),
    ]


def test_a_misspelt_line_is_a_heading_and_no_part_of_the_text_above() -> None:
    text = "Summary\nA test.\nIndicatons\n- Pain\nRisks\n- Bruise\n"
    record, findings = read_page_record(text.encode(), "page.txt", "x")
    assert record.summary == "A test."
    assert [(finding.line, finding.details["did_you_mean"]) for finding in findings] == [(3, "Indications")]


def test_numbered_lines_are_headings_where_most_headings_are_numbered() -> None:
    text = "1. Overview\nA test.\n2. Steps\n1. Preparation\n2. Cut\n3. Dangers\n- Bruise\n4. Aftercare\n- Rest\n"
    record, _ = read_page_record(text.encode(), "page.txt", "x")
    assert [item.term for item in (*record.risks, *record.recovery)] == ["Bruise", "Rest"]
    steps = "Summary\nx\nProcedure Description\n1. Preparation\n2. Recovery\nBenefits\n- Health\n"
    record, findings = read_page_record(steps.encode(), "page.txt", "x")
    assert [step.text for step in record.steps] == ["Preparation", "Recovery"]
    assert findings == []


def test_another_name_of_a_section_that_has_its_title_is_a_sub_heading() -> None:
    text = "Summary:\nx\nPatient Experience:\nAfter the procedure:\nThere is pain.\nRecovery:\n- Rest\n"
    record, findings = read_page_record(text.encode(), "page.txt", "x")
    assert record.patient_experience == "After the procedure:\nThere is pain."
    assert findings == []


def test_two_names_of_one_section_are_one_section_and_a_finding() -> None:
    text = "## Summary\n\nx\n\n## Dangers\n\n- Bruise\n\n## Side effects\n\n- Nausea\n"
    record, findings = read_page_record(text.encode(), "page.md", "x")
    assert [item.term for item in record.risks] == ["Bruise", "Nausea"]
    assert [type(finding) for finding in findings] == [DuplicateSection]


def test_headings_below_the_level_of_sections_are_sub_headings() -> None:
    text = (
        "# Repair\n\n## Summary\n\nx\n\n## Steps\n\n### Before the cut\n\n1. Wash\n\n### Recovery\n\n1. Wake\n\n"
        "## Risks\n\n- Pain\n\n### Rare ones\n\n- Stroke\n\n## Recovery\n\n- Rest\n"
    )
    record, findings = read_page_record(text.encode(), "page.md", "x")
    assert findings == []
    assert [(step.phase, step.text) for step in record.steps] == [("Before the cut", "Wash"), ("Recovery", "Wake")]
    assert [item.term for item in (*record.risks, *record.recovery)] == ["Pain", "Stroke", "Rest"]


@pytest.mark.parametrize("between", ["", "It is done often.\n\n", "CPT4 code\n\nIt is done often.\n\n"])
def test_the_title_names_a_page_without_a_name(between: str) -> None:
    text = f"# Knee Repair\n\n{between}## Summary\n\nx\n\n## Purpose\n\ny\n"
    record, _ = read_page_record(text.encode(), "page.md", "fallback")
    assert record.name == "Knee Repair"
    assert (record.descriptor.text if record.descriptor else None) == ("Knee Repair" if "CPT" in between else None)
    remarks = [remark.text for remark in record.head_remarks]
    assert remarks == (["It is done often."] if between else [])


def test_a_title_beside_a_name_is_kept() -> None:
    text = "# Knee Repair | Clinic\n\n## Name of the Procedure\n\nKnee Repair\n\n## Summary\n\nx\n"
    record, _ = read_page_record(text.encode(), "page.md", "fallback")
    assert record.name == "Knee Repair"
    assert [remark.text for remark in record.head_remarks] == ["Knee Repair | Clinic"]


def test_the_table_of_headings_can_be_printed() -> None:
    text = headings()
    assert text.count("\n") == len(HEADINGS) + 1
    assert "| Duration | How long it takes ·" in text
