"""What the shipped pages always have to say: absence of a risk on a page must not come from its editor's haste."""

import re

import pytest

from graph.ingest.pages.page_folders import read_page_record
from graph.ingest.pages.record import PageRecord
from graph.model.source_files import ROOT

SEED = "pelvic-fixation"
"""The page that follows a page of another's; it lists what that page lists."""
PAGES = [path for path in sorted((ROOT / "data" / "pages").glob("*/*.txt")) if path.stem != SEED]
WITHOUT_CONTRAINDICATIONS = {"cesarean-delivery", "polysomnography", "screening-mammography"}
"""Nothing is agreed upon that would speak against them."""
EXPECTED_RISKS = {
    "general anesthesia": r"anesthesia|sedation",
    "incision": r"infection|sepsis|itis\b",
    "cuts? (?:the|through) skin|incision": r"bleeding|hemorrhage|bruis|hematoma",
}
"""What the steps of a procedure name, and what its risks then name too."""


def _record(slug: str) -> PageRecord:
    path = next(path for path in PAGES if path.stem == slug)
    return read_page_record(path.read_bytes(), path.name, slug)[0]


@pytest.mark.parametrize("slug", [path.stem for path in PAGES])
def test_risks_of_what_the_steps_do_are_named(slug: str) -> None:
    record = _record(slug)
    steps = " ".join(step.text for step in record.steps)
    risks = " ".join(item.term for item in record.risks)
    for done, risk in EXPECTED_RISKS.items():
        if re.search(done, steps, re.IGNORECASE):
            assert re.search(risk, risks, re.IGNORECASE), (done, risks)


@pytest.mark.parametrize("slug", [path.stem for path in PAGES])
def test_contraindications_are_named_where_there_are_any(slug: str) -> None:
    assert bool(_record(slug).contraindications) is (slug not in WITHOUT_CONTRAINDICATIONS)
