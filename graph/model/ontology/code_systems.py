"""Code systems: the prefix of their CURIEs, who publishes them, and the pattern of their codes.

Codes compare as text in the order in which their classification lists them: their characters have fixed places, and
numbers have leading zeros.
"""

from dataclasses import dataclass

AMA = "American Medical Association"
CMS = "Centers for Medicare & Medicaid Services"


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A code system. `pattern` is a regular expression that matches whole codes, without groups.

    `licensed`: its texts may not be passed on, so that none are shipped.
    """

    prefix: str
    title: str
    publisher: str
    description: str
    pattern: str
    licensed: bool = False


CODE_SYSTEMS = {
    system.prefix: system
    for system in (
        CodeSystem(
            "CPT",
            "Current Procedural Terminology",
            AMA,
            "Five characters: four digits and a digit, or F, M, T, U or A for its other categories.",
            r"\d{4}[0-9FMTUA]",
            licensed=True,
        ),
        CodeSystem(
            "HCPCS",
            "Healthcare Common Procedure Coding System, Level II",
            CMS,
            "A letter from A to V and four digits.",
            r"[A-V]\d{4}",
        ),
        CodeSystem(
            "ICD10PCS",
            "ICD-10 Procedure Coding System",
            CMS,
            "Seven characters, digits and letters but I and O.",
            r"[0-9A-HJ-NP-Z]{7}",
        ),
        CodeSystem(
            "ICD10CM",
            "ICD-10 Clinical Modification",
            "National Center for Health Statistics",
            "A letter, a digit (or QA, since fiscal year 2026), a character, and up to four more after a point.",
            r"(?:[A-Z]\d|QA)[0-9A-Z](?:\.[0-9A-Z]{1,4})?",
        ),
        CodeSystem("MSDRG", "Medicare severity diagnosis related groups", CMS, "Three digits.", r"\d{3}"),
        CodeSystem("MDC", "Major diagnostic categories", CMS, "Two digits.", r"\d{2}"),
        CodeSystem("POS", "Place-of-service codes", CMS, "Two digits.", r"\d{2}"),
    )
}
"""All code systems by prefix."""
