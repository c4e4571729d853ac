"""What becomes of codes: the fiscal years in which they can be reported, their former titles, what took their place.

A fiscal year begins on October 1 of the year before the one it is named after; some codes begin or end within one.
"""

from graph.model.ontology.types import BiolinkTerm, EdgeKind, EdgeStyle, Property, PropertyType

ADDED_DATE = Property("added_date", "Day on which the code was added.", PropertyType.DATE)
ENDED_DATE = Property("ended_date", "Day on which the code ended.", PropertyType.DATE)
HISTORY_PROPERTIES = (
    Property(
        "first_fiscal_year",
        "The first fiscal year in which it, or a code below it, can be reported; null where no source says it.",
        PropertyType.INTEGER,
    ),
    Property(
        "last_fiscal_year",
        "The last fiscal year in which it, or a code below it, can be reported, or the last that sources know of.",
        PropertyType.INTEGER,
    ),
    Property(
        "is_deleted",
        "Whether the code system has it no more, or ends it after its last fiscal year.",
        PropertyType.BOOLEAN,
        default=False,
    ),
    Property(
        "is_former_code",
        "Whether it was a whole code until its last fiscal year, and since then only heads others.",
        PropertyType.BOOLEAN,
        default=False,
    ),
    Property(
        "former_names",
        "Its earlier titles, the oldest first, where sources have them.",
        PropertyType.STRINGS,
        shown_only=True,
    ),
    Property(
        "renamed_fiscal_years",
        "For each of its earlier titles the fiscal year from which on it was called otherwise.",
        PropertyType.STRINGS,
    ),
)
_REPLACEMENT = (
    Property("fiscal_year", "The fiscal year from which on the later code is reported.", PropertyType.INTEGER),
    Property("starts", "The day from which on the later code is reported.", PropertyType.DATE),
    Property(
        "together",
        "Whether the later code takes the place of several earlier ones that were reported together.",
        PropertyType.BOOLEAN,
    ),
)
_CODES = ("Diagnosis", "Procedure")
EDGE_KINDS = (
    EdgeKind(
        "REPLACED_BY",
        _CODES,
        _CODES,
        "replacedBy",
        "replaces",
        "The codes that took its place when it ended.",
        _REPLACEMENT,
        same_kind=True,
        payload="Replacement",
        inverse_description="The codes that ended and whose place it took.",
        style=EdgeStyle("dashed", "triangle", "Diagnosis"),
        biolink=BiolinkTerm("related_to", "Biolink has no predicate for what a newer edition says instead"),
    ),
    EdgeKind(
        "PARTLY_REPLACED_BY",
        _CODES,
        _CODES,
        "partlyReplacedBy",
        "partlyReplaces",
        "Later codes for a part of what it was reported for; it stayed a code itself.",
        _REPLACEMENT,
        same_kind=True,
        payload="Replacement",
        inverse_description="Codes with which it was reported before, and which stayed codes themselves.",
        style=EdgeStyle("dashed", "triangle", "Diagnosis"),
        biolink=BiolinkTerm("related_to", "Biolink has no predicate for what a newer edition says instead"),
    ),
)
