"""Codes of ICD-9-CM, in force until September 2015, and the general equivalence mappings (GEMs) to ICD-10 and back."""

from graph.model.ontology.gem_properties import GEM_PROPERTIES
from graph.model.ontology.procedure import CODE
from graph.model.ontology.types import (
    BiolinkTerm,
    CodeSystem,
    EdgeKind,
    EdgeStyle,
    NodeKind,
    NodeStyle,
    Property,
    PropertyType,
)

ICD9_CODE = NodeKind(
    "Icd9Code",
    ("ICD9CM", "ICD9PCS"),
    "icd9Code",
    "icd9Codes",
    "A diagnosis or procedure code of ICD-9-CM, in force until September 2015.",
    (
        CODE,
        *GEM_PROPERTIES,
        Property(
            "unknown_codes",
            "Codes that it is mapped to and no code system that was read has: they were deleted since.",
            PropertyType.STRINGS,
            shown_only=True,
        ),
    ),
    coded=("ICD9CM", "ICD9PCS"),
    style=NodeStyle(160, "cross"),
    biolink=BiolinkTerm("NamedThing", "it may be of a diagnosis or of a procedure"),
    search_prior=0,
    is_grounded=False,
)

GEM_MAPS_TO = EdgeKind(
    "GEM_MAPS_TO",
    ("Icd9Code", "Diagnosis", "Procedure"),
    ("Diagnosis", "Procedure", "Icd9Code"),
    "gemMappings",
    "gemMappedFrom",
    "What the general equivalence mapping of it leads to, in the other revision of the classification.",
    (
        Property("is_approximate", "Whether the two do not mean quite the same.", PropertyType.BOOLEAN),
        Property(
            "is_combination",
            "Whether only several codes together mean what it does: one of each choice list of a scenario.",
            PropertyType.BOOLEAN,
        ),
        Property("scenario", "Of a combination: which of the ways to put it together this is.", PropertyType.INTEGER),
        Property(
            "choice_list",
            "Of a combination: the list within the scenario, of which one code is taken.",
            PropertyType.INTEGER,
        ),
    ),
    payload="GemMapping",
    inverse_description="What the general equivalence mappings lead to it from, in the other revision.",
    style=EdgeStyle("dashed", "vee", "Icd9Code"),
    biolink=BiolinkTerm("related_to", "the mapping may be approximate, or a part of a combination"),
)

_CMS = "Centers for Medicare & Medicaid Services"
ICD9_SYSTEMS = (
    CodeSystem(
        "ICD9CM",
        "ICD-9 Clinical Modification, diagnoses",
        "National Center for Health Statistics",
        "Three digits, V and two, or E and three, and up to two more after a point.",
        r"(?:(?:\d{3}|V\d{2})(?:\.\d{1,2})?|E\d{3}(?:\.\d)?)",
    ),
    CodeSystem(
        "ICD9PCS",
        "ICD-9 Clinical Modification, procedures",
        _CMS,
        "Two digits, and one or two more after a point.",
        r"\d{2}\.\d{1,2}",
    ),
)
