"""The readers of single sections: names, personnel, steps, alternatives, listings."""

import pytest

from graph.ingest.pages.alternatives_section import read_alternatives
from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.headings import SectionKey
from graph.ingest.pages.names import read_names
from graph.ingest.pages.personnel import read_personnel
from graph.ingest.pages.policies import is_empty_notice, read_policy, read_similar
from graph.ingest.pages.steps import read_steps


def bullets(*texts: str) -> list[Block]:
    return [Block(BlockKind.BULLET, text, 0, len(text), line) for line, text in enumerate(texts, 1)]


def lines(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text, 0, len(text), line) for line, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("blocks", "name", "synonyms"),
    [
        (lines("Lipid Panel"), "Lipid Panel", ()),
        (lines("Lipid Panel", "Commonly known as cholesterol test."), "Lipid Panel", ("cholesterol test",)),
        (
            [*lines("Lipid Panel"), *bullets("Common Names: a, b", "Technical Terms: x (80053), y OR z")],
            "Lipid Panel",
            ("a", "b", "x", "y", "z"),
        ),
        (bullets("Common Name: X", "Technical/Medical Term: Y (HCPCS Code G2204)"), "X", ("Y",)),
        (lines("Lipid Panel", "Common Names: a, b"), "Lipid Panel", ("a", "b")),
    ],
)
def test_the_five_forms_of_the_name_block(blocks: list[Block], name: str, synonyms: tuple[str, ...]) -> None:
    assert read_names(blocks) == (name, synonyms, [])


def test_what_is_no_name_is_kept() -> None:
    _, _, remarks = read_names(lines("Lipid Panel", "It is done often."))
    assert [remark.text for remark in remarks] == ["It is done often."]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Orthopedic surgeon or neurosurgeon specialized in spinal surgery",
            [("Orthopedic surgeon", "spinal surgery", None, True), ("Neurosurgeon", "spinal surgery", None, True)],
        ),
        (
            "Radiology technician (if imaging is used)",
            [("Radiology technician", None, "if imaging is used", False)],
        ),
        (
            "General or colorectal surgeon",
            [("General surgeon", None, None, True), ("Colorectal surgeon", None, None, True)],
        ),
        ("Surgeon and nurse", [("Surgeon", None, None, False), ("Nurse", None, None, False)]),
        ("Nursing staff", [("Nursing staff", None, None, False)]),
        ("Ear, nose and throat surgeon", [("Ear, nose and throat surgeon", None, None, False)]),
        ("Oral and maxillofacial surgeon", [("Oral and maxillofacial surgeon", None, None, False)]),
        ("One or more surgical nurses", [("Surgical nurses", None, None, False)]),
        (
            "Certified registered nurse anesthetist (CRNA) or anesthesiologist",
            [
                ("Certified registered nurse anesthetist (CRNA)", None, None, True),
                ("Anesthesiologist", None, None, True),
            ],
        ),
        (
            "Surgeon and anesthesiologist or nurse anesthetist",
            [
                ("Surgeon", None, None, False),
                ("Anesthesiologist", None, None, True),
                ("Nurse anesthetist", None, None, True),
            ],
        ),
        ("Anesthesiologist: gives the anesthesia", [("Anesthesiologist", None, None, False)]),
    ],
)
def test_roles(text: str, roles: list[tuple[str, str | None, str | None, bool]]) -> None:
    found, remarks = read_personnel(bullets(text))
    assert [(role.title, role.specialty, role.condition, role.any_of) for role in found] == roles
    assert remarks == []


def test_what_is_said_of_a_role_is_its_detail() -> None:
    (first,), _ = read_personnel(bullets("Anesthesiologist: gives the anesthesia"))
    (second,), _ = read_personnel(bullets("Support staff, including nurses and technicians"))
    assert (first.detail, second.title, second.detail) == (
        "gives the anesthesia",
        "Support staff",
        "nurses and technicians",
    )


@pytest.mark.parametrize(
    "text", ["No similar codes found.", "None", "No related policies", "N/A", "These are similar:"]
)
def test_a_line_that_lists_nothing_is_no_entry(text: str) -> None:
    assert is_empty_notice(bullets(text)[0])


def test_codes_in_a_row_are_codes_each() -> None:
    assert [found.code for found in read_similar(bullets("99991, 99992 and A1234")[0])] == ["99991", "99992", "A1234"]


def test_prose_about_personnel_is_kept() -> None:
    found, remarks = read_personnel(lines("A team of experts."))
    assert found == []
    assert [remark.text for remark in remarks] == ["A team of experts."]


@pytest.mark.parametrize("text", ["Incision: A cut is made.", "Step 2: Incision: A cut is made."])
def test_a_step_has_title_and_text(text: str) -> None:
    (step,), _ = read_steps(bullets(text))
    assert (step.title, step.text) == ("Incision", "A cut is made.")


def test_a_step_without_title() -> None:
    (step,), _ = read_steps(bullets("A cut is made."))
    assert (step.title, step.text) == (None, "A cut is made.")


def test_sub_headings_are_phases_and_numbered_sub_headings_are_steps() -> None:
    phased, _ = read_steps([*lines("Before the procedure:"), *bullets("Wash.", "Drape.")])
    assert [(step.phase, step.text) for step in phased] == [
        ("Before the procedure", "Wash."),
        ("Before the procedure", "Drape."),
    ]
    gathered, _ = read_steps([*lines("Step 1: Getting ready:"), *bullets("Wash.", "Drape.")])
    assert [(step.title, step.text) for step in gathered] == [("Getting ready", "Wash. Drape.")]


def test_a_lead_in_is_kept_and_prose_alone_is_steps() -> None:
    steps, remarks = read_steps([*lines("The surgeon works in several steps, which are these"), *bullets("Cut.")])
    assert len(steps) == len(remarks) == 1
    assert len(read_steps(lines("First this.", "Then that."))[0]) == 2


def test_pros_and_cons_go_to_the_alternative_they_speak_of() -> None:
    weighing = (
        "Pros and cons: Non-surgical options may offer relief but may not last; "
        "alternative surgeries may not be suitable."
    )
    blocks = bullets("Non-surgical treatments such as bracing", "Other surgical options like fusion", weighing)
    (first, second), remarks, text = read_alternatives(blocks)
    assert (first.pros, first.cons) == (("may offer relief",), ("may not last",))
    assert (second.pros, second.cons) == ((), ("may not be suitable",))
    assert remarks == []
    assert text is not None


@pytest.mark.parametrize(
    ("said", "pros", "cons"),
    [
        ("is cheap but slow", ("is cheap",), ("slow",)),
        ("may reach where a scope cannot but leaves a drain", ("may reach where a scope cannot",), ("leaves a drain",)),
        ("may not last but is easy", ("is easy",), ("may not last",)),
        ("needs no cut but may not last", ("needs no cut",), ("may not last",)),
        ("may not be suitable", (), ("may not be suitable",)),
        ("can lead to rupture", (), ()),
    ],
)
def test_which_side_of_the_scales(said: str, pros: tuple[str, ...], cons: tuple[str, ...]) -> None:
    (alternative,), _, _ = read_alternatives(bullets("Bracing", f"Pros and cons: Bracing {said}"))
    assert (alternative.pros, alternative.cons) == (pros, cons)


def test_pros_and_cons_of_nothing_that_is_listed_are_kept() -> None:
    blocks = bullets("Bracing", "Pros and cons: Everything has two sides.")
    (alternative,), remarks, _ = read_alternatives(blocks)
    assert (alternative.pros, alternative.cons) == ((), ())
    assert len(remarks) == 1


def test_labelled_pros_and_cons() -> None:
    (alternative,), _, _ = read_alternatives(bullets("Bracing: Pros: no cut. Cons: slow."))
    assert (alternative.item.term, alternative.pros, alternative.cons) == ("Bracing", ("no cut",), ("slow",))


@pytest.mark.parametrize(
    ("text", "payer", "title", "number", "coverage"),
    [
        ("Good Health: Spinal Surgery (CPB 0743)", "Good Health", "Spinal Surgery", "CPB 0743", "mentioned"),
        ("Good Health: Spinal Surgery, not covered", "Good Health", "Spinal Surgery", None, "not covered"),
        (
            "Spinal Surgery – Medical Policy (2021 revision)",
            None,
            "Spinal Surgery – Medical Policy (2021 revision)",
            None,
            "mentioned",
        ),
        ("Good Health: Services not covered at home", "Good Health", "Services not covered at home", None, "mentioned"),
        ("Good Health: Bracing (covered)", "Good Health", "Bracing", None, "covered"),
        ("Good Health: Bracing, covered when it fails", "Good Health", "Bracing", None, "conditional"),
        ("Spinal Surgery", None, "Spinal Surgery", None, "mentioned"),
    ],
)
def test_policies(text: str, payer: str | None, title: str, number: str | None, coverage: str) -> None:
    policy = read_policy(bullets(text)[0], SectionKey.POLICIES)
    assert (policy.payer, policy.title, policy.number, policy.coverage) == (payer, title, number, coverage)


def test_dates_status_and_address_of_a_policy() -> None:
    text = "Good Health: Bracing (B7), effective January 5, 2025, retired https://example.org/b7"
    policy = read_policy(bullets(text)[0], SectionKey.POLICIES)
    assert (policy.number, policy.effective_date, policy.status) == ("B7", "2025-01-05", "retired")
    assert policy.url == "https://example.org/b7"


@pytest.mark.parametrize(
    ("text", "name", "code", "prefix"),
    [
        ("99991 – Something similar", "Something similar", "99991", "CPT"),
        ("Something similar (A1234)", "Something similar", "A1234", "HCPCS"),
        ("0001T Something new", "Something new", "0001T", "CPT"),
        ("Something similar", "Something similar", None, None),
        ("99991", "99991", "99991", "CPT"),
        ("Graft, first 10000 square mm", "Graft, first 10000 square mm", None, None),
    ],
)
def test_similar_codes(text: str, name: str, code: str | None, prefix: str | None) -> None:
    (found,) = read_similar(bullets(text)[0])
    assert (found.name, found.code, found.prefix) == (name, code, prefix)
