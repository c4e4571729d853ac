"""Code systems: who publishes them, and the form of their codes."""

from graph.model.ontology.gem_kinds import ICD9_SYSTEMS
from graph.model.ontology.types import CodeSystem

_CMS = "Centers for Medicare & Medicaid Services"
CODE_SYSTEMS = {
    system.prefix: system
    for system in (
        CodeSystem(
            "CPT",
            "Current Procedural Terminology",
            "American Medical Association",
            "Five characters: four digits and a digit, or F, M, T, U or A for its other categories.",
            r"\d{4}[0-9FMTUA]",
            licensed=True,
        ),
        CodeSystem(
            "HCPCS",
            "Healthcare Common Procedure Coding System, Level II",
            _CMS,
            "A letter from A to V and four digits.",
            r"[A-V]\d{4}",
        ),
        CodeSystem(
            "ICD10PCS",
            "ICD-10 Procedure Coding System",
            _CMS,
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
        CodeSystem("MSDRG", "Medicare severity diagnosis related groups", _CMS, "Three digits.", r"\d{3}"),
        CodeSystem("MDC", "Major diagnostic categories", _CMS, "Two digits.", r"\d{2}"),
        CodeSystem("POS", "Place-of-service codes", _CMS, "Two digits.", r"\d{2}"),
        *ICD9_SYSTEMS,
    )
}
"""All code systems by prefix.

Codes compare as text: their characters have fixed places, and numbers have leading zeros. That is the order in which
classifications list them, but for categories of ICD-10-CM with a letter in the third place: C4A is listed after C43,
and compares after C49.
"""
