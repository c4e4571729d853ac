"""Two procedures side by side."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Accessible, Watched

STONES = "/compare?a=PAGE:ureteroscopy-with-lithotripsy&b=PAGE:shock-wave-lithotripsy"
TELESCOPE, WAVES = "Ureteroscopy with Laser Lithotripsy", "Extracorporeal Shock Wave Lithotripsy"


def side(page: Page, which: str) -> Locator:
    return page.get_by_role("combobox", name=f"{which} procedure")


def panel(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=re.compile(f"^{name}"))


def third(page: Page, name: str, which: str) -> Locator:
    return panel(page, name).locator("section").filter(has=page.get_by_role("heading", name=re.compile(f"^{which}")))


def test_two_procedures_are_chosen_by_keys(page: Page) -> None:
    page.goto("/compare")
    side(page, "First").press_sequentially("ureteroscopy")
    expect(page.get_by_role("option").first).to_contain_text(TELESCOPE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("a=PAGE%3Aureteroscopy-with-lithotripsy$"))
    expect(page.get_by_text(f"{TELESCOPE} has much in common with these:")).to_be_visible()
    side(page, "Second").press_sequentially("shock wave")
    expect(page.get_by_role("option").first).to_contain_text(WAVES)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("&b=PAGE%3Ashock-wave-lithotripsy$"))
    expect(side(page, "Second")).to_have_value(WAVES)
    expect(side(page, "Second")).to_be_focused()
    expect(panel(page, "Risks")).to_be_visible()


def test_only_procedures_are_suggested(page: Page) -> None:
    page.goto("/compare")
    side(page, "First").press_sequentially("kidney stone")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.get_by_role("listbox").get_by_role("group").count() == 1


def test_what_both_have_stands_apart_from_what_only_one_has(page: Page) -> None:
    page.goto(STONES)
    expect(third(page, "Indications", "Both").get_by_role("link", name="Kidney stones")).to_be_visible()
    expect(third(page, "Indications", "Only A").get_by_role("link", name="Hard urinary stones")).to_be_visible()
    expect(third(page, "Indications", "Only B").get_by_role("link", name="Recurrent blood")).to_be_visible()
    expect(third(page, "Settings", "Both")).to_contain_text("Nothing")
    third(page, "Risks", "Both").get_by_role("link", name="Bleeding").click()
    expect(page).to_have_url(re.compile("/node/RISK%3Ableeding$"))


def test_the_numbers_are_those_of_the_sections_and_lead_to_them(page: Page) -> None:
    page.goto(STONES)
    row = page.get_by_role("row", name=re.compile("^Risks"))
    expect(row).to_be_visible()
    numbers = [int(cell) for cell in row.get_by_role("cell").all_inner_texts()]
    assert numbers == [third(page, "Risks", one).get_by_role("link").count() for one in ("Only A", "Both", "Only B")]
    row.get_by_role("link", name="Risks").click()
    expect(panel(page, "Risks")).to_be_in_viewport()


def test_durations_are_on_one_scale(page: Page) -> None:
    page.goto(STONES)
    durations = panel(page, "Duration")
    expect(durations).to_contain_text("1 hour to 2 hours")
    expect(durations).to_contain_text("45 minutes to 1 hour")
    long, short = (durations.locator(".bar").nth(place).bounding_box() for place in (0, 1))
    assert long
    assert short
    assert long["width"] == pytest.approx(4 * short["width"], rel=0.02)
    assert short["x"] + short["width"] == pytest.approx(long["x"], abs=1)


def test_the_two_change_places(page: Page) -> None:
    page.goto(STONES)
    page.get_by_role("link", name="Swap").click()
    expect(side(page, "First")).to_have_value(WAVES)
    expect(side(page, "Second")).to_have_value(TELESCOPE)
    expect(third(page, "Indications", "Only B").get_by_role("link", name="Hard urinary stones")).to_be_visible()
    page.go_back()
    expect(side(page, "First")).to_have_value(TELESCOPE)


def test_both_pages_are_a_link_away(page: Page) -> None:
    page.goto(STONES)
    for name in (TELESCOPE, WAVES):
        expect(page.locator(".sides").get_by_role("link", name=name)).to_have_attribute(
            "href", re.compile("^/node/PAGE")
        )


def test_codes_are_compared_by_their_axes(page: Page) -> None:
    page.goto("/compare?a=ICD10PCS:0FT44ZZ&b=ICD10PCS:0FT40ZZ")
    expect(third(page, "Approach", "Only A")).to_contain_text("Percutaneous Endoscopic")
    expect(third(page, "Approach", "Only B")).to_contain_text("Open")
    expect(third(page, "Body part", "Both")).to_contain_text("Gallbladder")
    expect(panel(page, "Duration")).to_have_count(0)


def test_an_unknown_procedure_is_named_with_those_near_to_it(page: Page) -> None:
    page.goto("/compare?a=PAGE:ureteroscopy-with-litho&b=RISK:infection")
    expect(page.get_by_role("alert").first).to_contain_text("There is no procedure PAGE:ureteroscopy-with-litho.")
    expect(page.get_by_role("alert").nth(1)).to_contain_text("There is no procedure RISK:infection.")
    page.get_by_role("alert").first.get_by_role("link", name=TELESCOPE).click()
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(side(page, "First")).to_have_value(TELESCOPE)


def test_slugs_name_procedures_too(page: Page) -> None:
    page.goto("/compare?a=ureteroscopy-with-lithotripsy&b=shock-wave-lithotripsy")
    expect(side(page, "First")).to_have_value(TELESCOPE)
    expect(panel(page, "Risks")).to_be_visible()


def test_a_comparison_that_a_network_fails_to_bring_can_be_asked_for_again(page: Page, watched: Watched) -> None:
    page.route("**/graphql", lambda route: route.abort())
    page.goto(STONES)
    expect(page.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    page.unroute("**/graphql")
    page.get_by_role("button", name="Try again").click()
    expect(panel(page, "Risks")).to_be_visible()
    expect(side(page, "First")).to_have_value(TELESCOPE)
    watched.expect("ERR_FAILED")


@pytest.mark.parametrize("scheme", ["dark"], indirect=True)
def test_on_paper_are_the_names_and_not_the_boxes(page: Page) -> None:
    page.goto(STONES)
    expect(panel(page, "Risks")).to_be_visible()
    page.emulate_media(media="print")
    expect(side(page, "First")).to_be_hidden()
    expect(page.locator(".sides").get_by_text(TELESCOPE)).to_be_visible()
    expect(page.locator("html")).to_have_css("color-scheme", "light")


@pytest.mark.parametrize("address", ["/compare", STONES, "/compare?a=nothing"])
def test_the_comparison_is_accessible(page: Page, accessible: Accessible, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text(re.compile("begin with these|^Risks|no procedure")).first).to_be_visible()
    accessible()


def test_nothing_is_wider_than_a_small_phone(page: Page, accessible: Accessible) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(STONES)
    expect(panel(page, "Risks")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    accessible()
