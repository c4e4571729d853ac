"""The alphabetic indexes of code systems, by which coders find a code: their terms, and what these lead to."""

from graph.model.ontology.types import (
    BiolinkTerm,
    EdgeKind,
    EdgeStyle,
    NodeKind,
    NodeStyle,
    Property,
    PropertyType,
    Searched,
)

INDEX_TERM = NodeKind(
    "IndexTerm",
    ("INDEX",),
    "indexTerm",
    "indexTerms",
    "A line of an alphabetic index or a table of ICD-10, named by all lines that it stands under.",
    (
        Property("title", "What the line itself says.", shown_only=True),
        Property(
            "index",
            "The index or table that it is of.",
            enum="IndexName",
            values=(
                ("diseases", "The ICD-10-CM Index to Diseases and Injuries."),
                ("neoplasms", "The ICD-10-CM Table of Neoplasms."),
                ("drugs", "The ICD-10-CM Table of Drugs and Chemicals."),
                ("external_causes", "The ICD-10-CM External Cause of Injuries Index."),
                ("procedures", "The ICD-10-PCS Index."),
            ),
        ),
        Property("level", "How many lines it stands under: 0 for a main term.", PropertyType.INTEGER),
        Property(
            "nonessential_modifiers",
            "Words in parentheses after the term: whether they are there or not, the code is the same.",
            PropertyType.STRINGS,
            searched=Searched.TEXT,
        ),
        Property(
            "unresolved_references",
            "What it says to see or use, where no term or value of just these words was read.",
            PropertyType.STRINGS,
            shown_only=True,
        ),
        Property(
            "unknown_codes",
            "Codes that it names and no code system that was read has.",
            PropertyType.STRINGS,
            shown_only=True,
        ),
    ),
    style=NodeStyle(175, "tag"),
    biolink=BiolinkTerm("NamedThing", "Biolink has no class for words as such"),
    search_prior=0,
    names_others=True,
    is_grounded=False,
)

_ROLES = (
    ("default", "The code of the term."),
    ("manifestation", "The second code, in brackets: the manifestation, reported after the first."),
    ("malignant_primary", "A malignant neoplasm where it began."),
    ("malignant_secondary", "A malignant neoplasm that has spread there."),
    ("in_situ", "A carcinoma in situ."),
    ("benign", "A benign neoplasm."),
    ("uncertain_behavior", "A neoplasm of uncertain behavior."),
    ("unspecified_behavior", "A neoplasm of unspecified behavior."),
    ("poisoning_accidental", "Poisoning, accidental or unintentional."),
    ("poisoning_self_harm", "Poisoning, intentional self-harm."),
    ("poisoning_assault", "Poisoning, assault."),
    ("poisoning_undetermined", "Poisoning, undetermined."),
    ("adverse_effect", "An adverse effect of the right drug, rightly given."),
    ("underdosing", "Less of the drug taken than prescribed."),
    ("value", "The value of an axis of ICD-10-PCS to use for the term."),
)


def _reference(name: str, field: str, inverse: str, description: str, inverse_description: str) -> EdgeKind:
    ends = ("IndexTerm",)
    return EdgeKind(
        name,
        ends,
        ends,
        field,
        inverse,
        description,
        inverse_description=inverse_description,
        style=EdgeStyle("dotted", "vee" if name == "SEE" else "circle", "IndexTerm"),
        biolink=BiolinkTerm("related_to", "a reference within a book, not of the world"),
    )


EDGE_KINDS = (
    EdgeKind(
        "HAS_SUBTERM",
        ("IndexTerm",),
        ("IndexTerm",),
        "subterms",
        "broaderTerms",
        "The lines that stand under it, in the order of the index.",
        (Property("position", "Place among the lines under the term, from 0.", PropertyType.INTEGER, shown_only=True),),
        payload="Position",
        inverse_description="The line that it stands under.",
        style=EdgeStyle("solid", "vee", "IndexTerm"),
        biolink=BiolinkTerm("related_to", "a line may narrow the one above it, or say what goes with it"),
    ),
    EdgeKind(
        "LEADS_TO",
        ("IndexTerm",),
        (
            "Diagnosis",
            "Procedure",
            "ProcedureTable",
            "CodeSection",
            "BodyPart",
            "Approach",
            "Device",
            "Qualifier",
        ),
        "leadsTo",
        "indexTerms",
        "The codes, or the beginnings of codes, that the index gives for it.",
        (
            Property("role", "For what the code is given: the column of a table.", enum="IndexRole", values=_ROLES),
            Property(
                "is_incomplete",
                "Whether the index gives only how the code begins, as in 'I12.-': it is completed in the list.",
                PropertyType.BOOLEAN,
            ),
            Property("prefix", "How codes of ICD-10-PCS begin, where the index gives no whole code."),
        ),
        payload="IndexEntry",
        inverse_description="The terms of the alphabetic indexes under which it is found.",
        style=EdgeStyle("dotted", "triangle", "IndexTerm"),
        biolink=BiolinkTerm("related_to", "a word and the code under which it is reported"),
    ),
    _reference("SEE", "see", "seenFrom", "The term to look under instead.", "The terms that refer to it instead."),
    _reference("SEE_ALSO", "seeAlso", "alsoSeenFrom", "The term to look under too.", "The terms that refer to it too."),
)
