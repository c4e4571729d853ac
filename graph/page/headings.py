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


SEARCH_BOX = "search all medical codes"

_HEADINGS = {
    "name of the procedure": SectionKey.NAME,
    "procedure name": SectionKey.NAME,
    "summary": SectionKey.SUMMARY,
    "purpose": SectionKey.PURPOSE,
    "indications": SectionKey.INDICATIONS,
    "preparation": SectionKey.PREPARATION,
    "procedure description": SectionKey.STEPS,
    "duration": SectionKey.DURATION,
    "setting": SectionKey.SETTING,
    "personnel": SectionKey.PERSONNEL,
    "risks and complications": SectionKey.RISKS,
    "risks & complications": SectionKey.RISKS,
    "benefits": SectionKey.BENEFITS,
    "recovery": SectionKey.RECOVERY,
    "alternatives": SectionKey.ALTERNATIVES,
    "patient experience": SectionKey.EXPERIENCE,
    "medical policies and guidelines": SectionKey.GUIDELINES,
    "related policies from health plans": SectionKey.POLICIES,
    "similar codes": SectionKey.SIMILAR,
}
_GUIDELINES = re.compile(r"medical policies and guidelines for\b.*", re.IGNORECASE)


def heading_key(line: str) -> SectionKey | None:
    """The section that a heading line opens; None for any other line.

    >>> heading_key("RISKS AND COMPLICATIONS:")
    <SectionKey.RISKS: 'risks'>
    """
    plain = " ".join(line.removeprefix("## ").strip(" *_:").split())
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
