"""What code systems name: diagnoses, the axes of procedure codes, places of service, everyday expressions."""

from typing import Any

from graph.model.ontology import payment_node_kinds
from graph.model.ontology.edit_kinds import EDIT_PROPERTIES, LATERALITY
from graph.model.ontology.gem_properties import GEM_PROPERTIES
from graph.model.ontology.history_kinds import ADDED_DATE, ENDED_DATE, HISTORY_PROPERTIES
from graph.model.ontology.note_kinds import NOTE_PROPERTIES
from graph.model.ontology.procedure import CODE, STUB
from graph.model.ontology.types import (
    BiolinkTerm,
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


_CODED_AXES = ("PCSSECTION", "PCSSYSTEM", "PCSOPERATION", "PCSTABLE")
"""Axes whose identity is their character of the code; the others are shared by label."""


def _axis(
    name: str, prefix: str, singular: str, plural: str, description: str, *extra: Property, **policy: Any
) -> NodeKind:
    if prefix not in _CODED_AXES:
        return NodeKind(name, (prefix,), singular, plural, description, extra, **policy)
    return NodeKind(name, (prefix,), singular, plural, description, (CODE, *extra), coded=(prefix,), **policy)


AXES = (
    _axis(
        "CodeSection",
        "PCSSECTION",
        "codeSection",
        "codeSections",
        "First axis of ICD-10-PCS: the kind of procedure.",
        style=NodeStyle(275, "bar"),
        biolink=BiolinkTerm("NamedThing", "Biolink has no class for axes of a classification"),
        is_grounded=False,
    ),
    _axis(
        "BodySystem",
        "PCSSYSTEM",
        "bodySystem",
        "bodySystems",
        "Second axis of ICD-10-PCS, within a section.",
        style=NodeStyle(280, "octagon"),
        biolink=BiolinkTerm("AnatomicalEntity", "some of them are regions, not systems: the class over both"),
        is_grounded=False,
    ),
    _axis(
        "RootOperation",
        "PCSOPERATION",
        "rootOperation",
        "rootOperations",
        "Third axis of ICD-10-PCS: what is done, within a section.",
        Property("definition", "The official definition.", searched=Searched.TEXT, shown_only=True),
        Property("explanation", "The official explanation.", searched=Searched.TEXT, shown_only=True),
        Property("examples", "The official examples.", searched=Searched.TEXT, shown_only=True),
        style=NodeStyle(285, "star-5"),
        biolink=BiolinkTerm("Procedure", "what is done, without where and how: a more general procedure"),
        is_grounded=False,
    ),
    _axis(
        "BodyPart",
        "PCSPART",
        "bodyPart",
        "bodyParts",
        "Fourth axis of ICD-10-PCS: where it is done.",
        LATERALITY,
        style=NodeStyle(290, "trapezoid"),
        biolink=BiolinkTerm("AnatomicalEntity", "parts, and regions that are none: the class over both"),
    ),
    _axis(
        "Approach",
        "PCSAPPROACH",
        "approach",
        "approaches",
        "Fifth axis of ICD-10-PCS: how the site is reached.",
        Property("definition", "The official definition.", searched=Searched.TEXT, shown_only=True),
        style=NodeStyle(340, "triangle-down"),
        biolink=BiolinkTerm("NamedThing", "Biolink has no class for ways of reaching a site"),
    ),
    _axis(
        "Device",
        "PCSDEVICE",
        "device",
        "devices",
        "Sixth axis of ICD-10-PCS: what stays behind, or its like.",
        style=NodeStyle(350, "star-8"),
        biolink=BiolinkTerm("Device", "the same notion"),
        is_grounded=False,
    ),
    _axis(
        "Qualifier",
        "PCSQUALIFIER",
        "qualifier",
        "qualifiers",
        "Seventh axis of ICD-10-PCS: what else tells codes apart.",
        style=NodeStyle(0, "bow"),
        biolink=BiolinkTerm("NamedThing", "Biolink has no class for what tells codes apart and is of no one kind"),
        is_grounded=False,
    ),
    _axis(
        "ProcedureTable",
        "PCSTABLE",
        "procedureTable",
        "procedureTables",
        "A table of ICD-10-PCS: all codes of one section, body system and root operation.",
        STUB,
        style=NodeStyle(270, "pillar"),
        biolink=BiolinkTerm("Procedure", "all procedures of one section, body system and root operation"),
        search_prior=0,
        is_grounded=False,
    ),
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
