"""The timeline of a procedure says the times that its page states, and invents none."""

import itertools
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Accessible
from tests.web.exporting import labels, opens_alone, picture, table
from tests.web.test_node import address, heading
from tests.web.test_procedure import asked

CABG = "PAGE:coronary-artery-bypass-grafting"
PROCEDURES = [
    CABG,
    "PAGE:pelvic-fixation",
    "PAGE:colonoscopy-with-polypectomy",
    "PAGE:patch-testing",
    "PAGE:bone-density-scan",
    "PAGE:laser-peripheral-iridotomy",
]
TIMED = """edges {
  condition durationMin durationMax durationUnit node { curie name } evidence { quote }
}"""
FIELDS = f"""curie name durationMinMinutes durationMaxMinutes durationPer durationText
  preparations {{ {TIMED} }} recovery {{ {TIMED} }}
  steps {{ edges {{ node {{ curie name }} evidence {{ quote }} }} }}"""
UNITS = {"MINUTE": 1 / 60, "HOUR": 1, "DAY": 24, "WEEK": 168, "MONTH": 730.485, "YEAR": 8765.82}
STAY = re.compile(r"\b(stay|observation|discharge|going home)\b", re.IGNORECASE)


def said(edge: dict[str, Any]) -> str:
    """A time and a condition in words."""
    low, high, unit = edge["durationMin"], edge["durationMax"], (edge["durationUnit"] or "").lower()
    condition = f", {edge['condition']}" if edge["condition"] else ""

    def counted(number: float) -> str:
        return f"{number:g} {unit}{'' if number == 1 else 's'}"

    if low is None and high is None:
        return f"no time stated{condition}"
    if low is None:
        return f"up to {counted(high)}{condition}"
    if high is None:
        return f"at least {counted(low)}{condition}"
    return f"{counted(low) if low == high else f'{low:g} to {counted(high)}'}{condition}"


def hours(edge: dict[str, Any]) -> float:
    """The longest time, or where that is open the shortest."""
    longest = edge["durationMax"] if edge["durationMax"] is not None else edge["durationMin"]
    return float(longest) * UNITS[edge["durationUnit"]]


def by_stay(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where someone stays comes before all that comes after."""
    return sorted(edges, key=lambda edge: not STAY.search(edge["node"]["name"]))


def opened(page: Page, curie: str = CABG) -> Locator:
    page.goto(address(curie))
    panel = page.locator("#timeline")
    expect(picture(panel)).to_be_visible()
    return panel


@pytest.mark.parametrize("curie", PROCEDURES)
def test_all_that_the_api_says_is_there_in_its_order(page: Page, curie: str) -> None:
    panel = opened(page, curie)
    procedure = asked(page, FIELDS, curie)
    marks = labels(picture(panel).locator("a"))
    before, after = procedure["preparations"]["edges"], by_stay(procedure["recovery"]["edges"])
    steps = [f"{edge['node']['name']}: no time stated" for edge in procedure["steps"]["edges"]]
    assert marks[: len(before)] == [f"{edge['node']['name']}: {said(edge)}" for edge in before]
    assert marks[len(before)].startswith(f"{procedure['name']}: ")
    assert marks[len(before) + 1 : len(before) + 1 + len(steps)] == steps
    assert marks[len(before) + 1 + len(steps) :] == [f"{edge['node']['name']}: {said(edge)}" for edge in after]


@pytest.mark.parametrize("curie", PROCEDURES)
def test_what_has_no_time_has_no_bar_and_longer_times_have_longer_ones(page: Page, curie: str) -> None:
    panel = opened(page, curie)
    edges = asked(page, FIELDS, curie)
    for side, ends_left in (("preparations", True), ("recovery", False)):
        drawn = []
        for edge in edges[side]["edges"]:
            link = picture(panel).get_by_role("link", name=f"{edge['node']['name']}: {said(edge)}", exact=True).first
            is_timed = edge["durationUnit"] is not None
            expect(link.locator(".hued")).to_have_count(0 if not is_timed else 1 + (edge["durationMax"] is None))
            if is_timed:
                box = link.locator(".hued").first.bounding_box()
                assert box
                is_point = edge["durationMin"] is not None and edge["durationMax"] in (None, edge["durationMin"])
                end = box["x"] + box["width"] / 2 if is_point else box["x"] + (0 if ends_left else box["width"])
                drawn.append((hours(edge), -end if ends_left else end))
        by_time = sorted(drawn)
        for (one, near), (other, far) in itertools.pairwise(by_time):
            assert far == pytest.approx(near, abs=1) if one == pytest.approx(other, rel=0.001) else far > near


def test_the_scale_of_the_procedure_itself_is_even(page: Page) -> None:
    panel = opened(page)
    procedure = asked(page, FIELDS, CABG)
    low, high = procedure["durationMinMinutes"], procedure["durationMaxMinutes"]
    svg = picture(panel)
    name = f"{procedure['name']}: {low // 60} to {high // 60} hours"
    band, bar = (
        svg.locator(".band").first.bounding_box(),
        svg.get_by_role("link", name=name).locator(".hued").bounding_box(),
    )
    assert band
    assert bar
    end = 60 * max(
        float(text.removesuffix(" h"))
        for text, x in svg.locator("text.small").evaluate_all(
            "all => all.map(one => [one.textContent, one.getBoundingClientRect().x])"
        )
        if band["x"] <= x < band["x"] + band["width"] and text.endswith(" h")
    )
    assert (bar["x"] - band["x"]) / band["width"] == pytest.approx(low / end, abs=0.01)
    assert bar["width"] / band["width"] == pytest.approx((high - low) / end, abs=0.01)


def test_a_bar_leads_by_keyboard_to_the_words_of_the_page(page: Page) -> None:
    panel = opened(page)
    stay = asked(page, FIELDS, CABG)["recovery"]["edges"]
    (edge,) = [edge for edge in stay if edge["node"]["name"] == "Hospital stay"]
    link = picture(panel).get_by_role("link", name=f"Hospital stay: {said(edge)}")
    link.focus()
    page.keyboard.press("Enter")
    quote = page.locator("#recovery blockquote", has_text=edge["evidence"][0]["quote"])
    expect(quote).to_be_visible()
    expect(quote).to_be_in_viewport()
    expect(page.locator("#recovery summary", has_text="source of Hospital stay")).to_be_focused()
    expect(page).to_have_url(re.compile(r"#recovery-\d+$"))


@pytest.mark.parametrize("curie", PROCEDURES)
def test_the_text_says_the_same_as_the_picture(page: Page, curie: str) -> None:
    panel = opened(page, curie)
    panel.get_by_text("As text").click()
    rows = panel.get_by_role("row").all()[1:]
    spoken = []
    for row in rows:
        _, what, time, condition, _ = (cell.inner_text() for cell in row.get_by_role("cell").all())
        spoken.append(f"{what}: {time}{f', {condition}' if condition else ''}")
    assert spoken == labels(picture(panel).locator("a"))


def test_it_can_be_taken_along(page: Page) -> None:
    panel = opened(page)
    opens_alone(page, panel)
    procedure = asked(page, FIELDS, CABG)
    rows = {row["What"]: row for row in table(page, panel)}
    for edge in procedure["preparations"]["edges"] + procedure["recovery"]["edges"]:
        row = rows[edge["node"]["name"]]
        numbers = tuple(edge[field] for field in ("durationMin", "durationMax"))
        assert tuple(float(row[column]) if row[column] else None for column in ("Shortest", "Longest")) == numbers
        assert row["Unit"] == (edge["durationUnit"] or "").lower()
        assert row["CURIE"] == edge["node"]["curie"]
        assert row["In the words of the page"] == edge["evidence"][0]["quote"]
    assert rows[procedure["name"]]["In the words of the page"] == procedure["durationText"]


@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
def test_it_is_accessible(page: Page, accessible: Accessible) -> None:
    panel = opened(page)
    panel.get_by_text("As text").click()
    accessible()


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_bars_stand_below_their_names(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for curie in PROCEDURES:
        panel = opened(page, curie)
        svg = picture(panel).bounding_box()
        assert svg
        assert svg["x"] >= 0
        assert svg["x"] + svg["width"] <= width
        for text in picture(panel).locator("text").all():
            box = text.bounding_box()
            assert box
            assert box["x"] + box["width"] <= svg["x"] + svg["width"] + 1, text.text_content()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_there_is_the_picture_without_its_buttons(page: Page) -> None:
    panel = opened(page)
    page.emulate_media(media="print")
    expect(picture(panel)).to_be_visible()
    expect(panel.get_by_role("group", name="Export")).to_be_hidden()


def test_what_states_no_time_has_no_timeline(page: Page) -> None:
    page.goto(address("ICD10PCS:0FT44ZZ"))
    heading(page).to_be_visible()
    expect(page.locator("#timeline")).to_have_count(0)
