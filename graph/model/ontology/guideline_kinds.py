"""Official guidelines for coding: their texts, and the values of ICD-10-PCS that they speak of."""

from graph.model.ontology.types import (
    BiolinkTerm,
    EdgeKind,
    EdgeStyle,
    NodeKind,
    NodeStyle,
    Property,
    Searched,
)

GUIDELINE = NodeKind(
    "Guideline",
    ("GUIDELINE",),
    "guideline",
    "guidelines",
    "A guideline of the ICD-10-PCS Official Guidelines for Coding and Reporting.",
    (
        Property("number", "Its number, as 'B3.4a'.", searched=Searched.SYNONYM),
        Property("part", "The part of the guidelines that it stands in, as 'Root Operation'."),
        Property("text", "Its whole text, with its examples.", searched=Searched.TEXT, shown_only=True),
    ),
    style=NodeStyle(295, "page"),
    biolink=BiolinkTerm("Publication", "a part of the document that is published"),
    search_prior=0,
    is_grounded=False,
)

GUIDES = EdgeKind(
    "GUIDES",
    ("Guideline",),
    ("CodeSection", "BodySystem", "RootOperation", "BodyPart", "Approach", "Device", "Qualifier"),
    "guides",
    "guidedBy",
    "The values of ICD-10-PCS that its text names.",
    inverse_description="The official guidelines that name it.",
    style=EdgeStyle("dotted", "vee", "Guideline"),
    biolink=BiolinkTerm("mentions", "a text and what it names"),
)
