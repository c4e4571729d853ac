"""What stays are paid by: groups, the categories of groups, and lists of what is no complication."""

from graph.model.ontology.procedure import CODE
from graph.model.ontology.types import BiolinkTerm, NodeKind, NodeStyle, Property, PropertyType

GROUPS = (
    NodeKind(
        "DiagnosisGroup",
        ("MSDRG",),
        "diagnosisGroup",
        "diagnosisGroups",
        "A Medicare severity diagnosis related group, by which hospital stays are paid.",
        (
            CODE,
            Property("is_surgical", "Whether stays with an operation fall into it.", PropertyType.BOOLEAN),
            Property("grouper", "Version of the grouper."),
            Property("weight", "Relative weight by which it is paid.", PropertyType.NUMBER),
            Property("geometric_mean_stay", "Geometric mean length of stay, in days.", PropertyType.NUMBER),
            Property("mean_stay", "Arithmetic mean length of stay, in days.", PropertyType.NUMBER),
            Property(
                "is_post_acute",
                "Whether a stay that ends with a transfer to post-acute care may be paid as a transfer, by the day.",
                PropertyType.BOOLEAN,
            ),
            Property(
                "is_special_pay",
                "Whether the first day of such a transfer counts for half of the whole payment.",
                PropertyType.BOOLEAN,
            ),
        ),
        coded=("MSDRG",),
        style=NodeStyle(195, "diamond"),
        biolink=BiolinkTerm("NamedThing", "Biolink has no class for payment groups"),
        search_prior=0,
    ),
    NodeKind(
        "MajorDiagnosticCategory",
        ("MDC",),
        "majorDiagnosticCategory",
        "majorDiagnosticCategories",
        "A body system or cause by which diagnosis related groups are sorted.",
        (CODE,),
        coded=("MDC",),
        style=NodeStyle(205, "star-6"),
        biolink=BiolinkTerm("NamedThing", "Biolink has no class for payment groups"),
    ),
)

EXCLUSION_LIST = NodeKind(
    "ExclusionList",
    ("CCEXCLUSION",),
    "exclusionList",
    "exclusionLists",
    "Principal diagnoses beside which certain secondary diagnoses are no complications.",
    style=NodeStyle(200, "bar"),
    biolink=BiolinkTerm("NamedThing", "Biolink has no class for rules of payment"),
    is_searched=False,
    is_grounded=False,
)

NODE_KINDS = (*GROUPS, EXCLUSION_LIST)
