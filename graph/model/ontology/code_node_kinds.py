"""What code systems name: diagnoses, places of service, everyday expressions; and the systems themselves."""

from graph.model.ontology import payment_node_kinds
from graph.model.ontology.axis_node_kinds import AXES
from graph.model.ontology.edit_kinds import EDIT_PROPERTIES
from graph.model.ontology.gem_kinds import ICD9_SYSTEMS
from graph.model.ontology.gem_properties import GEM_PROPERTIES
from graph.model.ontology.history_kinds import ADDED_DATE, ENDED_DATE, HISTORY_PROPERTIES
from graph.model.ontology.note_kinds import NOTE_PROPERTIES
from graph.model.ontology.procedure import CODE, STUB
from graph.model.ontology.types import (
    BiolinkTerm,
    CodeSystem,
    NodeKind,
    NodeStyle,
    Property,
    PropertyType,
    Searched,
)

DIAGNOSIS = NodeKind(
    "Diagnosis",
    ("ICD10CM",),
    "diagnosis",
    "diagnoses",
    "An entry of ICD-10-CM: a chapter, a block, a category or a code.",
    (
        CODE,
        Property(
            "level",
            "Where the entry stands in the classification.",
            enum="DiagnosisLevel",
            values=(
                ("chapter", "One of the chapters."),
                ("block", "A range of categories within a chapter."),
                ("category", "Three characters."),
                ("subcategory", "A category divided further, and not yet a whole code."),
                ("code", "A whole code, which can be reported."),
            ),
        ),
        Property("is_billable", "Whether it can be reported as it is.", PropertyType.BOOLEAN),
        Property(
            "tabular_position",
            "Place in the tabular list, from 0; null for what the list does not have.",
            PropertyType.INTEGER,
        ),
        *NOTE_PROPERTIES,
        Property(
            "severity_level",
            "What it is as a secondary diagnosis of a hospital stay; null where it complicates none.",
            enum="SeverityLevel",
            values=(
                ("cc", "A complication or comorbidity."),
                ("mcc", "A major complication or comorbidity."),
            ),
        ),
        Property(
            "severity_if_alive",
            "Whether it has that level only where the patient was discharged alive.",
            PropertyType.BOOLEAN,
            shown_only=True,
        ),
        Property(
            "hospital_acquired_condition",
            "The condition of Medicare's list that it is, unless it was present on admission.",
        ),
        *EDIT_PROPERTIES,
        *GEM_PROPERTIES,
        ADDED_DATE,
        ENDED_DATE,
        *HISTORY_PROPERTIES,
        STUB,
    ),
    coded=("ICD10CM",),
    style=NodeStyle(165, "hexagon"),
    biolink=BiolinkTerm(
        "DiseaseOrPhenotypicFeature", "ICD-10-CM classes diseases, injuries, symptoms and findings: the class over them"
    ),
    search_prior=2,
)

PLACE_OF_SERVICE = NodeKind(
    "PlaceOfService",
    ("POS",),
    "placeOfService",
    "placesOfService",
    "Where a service is given, as claims say it.",
    (
        CODE,
        Property("description", "The official description.", searched=Searched.TEXT, shown_only=True),
        Property("is_facility", "Whether it is paid as a facility.", PropertyType.BOOLEAN),
    ),
    coded=("POS",),
    style=NodeStyle(330, "notched"),
    biolink=BiolinkTerm("NamedThing", "Biolink has no class for places of care"),
)

EXPRESSION = NodeKind(
    "Expression",
    ("LAY", "ABBR"),
    "expression",
    "expressions",
    "An everyday expression, as patients use it, or an abbreviation, for something that has another name here.",
    (
        Property(
            "meanings",
            "What an abbreviation stands for, the commonest meaning first.",
            PropertyType.STRINGS,
            shown_only=True,
        ),
    ),
    style=NodeStyle(180, "speech"),
    biolink=BiolinkTerm("NamedThing", "Biolink has no class for words as such"),
    is_searched=False,
    is_grounded=False,
)

NODE_KINDS = (DIAGNOSIS, *AXES, *payment_node_kinds.NODE_KINDS, PLACE_OF_SERVICE, EXPRESSION)

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
