"""The page of a procedure says what its source page says, in its order, and where it says so."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.asking import ask
from tests.web.test_node import address, heading

PELVIC = "PAGE:pelvic-fixation"


def asked(page: Page, fields: str, curie: str = PELVIC) -> Any:
    """What the API says of a procedure."""
    return ask(page, f"query($curie: String!) {{ procedure(curie: $curie) {{ {fields} }} }}", curie=curie)["procedure"]


@pytest.fixture
def pelvic(page: Page) -> Page:
    """The page of pelvic fixation."""
    page.goto(address(PELVIC))
    heading(page).to_have_text("Pelvic Fixation")
    return page


def titles(page: Page) -> Locator:
    return page.locator(".panels h2")


def test_the_sections_stand_in_the_order_of_the_page(pelvic: Page) -> None:
    sections = asked(pelvic, "sections { nodes { name } }")["sections"]["nodes"]
    expect(titles(pelvic).last).to_be_visible()
    shown = [re.sub(r" \d+$", "", title) for title in titles(pelvic).all_text_contents()]
    on_page = [section["name"] for section in sections]
    assert [title for title in shown if title in on_page] == on_page


@pytest.mark.parametrize(
    ("panel", "field"),
    [
        ("indications", "indications"),
        ("preparation", "preparations"),
        ("steps", "steps"),
        ("benefits", "benefits"),
        ("risks", "risks"),
        ("recovery", "recovery"),
        ("alternatives", "alternatives"),
        ("similar", "listedSimilar"),
    ],
)
def test_a_section_has_what_the_api_has(pelvic: Page, panel: str, field: str) -> None:
    connection = asked(pelvic, f"{field} {{ totalCount nodes {{ name }} }}")[field]
    section = pelvic.locator(f"#{panel}")
    expect(section.locator("h2 .count")).to_have_text(f" {connection['totalCount']}")
    expect(section.locator("li > a.node")).to_have_text([node["name"] for node in connection["nodes"]])


def test_paragraphs_are_those_of_the_page(pelvic: Page) -> None:
    said = asked(pelvic, "summary purpose patientExperience durationText settingText")
    for panel, field in (("summary",) * 2, ("purpose",) * 2, ("patient-experience", "patientExperience")):
        expect(pelvic.locator(f"#{panel}")).to_contain_text(said[field])
    expect(pelvic.locator("#duration")).to_contain_text(said["durationText"])
    expect(pelvic.locator("#setting")).to_contain_text(said["settingText"])


def test_the_duration_is_a_bar_from_the_shortest_to_the_longest(pelvic: Page) -> None:
    expect(pelvic.locator("#duration figcaption")).to_have_text("3 to 8 hours")
    scale, bar = (pelvic.locator(f"#duration .{name}").bounding_box() for name in ("scale", "bar"))
    assert scale
    assert bar
    assert (bar["x"] - scale["x"]) / scale["width"] == pytest.approx(3 / 8, abs=0.01)
    assert bar["width"] / scale["width"] == pytest.approx(5 / 8, abs=0.01)


def test_personnel_have_their_conditions_and_specialties(pelvic: Page) -> None:
    entries = pelvic.locator("#personnel .statements > li")
    expect(entries.first).to_contain_text("Orthopedic surgeon or Neurosurgeon")
    expect(entries.first).to_contain_text("specialized in spinal surgery")
    expect(entries.filter(has_text="Neurophysiologist")).to_contain_text("if nerve monitoring is used")


def test_examples_stand_with_what_they_are_examples_of(pelvic: Page) -> None:
    expect(pelvic.locator("#indications li").first).to_contain_text("Spinal deformities (for example Scoliosis)")


def test_alternatives_have_pros_and_cons_and_lead_to_their_pages(pelvic: Page) -> None:
    bracing = pelvic.locator("#alternatives .statements > li", has_text="Bracing")
    expect(bracing.get_by_role("list", name="For it")).to_have_text("may ease pain without surgery")
    expect(bracing.get_by_role("list", name="Against it")).to_contain_text("cannot correct a marked deformity")
    pelvic.locator("#alternatives .tag").get_by_role("link", name="Posterior Lumbar Spinal Fusion").click()
    heading(pelvic).to_have_text("Posterior Lumbar Spinal Fusion")


def test_less_invasive_procedures_are_offered(page: Page) -> None:
    page.goto(address("PAGE:percutaneous-nephrolithotomy"))
    lithotripsy = page.locator("#other-ways .statements > li").first
    expect(lithotripsy).to_contain_text("Extracorporeal Shock Wave Lithotripsy")
    expect(lithotripsy).to_contain_text("less invasive")
    expect(lithotripsy).to_contain_text("For 50 % of the conditions: Kidney stones, Residual")
    expect(lithotripsy).to_contain_text("; not for Hard urinary stones, Staghorn stones")


def test_a_shared_risk_leads_to_its_page_and_back(pelvic: Page) -> None:
    others = ask(pelvic, '{ risk(curie: "RISK:bleeding") { procedures { totalCount } } }')["risk"]["procedures"]
    risk = pelvic.locator("#risks li", has_text="Bleeding")
    risk.get_by_role("link", name=f"also a risk of {others['totalCount'] - 1} procedures").click()
    heading(pelvic).to_have_text("Bleeding")
    pelvic.get_by_role("button", name=re.compile("^Show all")).first.click()
    pelvic.locator("#procedures").get_by_role("link", name="Pelvic Fixation").click()
    heading(pelvic).to_have_text("Pelvic Fixation")
    pelvic.go_back()
    heading(pelvic).to_have_text("Bleeding")


def test_evidence_opens_by_keyboard_and_quotes_the_page(pelvic: Page) -> None:
    sources = pelvic.locator("summary", has_text="source of Hospital stay")
    quote = pelvic.locator("#recovery blockquote").first
    expect(quote).to_be_hidden()
    sources.focus()
    pelvic.keyboard.press("Enter")
    expect(quote).to_be_visible()
    expect(quote).to_have_text("Hospital stay for 4 to 7 days")
    expect(pelvic.locator("#recovery details[open]")).to_contain_text("licence MIT")
    pelvic.keyboard.press("Space")
    expect(quote).to_be_hidden()


def test_on_paper_sources_are_open_and_controls_are_not_there(pelvic: Page) -> None:
    pelvic.emulate_media(media="print")
    expect(pelvic.locator("#recovery blockquote").first).to_be_visible()
    for left_out in (pelvic.locator(".contents"), pelvic.get_by_text("Show me the query").first):
        expect(left_out).to_be_hidden()


def test_policies_stand_under_their_payers_with_coverage(page: Page) -> None:
    page.goto(address("PAGE:cataract-surgery"))
    panel = page.locator("#guidelines")
    expect(panel.get_by_role("heading", level=3).first).to_have_text("Centers for Medicare & Medicaid Services")
    expect(panel.locator("li", has_text="Intraocular Lenses (IOLs)").first).to_contain_text("Mentioned")
    expect(panel.locator(".legend")).to_contain_text("whether it covers it is unknown")


def test_similar_procedures_say_why(pelvic: Page) -> None:
    first = pelvic.locator("#resembling .statements > li").first
    expect(first).to_contain_text("Has indication: Failed previous spinal fusion, Spinal deformities")


def test_all_similar_procedures_are_a_click_away(page: Page) -> None:
    page.goto(address("PAGE:myomectomy"))
    similar = asked(page, "similar { totalCount nodes { name } }", "PAGE:myomectomy")["similar"]
    panel = page.locator("#resembling")
    panel.get_by_role("button", name=f"Show all {similar['totalCount']}").click()
    expect(panel.locator("li > a.node")).to_have_text([node["name"] for node in similar["nodes"]])
    expect(page).to_have_url(re.compile(r"\?resembling=all$"))


def test_nothing_that_the_graph_knows_is_left_out(pelvic: Page) -> None:
    mappings = asked(pelvic, "mappings { totalCount } knownAs { totalCount } listedAsSimilarBy { totalCount }")
    for relation, connection in mappings.items():
        expect(pelvic.locator(f"#{relation} h2 .count")).to_have_text(f" {connection['totalCount']}")
    pelvic.get_by_role("button", name=f"Show all {mappings['mappings']['totalCount']}").click()
    expect(pelvic.locator("#mappings")).to_contain_text("sacroiliac joint, if the screw crosses it from the sacrum")


def test_the_contents_lead_to_the_panels_and_an_address_does(pelvic: Page) -> None:
    contents = pelvic.get_by_role("navigation", name="On this page")
    expect(contents.get_by_role("link")).to_have_text(titles(pelvic).all_text_contents())
    contents.get_by_role("link", name="Mappings").click()
    expect(pelvic.locator("#mappings")).to_be_in_viewport()
    pelvic.goto(address("PAGE:cataract-surgery") + "#recovery")
    expect(pelvic.locator("#recovery h2")).to_be_in_viewport()


def test_it_leads_to_graph_and_comparison(pelvic: Page) -> None:
    expect(pelvic.get_by_role("link", name="Graph", exact=True).last).to_have_attribute(
        "href", "/graph?of=PAGE%3Apelvic-fixation"
    )
    expect(pelvic.get_by_role("link", name="Compare with …")).to_have_attribute(
        "href", "/compare?a=PAGE%3Apelvic-fixation"
    )
