"""The headings of a procedure page and the sections they open."""

import re
from enum import StrEnum


class SectionKey(StrEnum):
    """Sections of a page, in the order pages have them."""

    NAME = "name"
    SUMMARY = "summary"
    PURPOSE = "purpose"
    INDICATIONS = "indications"
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


TITLES = {
    SectionKey.NAME: "Name of the Procedure",
    SectionKey.SUMMARY: "Summary",
    SectionKey.PURPOSE: "Purpose",
    SectionKey.INDICATIONS: "Indications",
    SectionKey.PREPARATION: "Preparation",
    SectionKey.STEPS: "Procedure Description",
    SectionKey.DURATION: "Duration",
    SectionKey.SETTING: "Setting",
    SectionKey.PERSONNEL: "Personnel",
    SectionKey.RISKS: "Risks and Complications",
    SectionKey.BENEFITS: "Benefits",
    SectionKey.RECOVERY: "Recovery",
    SectionKey.ALTERNATIVES: "Alternatives",
    SectionKey.EXPERIENCE: "Patient Experience",
    SectionKey.GUIDELINES: "Medical Policies and Guidelines",
    SectionKey.POLICIES: "Related policies from health plans",
    SectionKey.SIMILAR: "Similar Codes",
}
SEARCH_BOX = "search all medical codes"

_HEADINGS = {title.casefold(): key for key, title in TITLES.items()} | {
    "procedure name": SectionKey.NAME,
    "risks & complications": SectionKey.RISKS,
    "risks": SectionKey.RISKS,
    "complications": SectionKey.RISKS,
}
_GUIDELINES = re.compile(r"medical policies and guidelines for\b.*", re.IGNORECASE)


def heading_key(line: str) -> SectionKey | None:
    """The section that a heading line opens; None for any other line.

    >>> heading_key("RISKS AND COMPLICATIONS:")
    <SectionKey.RISKS: 'risks'>
    """
    plain = " ".join(line.removeprefix("## ").replace("\u200b", "").strip(" *_:\ufeff").split())
    if _GUIDELINES.fullmatch(plain):
        return SectionKey.GUIDELINES
    return _HEADINGS.get(plain.casefold())


def split_inline_heading(line: str) -> tuple[SectionKey, str] | None:
    """'Duration: 30 minutes' as its section and the rest of the line; None where no such heading opens the line."""
    heading, colon, rest = line.partition(":")
    key = heading_key(heading)
    if key is None or key is SectionKey.GUIDELINES or not colon or not rest.strip():
        return None
    return key, rest.strip()
