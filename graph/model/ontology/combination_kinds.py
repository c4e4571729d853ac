"""Combination codes: one code for what two others say together."""

from graph.model.ontology.types import BiolinkTerm, EdgeKind, EdgeStyle, Property

EDGE_KINDS = (
    EdgeKind(
        "COMBINES",
        ("Diagnosis",),
        ("Diagnosis",),
        "combines",
        "combinedBy",
        "What it says in one code: one of each part, with all that is below it.",
        (
            Property(
                "part",
                "Which part of the combination the target is.",
                enum="CombinationPart",
                values=(
                    ("first", "The condition, as it is without the other."),
                    ("second", "What comes with it."),
                ),
            ),
            Property("basis", "The title, or the rule of the guidelines, that says so.", shown_only=True),
            Property("row", "Which pair of parts of the combination it is of: parts of one row go together."),
        ),
        payload="Combination",
        inverse_description="Codes that say it together with something else.",
        style=EdgeStyle("dotted", "diamond", "Diagnosis"),
        biolink=BiolinkTerm("related_to", "a rule of coding, not of the world"),
    ),
)
