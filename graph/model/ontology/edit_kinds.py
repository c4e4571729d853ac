"""What restricts a code: edits by age, sex and sequence, and the side of the body that a code is of."""

from graph.model.ontology.types import BiolinkTerm, EdgeKind, EdgeStyle, NodeKind, NodeStyle, Property, PropertyType

LATERALITY = Property(
    "laterality",
    "The side of the body that it is of; null where it has none.",
    enum="Laterality",
    values=(
        ("right", "The right side."),
        ("left", "The left side."),
        ("bilateral", "Both sides."),
        ("unspecified", "One side, and its title does not say which; others beside it do."),
    ),
)
_SEX = Property(
    "sex",
    "The one sex of the patients that it is for.",
    enum="Sex",
    values=(("female", "Female patients."), ("male", "Male patients.")),
)
_AGES = (
    Property("age_min_years", "The youngest age that it is for, in whole years.", PropertyType.INTEGER),
    Property("age_max_years", "The oldest age that it is for, in whole years.", PropertyType.INTEGER),
)
EDIT_PROPERTIES = (
    _SEX,
    *_AGES,
    Property(
        "is_manifestation", "Whether it is what another disease causes, never reported first.", PropertyType.BOOLEAN
    ),
    Property(
        "is_unacceptable_principal",
        "Whether it cannot be the principal diagnosis of an inpatient stay; external causes and manifestations apart.",
        PropertyType.BOOLEAN,
    ),
    Property(
        "is_unacceptable_first_listed",
        "Whether it cannot be listed first for an outpatient; external causes and manifestations apart.",
        PropertyType.BOOLEAN,
    ),
    Property(
        "is_external_cause", "Whether it is a cause, place or activity, never reported first.", PropertyType.BOOLEAN
    ),
    Property("is_first_only", "Whether it is reported only as the first diagnosis.", PropertyType.BOOLEAN),
    LATERALITY,
)
"""The properties of diagnoses; where sources differ in ages, the range that all of them allow."""

CODE_EDIT = NodeKind(
    "CodeEdit",
    ("EDIT",),
    "codeEdit",
    "codeEdits",
    "A condition that claims and records are checked for: what a code asks of the patient or of its place in the list.",
    (
        Property(
            "edit_type",
            "What is checked.",
            enum="CodeEditType",
            values=(
                ("age", "The age of the patient."),
                ("sex", "The sex of the patient."),
                ("manifestation", "That what causes it is reported before it."),
                ("external_cause", "That what it caused is reported before it."),
                ("unacceptable_principal", "That it is not the first diagnosis."),
                ("first_only", "That it is the first diagnosis."),
            ),
        ),
        _SEX,
        *_AGES,
        Property(
            "care_setting",
            "Where it holds; null for everywhere.",
            enum="EditSetting",
            values=(("inpatient", "Stays in a hospital."), ("outpatient", "All other care.")),
        ),
        Property("description", "What it asks, and who checks it.", shown_only=True),
    ),
    style=NodeStyle(20, "notched"),
    biolink=BiolinkTerm("NamedThing", "Biolink has no class for rules of coding"),
    search_prior=0,
    is_grounded=False,
)

EDGE_KINDS = (
    EdgeKind(
        "HAS_EDIT",
        ("Diagnosis",),
        ("CodeEdit",),
        "edits",
        "codes",
        "What it asks of the patient, or of its place in the list; the evidence says who says so.",
        inverse_description="The codes that it holds for.",
        style=EdgeStyle("dotted", "tee", "CodeEdit"),
        biolink=BiolinkTerm("related_to", "a rule of coding, not of the world"),
    ),
    EdgeKind(
        "SAME_BUT_SIDE",
        ("Diagnosis",),
        ("Diagnosis",),
        "otherSides",
        "otherSides",
        "The codes of the other sides: the same but for left, right, bilateral or an unspecified side.",
        symmetric=True,
        computed=True,
        few_targets=True,
        style=EdgeStyle("dashed", "circle", "Diagnosis"),
        biolink=BiolinkTerm("related_to", "the same disease of the other side: no code is close to the other"),
    ),
)
