"""HTML as it is found: nothing of it is lost, and its lines are those of the file."""

from pathlib import Path

import pytest

from graph.ingest.build import build
from graph.ingest.pages.page_folders import PageSource, read_page_record
from graph.ingest.pages.record import PageRecord
from graph.ingest.pages.text import read_text
from graph.ingest.verify_quotes import verify
from graph.ingest.vocabulary import Vocabulary
from graph.model.findings import UnknownTerm
from tests.conftest import SHARED

CASE = SHARED / "cases" / "13-html-list-in-list" / "page.html"


def risks(body: str) -> list[str]:
    """The risks of a page with this body of the section."""
    markup = f"<h2>Summary</h2><p>x</p><h2>Risks</h2>{body}<h2>Duration</h2><p>1 hour</p>"
    record, findings = read_page_record(markup.encode(), "page.html", "x")
    assert findings == []
    return [item.term if item.detail is None else f"{item.term}: {item.detail}" for item in record.risks]


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>Pain</li><li>Fever</li><li>Scar</li></ul>",
        "<ul><li>Pain</li><ul><li>Fever</li></ul><li>Scar</li></ul>",
        "<ul><li>Pain<ul><li>Fever</li></ul></li><li>Scar</li></ul>",
        "<ul><ul><li>Pain</li></ul><ol><li>Fever</li></ol></ul><li>Scar</li>",
        "<ul>Pain<li>Fever</li>Scar</ul>",
        "<ul><div><p>Pain</p></div><div><li>Fever</li></div><span>Scar</span></ul>",
        "<ul><li>Pain<li>Fever<ul><li>Scar</ul></ul>",
        "<ul><li>Pain<br>Fever<br/>Scar</li></ul>",
        "<ul><li><p>Pain</p><p>Fever</p></li><li><div>Scar</div></li></ul>",
        "<p>Pain<br>Fever<br>Scar</p>",
        "<p>• Pain<br>• Fever<br>• Scar</p>",
        "<table><tr><td>Pain</td></tr><tr><td>Fever</td></tr><tr><td>Scar</td></tr></table>",
        "<table><tr><td>Pain<br>Fever<br>Scar</td></tr></table>",
        "<table><tr><td><ul><li>Pain<li>Fever</ul></td></tr><tr><td><ul><li>Scar</ul></td></tr></table>",
        "<pre>- Pain\n- Fever\n- Scar</pre>",
        "<ul><li>• Pain</li><li>[ ] Fever</li><li><h4>Scar</h4></li></ul>",
        "<![endif[ ]]><ul><li>Pain</b></li></p><li>Fever</div></li><li>Scar</table>",
        "<nav><ul><li>Home</ul></nav><ul><li>Pain<li>Fever<li>Scar",
    ],
)
def test_every_entry_of_a_list_is_read(body: str) -> None:
    assert risks(body) == ["Pain", "Fever", "Scar"]


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><b>Pain</b><br>Worst at night</li></ul>",
        "<ul><li><strong>Pain:</strong> Worst at night</li></ul>",
        "<ul><li><h3>Pain</h3><p>Worst at night</p></li></ul>",
        "<ul><li>Pain:<br>Worst at night</li></ul>",
        "<dl><dt>Pain</dt><dd>Worst at night</dd></dl>",
    ],
)
def test_what_is_said_of_an_entry_stays_with_it(body: str) -> None:
    assert risks(body) == ["Pain: Worst at night"]


def test_terms_and_rows_of_two_columns_are_entries_with_what_is_said_of_them() -> None:
    assert risks("<dl><dt>Pain<dd>Worst at night<dt>Scar<dd>Red</dl>") == ["Pain: Worst at night", "Scar: Red"]
    table = "<table><tr><th>Risk</th><th>When</th></tr><tr><td>Pain</td><td>At night</td></tr></table>"
    assert risks(table) == ["Pain: At night"]


def test_a_line_that_goes_on_belongs_to_its_entry() -> None:
    assert risks("<ul><li>Loss of hair<br>or of nails</li></ul>") == ["Loss of hair or of nails"]


def test_a_table_of_sections_is_the_page() -> None:
    markup = (
        "<table><tr><td>Summary</td><td><p>A test.</p></td></tr><tr><td>Risks</td><td><ul><li>Pain<li>Scar</ul></td>"
        "</tr><tr><td>How long it takes</td><td>1 hour</td></tr></table>"
    )
    record, findings = read_page_record(markup.encode(), "page.html", "x")
    assert findings == []
    assert (record.summary, [item.term for item in record.risks]) == ("A test.", ["Pain", "Scar"])
    assert record.duration is not None


def test_steps_with_a_bold_title_or_a_line_of_text() -> None:
    markup = (
        "<h2>Summary</h2>x<h2>Steps</h2><ol><li><b>Incision</b><p>The skin is cut.</p></li>"
        "<li>Closure<br>The skin is sewn.</li><li>Dressing</li></ol>"
    )
    record, _ = read_page_record(markup.encode(), "page.html", "x")
    assert [(step.title, step.text) for step in record.steps] == [
        ("Incision", "The skin is cut."),
        ("Closure", "The skin is sewn."),
        (None, "Dressing"),
    ]


def test_a_heading_without_end_and_a_head_without_end_hide_nothing() -> None:
    markup = "<html><head><title>T</title><body><h2>Summary<p>A test.<h2>Risks<ul><li>Pain</ul>"
    record, _ = read_page_record(markup.encode(), "page.html", "x")
    assert (record.summary, [item.term for item in record.risks]) == ("A test.", ["Pain"])


def test_deep_nesting_is_read() -> None:
    markup = f"{'<div>' * 5000}<h2>Summary</h2>x{'<ul><li>' * 2000}y{'<table><tr><td>' * 2000}z"
    text, _ = read_text(markup.encode(), "page.html")
    assert text.text.split() == ["##", "Summary", "x", "•", "y", "z"]


def test_a_block_address_stays_with_its_label() -> None:
    text, _ = read_text(b"<p><a href='https://example.org/1'><div>Policy</div></a></p>", "page.html")
    assert text.text == "Policy (https://example.org/1)\n"


HTML_LINES = "<!doctype html>\n<p\n>\n\nOne</p>\n<ul><li\n>Two\n<li>\n  Three<br>Four</ul>\n<pre>\nFive\n\nSix</pre>\n"
MARKDOWN_LINES = "# One\n\nTwo\nThree\n\n\n- Four\n- Five\n\n| a | b |\n|---|---|\n| Six | x |\n\n"
MARKDOWN_LINES += "<div>\nSeven</div>\n\n```\nEight\n```\n"


@pytest.mark.parametrize("markup", [HTML_LINES, MARKDOWN_LINES, HTML_LINES.replace("\n", "\r\n"), MARKDOWN_LINES[:-1]])
def test_lines_are_those_of_the_file(markup: str) -> None:
    page, _ = read_text(markup.encode(), "page")
    lines = page.text.splitlines()
    assert len(lines) == len(page.file_lines)
    for word in ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"):
        written = [number for number, line in enumerate(markup.splitlines(), 1) if word in line]
        assert [page.file_lines[index] for index, line in enumerate(lines) if word in line] == written, word


def test_a_form_feed_is_no_line() -> None:
    page, _ = read_text(b"Summary\n\x0cPurpose\nRisks\n", "page.txt")
    assert page.file_lines == (1, 2, 2, 3)


def test_findings_name_the_line_of_the_file_and_quotes_hold(tmp_path: Path) -> None:
    markup = "<html>\n<h2>Summary</h2>\n<p>x</p>\n<h2>Risks</h2>\n<ul>\n<li>Pain</li><ul>\n<li>Scar</li></ul></ul>\n"
    (tmp_path / "page.html").write_text(markup)
    built = build([PageSource({tmp_path: "MIT"}, Vocabulary())])
    assert [(type(finding), finding.line) for finding in built.findings] == [(UnknownTerm, 6), (UnknownTerm, 7)]
    assert list(verify(built.graph)) == []


def test_lines_of_markdown_that_stand_alone_stay_lines() -> None:
    text = (
        "## Name of the Procedure\nKnee Repair\nCommon Names: a, b\n## Summary\nA knee that is broken in many places is"
        " repaired in one session by\nDr. Example.\n## Risks\n• Pain\n• Scar\n## Staff\nSurgeon\nNurse\n"
    )
    record, _ = read_page_record(text.encode(), "page.md", "x")
    assert (record.name, record.synonyms) == ("Knee Repair", ("a", "b"))
    assert record.summary is not None
    assert "\n" not in record.summary
    assert [item.term for item in record.risks] == ["Pain", "Scar"]
    assert [role.title for role in record.personnel] == ["Surgeon", "Nurse"]


@pytest.mark.skipif(not CASE.exists(), reason="the case is not part of the project")
def test_the_case_of_a_list_in_a_list() -> None:
    record, findings = read_page_record(CASE.read_bytes(), "page.html", "x")
    assert findings == []
    assert _terms(record) == {
        "indications": ["Gallstones", "Cholecystitis", "Pancreatitis", "Biliary colic"],
        "risks": ["Bleeding", "Hematoma", "Infection"],
        "preparations": ["Fasting", "Blood tests"],
        "benefits": ["Pain relief", "Short stay"],
        "recovery": ["Rest", "Walking on day 1"],
    }
    assert [role.title for role in record.personnel] == ["Surgeon", "Nurse", "Anesthesiologist"]


def _terms(record: PageRecord) -> dict[str, list[str]]:
    names = ("indications", "risks", "preparations", "benefits", "recovery")
    return {name: [item.term for item in getattr(record, name)] for name in names}
