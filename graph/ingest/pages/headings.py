"""The headings of a procedure page and the sections they open."""

import re
from enum import StrEnum


class SectionKey(StrEnum):
    """Sections of a page, in the order pages have them."""

    NAME = "name"
    SUMMARY = "summary"
    PURPOSE = "purpose"
    INDICATIONS = "indications"
    CONTRAINDICATIONS = "contraindications"
    PREPARATION = "preparation"
    STEPS = "steps"
    DURATION = "duration"
    SETTING = "setting"
    PERSONNEL = "personnel"
    RISKS = "risks"
    BENEFITS = "benefits"
    RECOVERY = "recovery"
    ALTERNATIVES = "alternatives"
    EXPERIENCE = "patient-experience"
    GUIDELINES = "guidelines"
    POLICIES = "policies"
    SIMILAR = "similar"
    OTHER = "other"


HEADINGS: dict[SectionKey, tuple[str, ...]] = {
    SectionKey.NAME: ("Name of the Procedure", "Procedure name", "Name of procedure", "Name"),
    SectionKey.SUMMARY: (
        "Summary", "Overview", "Introduction", "In brief", "At a glance", "What it is", "What is it", "Definition",
        "About the procedure", "About this procedure",
    ),
    SectionKey.PURPOSE: (
        "Purpose", "Why it is done", "Why it's done", "Why is it done", "Why the procedure is done", "What it is for",
        "Purpose of the procedure", "Goals", "Aims", "Objectives", "Rationale",
    ),
    SectionKey.INDICATIONS: (
        "Indications", "Indication", "When it is done", "When is it done", "When it is used", "Who needs it",
        "Conditions treated", "Indications for the procedure", "Reasons for the procedure",
    ),
    SectionKey.CONTRAINDICATIONS: (
        "Contraindications", "Contraindication", "When it is not done", "When it should not be done",
        "Who should not have it", "Reasons not to do it",
    ),
    SectionKey.PREPARATION: (
        "Preparation", "Preparations", "Getting ready", "Before the procedure", "How to prepare", "How you prepare",
        "Preparing for the procedure", "Patient preparation",
    ),
    SectionKey.STEPS: (
        "Procedure Description", "Description of the procedure", "Steps", "Procedure steps", "Steps of the procedure",
        "What happens", "What happens during the procedure", "During the procedure", "How it is done",
        "How is it done", "How the procedure is done", "Technique",
    ),
    SectionKey.DURATION: (
        "Duration", "How long it takes", "How long does it take", "How long the procedure takes",
        "Length of the procedure", "Duration of the procedure", "Procedure time", "Time needed",
    ),
    SectionKey.SETTING: (
        "Setting", "Where it is done", "Where is it done", "Where it takes place", "Location", "Care setting",
        "Place of service",
    ),
    SectionKey.PERSONNEL: (
        "Personnel", "Who does it", "Who performs it", "Who performs the procedure", "Performed by", "Staff",
        "Care team", "Medical team", "Surgical team",
    ),
    SectionKey.RISKS: (
        "Risks and Complications", "Risks", "Complications", "Dangers", "Side effects", "Hazards", "Possible risks",
        "Possible complications", "Risks and side effects", "What can go wrong", "Adverse effects",
    ),
    SectionKey.BENEFITS: ("Benefits", "Advantages", "Expected benefits", "Benefits of the procedure", "How it helps"),
    SectionKey.RECOVERY: (
        "Recovery", "After the procedure", "Aftercare", "Recovery and aftercare", "Afterwards", "Follow-up",
        "What happens afterwards", "What happens after the procedure", "Post-procedure care",
    ),
    SectionKey.ALTERNATIVES: (
        "Alternatives", "Other options", "Other treatments", "Alternative treatments", "Alternative procedures",
        "Alternative options",
    ),
    SectionKey.EXPERIENCE: (
        "Patient Experience", "The patient's experience", "What it feels like", "How it feels", "What to expect",
        "What the patient feels",
    ),
    SectionKey.GUIDELINES: (
        "Medical Policies and Guidelines", "Guidelines", "Medical guidelines", "Clinical guidelines",
    ),
    SectionKey.POLICIES: (
        "Related policies from health plans", "Related policies", "Health plan policies", "Coverage policies",
    ),
    SectionKey.SIMILAR: (
        "Similar Codes", "Related codes", "Similar procedures", "Related procedures", "See also",
    ),
}  # fmt: skip
"""The headings that open each section, its title first; how they are compared is `normalised_heading`."""
TITLES = {key: names[0] for key, names in HEADINGS.items()}
SEARCH_BOX = "search all medical codes"

_GUIDELINES = re.compile(r"medical policies and guidelines for\b.*", re.IGNORECASE)
_NUMBERING = re.compile(
    r"^(?:(?:section|part)\s+)?(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[ivx]{1,5}[.)]|[a-z][.)])\s+(?=\S)", re.IGNORECASE
)
_HASHES = re.compile(r"#{1,6} +")
_AND = re.compile(r"(?:(?<!\s)\s+)?[&+/]\s*")


def _plain(line: str) -> str:
    return " ".join(_HASHES.sub("", line.replace("\u200b", "").strip(" \ufeff"), count=1).strip(" *_:\ufeff").split())


def normalised_heading(line: str) -> str:
    """A heading as it is compared: case, punctuation, numbering and the way 'and' is written do not count.

    >>> normalised_heading("## 4. RISKS & COMPLICATIONS:")
    'risks and complications'
    """
    unnumbered = _NUMBERING.sub("", _plain(line), count=1)
    words = _AND.sub(" and ", unnumbered).replace("’", "'").replace("'", "").casefold()
    return " ".join(re.sub(r"[\W_]+", " ", words).split())


_KEYS = {normalised_heading(name): key for key, names in HEADINGS.items() for name in names}
_TITLE_WORDS = frozenset(map(normalised_heading, TITLES.values()))
_MOST_CHARACTERS = 80


def heading_key(line: str) -> SectionKey | None:
    """The section that a heading line opens; None for any other line.

    >>> heading_key("RISKS AND COMPLICATIONS:")
    <SectionKey.RISKS: 'risks'>
    """
    if _is_of_guidelines(line):
        return SectionKey.GUIDELINES
    return _KEYS.get(normalised_heading(line)) if len(line) <= _MOST_CHARACTERS else None


def _is_of_guidelines(line: str) -> bool:
    """Whether a line is the heading of guidelines, which goes on with the descriptor of the code."""
    return "guidelines for" in line.casefold() and _GUIDELINES.fullmatch(_plain(line)) is not None


def is_title(line: str) -> bool:
    """Whether a heading line is the title of its section, not another name for it."""
    return normalised_heading(line) in _TITLE_WORDS or _is_of_guidelines(line)


def split_inline_heading(line: str) -> tuple[SectionKey, str] | None:
    """'Duration: 30 minutes' as its section and the rest of the line; None where no such heading opens the line."""
    heading, colon, rest = line.partition(":")
    key = heading_key(heading)
    if key is None or key is SectionKey.GUIDELINES or not colon or not rest.strip(" *_"):
        return None
    return key, rest.strip().removeprefix("**").strip()
