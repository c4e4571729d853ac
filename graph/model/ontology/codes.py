"""What code systems say: diagnoses, the axes of procedure codes, groups, and how codes go together."""

from graph.model.ontology.pages import CODE, CONCEPT_KINDS, STUB, SYNONYMS
from graph.model.ontology.types import EdgeKind, NodeKind, Property, PropertyType, Searched

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
        SYNONYMS,
        Property(
            "includes",
            "What the classification says it includes.",
            PropertyType.STRINGS,
            searched=Searched.INCLUDES,
        ),
        STUB,
    ),
    coded=("ICD10CM",),
)


_CODED_AXES = ("PCSSECTION", "PCSSYSTEM", "PCSOPERATION", "PCSTABLE")
"""Axes whose identity is their character of the code; the others are shared by label."""


def _axis(name: str, prefix: str, singular: str, plural: str, description: str, *extra: Property) -> NodeKind:
    if prefix not in _CODED_AXES:
        return NodeKind(name, (prefix,), singular, plural, description, extra)
    return NodeKind(name, (prefix,), singular, plural, description, (CODE, *extra), coded=(prefix,))


AXES = (
    _axis(
        "CodeSection", "PCSSECTION", "codeSection", "codeSections", "First axis of ICD-10-PCS: the kind of procedure."
    ),
    _axis("BodySystem", "PCSSYSTEM", "bodySystem", "bodySystems", "Second axis of ICD-10-PCS, within a section."),
    _axis(
        "RootOperation",
        "PCSOPERATION",
        "rootOperation",
        "rootOperations",
        "Third axis of ICD-10-PCS: what is done, within a section.",
        Property("definition", "The official definition.", searched=Searched.TEXT, shown_only=True),
        Property("explanation", "The official explanation.", searched=Searched.TEXT, shown_only=True),
        Property("examples", "The official examples.", searched=Searched.TEXT, shown_only=True),
    ),
    _axis("BodyPart", "PCSPART", "bodyPart", "bodyParts", "Fourth axis of ICD-10-PCS: where it is done."),
    _axis("Approach", "PCSAPPROACH", "approach", "approaches", "Fifth axis of ICD-10-PCS: how the site is reached."),
    _axis("Device", "PCSDEVICE", "device", "devices", "Sixth axis of ICD-10-PCS: what stays behind, or its like."),
    _axis(
        "Qualifier",
        "PCSQUALIFIER",
        "qualifier",
        "qualifiers",
        "Seventh axis of ICD-10-PCS: what else tells codes apart.",
    ),
    _axis(
        "ProcedureTable",
        "PCSTABLE",
        "procedureTable",
        "procedureTables",
        "A table of ICD-10-PCS: all codes of one section, body system and root operation.",
        STUB,
    ),
)

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
        ),
        coded=("MSDRG",),
    ),
    NodeKind(
        "MajorDiagnosticCategory",
        ("MDC",),
        "majorDiagnosticCategory",
        "majorDiagnosticCategories",
        "A body system or cause by which diagnosis related groups are sorted.",
        (CODE,),
        coded=("MDC",),
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
)

EXPRESSION = NodeKind(
    "Expression",
    ("LAY",),
    "expression",
    "expressions",
    "An everyday expression, as patients use it, for something that has another name here.",
)

NODE_KINDS = (DIAGNOSIS, *AXES, *GROUPS, PLACE_OF_SERVICE, EXPRESSION)


def _note(
    name: str,
    field: str,
    inverse: str,
    description: str,
    *properties: Property,
    inverse_description: str,
    payload: str = "",
) -> EdgeKind:
    ends = ("Diagnosis",)
    return EdgeKind(
        name,
        ends,
        ends,
        field,
        inverse,
        description,
        properties,
        payload=payload,
        inverse_description=inverse_description,
    )


def _of_code(name: str, target: str, field: str, description: str) -> EdgeKind:
    return EdgeKind(
        name,
        ("Procedure", "ProcedureTable"),
        (target,),
        field,
        "codes",
        description,
        few_targets=True,
        inverse_description="The codes that have it.",
    )


MAPPING = (
    Property(
        "predicate",
        "How the two compare.",
        enum="MappingPredicate",
        values=(
            ("skos:exactMatch", "The two mean the same."),
            ("skos:closeMatch", "The two mean nearly the same."),
            ("skos:broadMatch", "The target is broader."),
            ("skos:narrowMatch", "The target is narrower."),
            ("skos:relatedMatch", "The two go together."),
        ),
    ),
    Property("justification", "How the mapping was found, a term of the SEMAPV vocabulary."),
    Property("confidence", "From 0 to 1.", PropertyType.NUMBER),
    Property("comment", "What whoever mapped it adds."),
)
"""What SSSOM says of a mapping."""

EDGE_KINDS = (
    _note(
        "EXCLUDES",
        "excludes",
        "excludedBy",
        "What a note excludes from this.",
        Property(
            "excludes_type",
            "What kind of note it is.",
            enum="ExcludesType",
            values=(
                ("excludes1", "The two can never be reported together."),
                ("excludes2", "The target is no part of the source; a patient may have both."),
            ),
        ),
        payload="Exclusion",
        inverse_description="What has a note that excludes this.",
    ),
    _note(
        "USE_ADDITIONAL",
        "useAdditional",
        "additionalTo",
        "What is reported with this, too, if it is there.",
        inverse_description="What this is reported with, if it is there.",
    ),
    _note(
        "CODE_FIRST",
        "codeFirst",
        "codedBefore",
        "What is reported before this.",
        inverse_description="What this is reported before.",
    ),
    _note(
        "CODE_ALSO",
        "codeAlso",
        "codedAlsoWith",
        "What is reported too; either may come first.",
        inverse_description="What this is reported with; either may come first.",
    ),
    _of_code("IN_SECTION", "CodeSection", "codeSections", "First axis of the code."),
    _of_code("IN_BODY_SYSTEM", "BodySystem", "bodySystems", "Second axis of the code."),
    _of_code("HAS_ROOT_OPERATION", "RootOperation", "rootOperations", "Third axis of the code."),
    EdgeKind(
        "ON_BODY_PART",
        ("Procedure",),
        ("BodyPart",),
        "bodyParts",
        "codes",
        "Fourth axis of the code.",
        few_targets=True,
    ),
    EdgeKind(
        "USES_APPROACH",
        ("Procedure",),
        ("Approach",),
        "approaches",
        "codes",
        "Fifth axis of the code.",
        few_targets=True,
    ),
    EdgeKind(
        "USES_DEVICE", ("Procedure",), ("Device",), "devices", "codes", "Sixth axis of the code.", few_targets=True
    ),
    EdgeKind(
        "HAS_QUALIFIER",
        ("Procedure",),
        ("Qualifier",),
        "qualifiers",
        "codes",
        "Seventh axis of the code.",
        few_targets=True,
    ),
    EdgeKind(
        "IN_TABLE",
        ("Procedure",),
        ("ProcedureTable",),
        "procedureTables",
        "codes",
        "The code is of this table.",
        few_targets=True,
    ),
    EdgeKind(
        "GROUPS_TO",
        ("Procedure",),
        ("DiagnosisGroup",),
        "diagnosisGroups",
        "procedures",
        "A stay with this procedure can fall into the group; diagnoses and other procedures decide.",
        inverse_description="Procedures with which a stay can fall into the group.",
    ),
    EdgeKind(
        "IN_MDC",
        ("DiagnosisGroup", "Diagnosis"),
        ("MajorDiagnosticCategory",),
        "majorDiagnosticCategories",
        "members",
        "The group is sorted under this; a stay with this principal diagnosis is.",
        few_targets=True,
        inverse_description="The groups and principal diagnoses sorted under it.",
    ),
    EdgeKind(
        "ADD_ON_TO",
        ("Procedure",),
        ("Procedure",),
        "addOnTo",
        "addOns",
        "The primary procedures with which alone it is reported.",
        inverse_description="What is reported only together with it.",
    ),
    EdgeKind(
        "BUNDLED_WITH",
        ("Procedure",),
        ("Procedure",),
        "bundles",
        "bundledInto",
        "What is not paid beside it, for one patient on one day.",
        (
            Property("modifier", "Whether a modifier can unbundle them."),
            Property("rationale", "Why they are bundled."),
        ),
        payload="Bundling",
        inverse_description="What it is not paid beside, for one patient on one day.",
    ),
    EdgeKind(
        "MAPS_TO",
        ("Procedure", *CONCEPT_KINDS),
        ("Diagnosis", "Procedure", "ProcedureTable"),
        "mappings",
        "mappedFrom",
        "Mappings to codes, in the words of the SSSOM standard; two stay two.",
        MAPPING,
        payload="Mapping",
        speaks_of_absent=True,
        inverse_description="Mappings to it, in the words of the SSSOM standard.",
    ),
    EdgeKind(
        "KNOWN_AS",
        ("Procedure", *CONCEPT_KINDS, "Diagnosis", "Approach", "RootOperation", "BodyPart"),
        ("Expression",),
        "knownAs",
        "means",
        "What people call it in everyday language.",
        MAPPING,
        payload="Mapping",
        speaks_of_absent=True,
        few_targets=True,
        inverse_description="What people mean by it.",
    ),
)
