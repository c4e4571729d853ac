"""The axes of ICD-10-PCS."""

from typing import Any

from graph.model.ontology.edit_kinds import LATERALITY
from graph.model.ontology.procedure import CODE, STUB
from graph.model.ontology.types import BiolinkTerm, NodeKind, NodeStyle, Property, Searched

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
