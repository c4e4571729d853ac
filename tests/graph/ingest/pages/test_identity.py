from pathlib import PurePath

import pytest

from graph.ingest.pages.identity import given_identity, path_identity
from graph.model.errors import InvalidArgument
from graph.model.findings import UnusableCode


@pytest.mark.parametrize(
    ("path", "curie", "slug", "category"),
    [
        ("cpt4/22848-pelvic-fixation.txt", "CPT:22848", "pelvic-fixation", None),
        ("code/cpt4/00100-something.html", "CPT:00100", "something", None),
        ("hcpcs/G2204-colonoscopy", "HCPCS:G2204", "colonoscopy", None),
        ("CPT/0001T.txt", "CPT:0001T", "0001t", None),
        ("cpt4/22848-pelvic-fixation/index.html", "CPT:22848", "pelvic-fixation", None),
        ("orthopedics/Pelvic Fixation.txt", "PAGE:pelvic-fixation", "pelvic-fixation", "orthopedics"),
        ("22848-pelvic-fixation.txt", "PAGE:22848-pelvic-fixation", "22848-pelvic-fixation", None),
    ],
)
def test_the_path_states_the_code(path: str, curie: str, slug: str, category: str | None) -> None:
    identity, findings = path_identity(PurePath(path))
    assert (identity.curie, identity.slug, identity.category) == (curie, slug, category)
    assert findings == []


def test_a_folder_of_codes_with_a_file_of_none_is_a_finding() -> None:
    identity, findings = path_identity(PurePath("cpt4/pelvic-fixation.txt"))
    assert identity.curie == "PAGE:pelvic-fixation"
    assert [type(finding) for finding in findings] == [UnusableCode]


def test_a_given_code_wins_and_keeps_its_zeros() -> None:
    assert given_identity(PurePath("page.txt"), "CPT", "00100").curie == "CPT:00100"


@pytest.mark.parametrize(("system", "code"), [("CPT", "2284"), ("HCPCS", "22848"), ("LOINC", "1")])
def test_a_given_code_must_be_one_of_the_system(system: str, code: str) -> None:
    with pytest.raises(InvalidArgument):
        given_identity(PurePath("page.txt"), system, code)
