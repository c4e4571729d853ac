"""What procedure pages say: procedures, the concepts they share, their parts and their context."""

from graph.model.ontology.types import EdgeKind, NodeKind, Property, PropertyType, Searched

SYNONYMS = Property("synonyms", "Other names of the same thing.", PropertyType.STRINGS, searched=Searched.SYNONYM)

STUB = Property(
    "is_stub", "True for what is only mentioned: no source describes it.", PropertyType.BOOLEAN, default=False
)
CODE = Property("code", "The official code, a text: leading zeros count. Null where there is none.")
POSITION = Property(
    "position", "Place of the item in its section of the page, from 0.", PropertyType.INTEGER, shown_only=True
)
DETAIL = Property("detail", "What the page adds about the item in this procedure.")
CONDITION = Property("condition", "When this applies, in the page's words, as in 'if intraoperative imaging is used'.")
DURATION_UNITS = tuple((unit, f"{unit.capitalize()}s.") for unit in ("minute", "hour", "day", "week", "month", "year"))
QUANTITY = (
    Property("duration_min", "Shortest time stated, in `duration_unit`.", PropertyType.NUMBER),
    Property("duration_max", "Longest time stated, in `duration_unit`.", PropertyType.NUMBER),
    Property("duration_unit", "Unit of the time stated.", enum="DurationUnit", values=DURATION_UNITS),
)
ITEM = (POSITION, DETAIL, CONDITION, *QUANTITY)

CODE_PROPERTIES = (
    Property("short_name", "Short official name of the code.", searched=Searched.DESCRIPTOR),
    Property("is_active", "Whether the code can be reported today.", PropertyType.BOOLEAN),
    Property("added_date", "Day on which the code was added.", PropertyType.DATE),
    Property("ended_date", "Day on which the code ended.", PropertyType.DATE),
    Property("coverage_code", "Medicare coverage code of HCPCS."),
    Property("betos", "BETOS category of HCPCS."),
    Property("add_on_type", "NCCI type of an add-on code: 1 listed primary codes, 2 the contractor decides, 3 both."),
    Property("fee_status", "Status in the Medicare physician fee schedule."),
    Property("global_days", "Days that the fee covers; ZZZ for add-on codes."),
    Property("multiple_procedure_indicator", "How the fee changes with several procedures."),
    Property("bilateral_indicator", "How the fee changes when both sides are done."),
    Property("assistant_indicator", "Whether an assistant at surgery is paid."),
    Property("co_surgeon_indicator", "Whether two surgeons are paid."),
    Property("team_surgery_indicator", "Whether a team is paid."),
)
PROCEDURE = NodeKind(
    "Procedure",
    ("CPT", "HCPCS", "ICD10PCS", "PAGE"),
    "procedure",
    "procedures",
    "Something done for or to a patient, as one procedure page or one procedure code describes it.",
    (
        CODE,
        Property("slug", "Short readable name used in addresses, as in 'pelvic-fixation'."),
        Property(
            "has_page",
            "Whether a page describes it, with indications, risks, steps …",
            PropertyType.BOOLEAN,
            default=False,
        ),
        Property(
            "descriptor",
            "Official descriptor of the code, as the page shows it; it can be cut short.",
            searched=Searched.DESCRIPTOR,
            shown_only=True,
        ),
        Property("code_kind", "The page's own words for what kind of code it describes, as in 'CPT4 code'."),
        SYNONYMS,
        Property("summary", "What the procedure is, in a paragraph.", shown_only=True),
        Property("purpose", "What the procedure is for.", shown_only=True),
        Property("patient_experience", "What the patient feels and notices.", shown_only=True),
        Property("setting_text", "Where the procedure is done, in the page's words.", shown_only=True),
        Property("duration_text", "How long the procedure takes, in the page's words.", shown_only=True),
        Property("duration_min_minutes", "Shortest usual duration, in minutes.", PropertyType.INTEGER),
        Property("duration_max_minutes", "Longest usual duration, in minutes.", PropertyType.INTEGER),
        Property("duration_per", "What the duration counts for, as in 'eye' for 'per eye'."),
        Property(
            "is_add_on",
            "Whether the code is reported only together with the code of a primary procedure.",
            PropertyType.BOOLEAN,
        ),
        Property(
            "alternatives_text",
            "What the page says of the pros and cons of all alternatives together.",
            shown_only=True,
        ),
        STUB,
        *CODE_PROPERTIES,
        Property(
            "licensed",
            "Names of the fields whose text is under a licence that forbids passing it on.",
            PropertyType.STRINGS,
        ),
    ),
    coded=("CPT", "HCPCS", "ICD10PCS"),
)

CONCEPTS = (
    NodeKind(
        "Indication",
        ("INDICATION",),
        "indication",
        "indications",
        "A condition or reason for which procedures are done.",
        (SYNONYMS,),
    ),
    NodeKind("Risk", ("RISK",), "risk", "risks", "A harm that procedures can cause.", (SYNONYMS,)),
    NodeKind("Role", ("ROLE",), "role", "roles", "A profession that takes part in procedures.", (SYNONYMS,)),
    NodeKind("Setting", ("SETTING",), "setting", "settings", "A place where procedures are done.", (SYNONYMS,)),
    NodeKind(
        "Preparation",
        ("PREPARATION",),
        "preparation",
        "preparations",
        "Something done before a procedure.",
        (SYNONYMS,),
    ),
    NodeKind("Benefit", ("BENEFIT",), "benefit", "benefits", "What patients gain from procedures.", (SYNONYMS,)),
    NodeKind("Recovery", ("RECOVERY",), "recovery", "recoveries", "A part of the time after a procedure.", (SYNONYMS,)),
    NodeKind(
        "Alternative",
        ("ALTERNATIVE",),
        "alternative",
        "alternatives",
        "What can be done instead of a procedure.",
        (SYNONYMS,),
    ),
)

PARTS = (
    NodeKind(
        "Step",
        ("STEP",),
        "step",
        "steps",
        "One step of one procedure.",
        (
            Property("number", "Place of the step in the procedure, from 1.", PropertyType.INTEGER),
            Property("text", "What happens in the step.", shown_only=True),
            Property("phase", "The part of the procedure under which the page lists the step."),
        ),
        is_part=True,
    ),
    NodeKind(
        "Section",
        ("SECTION",),
        "section",
        "sections",
        "One section of one page, with all of its text.",
        (
            Property("number", "Place of the section on the page, from 1.", PropertyType.INTEGER),
            Property(
                "text",
                "The whole text of the section, one line for each paragraph or entry.",
                searched=Searched.TEXT,
                shown_only=True,
            ),
            Property(
                "remarks",
                "Passages of the section that became no node and no property.",
                PropertyType.STRINGS,
                shown_only=True,
            ),
        ),
        is_part=True,
    ),
)

CONTEXT = (
    NodeKind(
        "Category", ("CATEGORY",), "category", "categories", "A medical specialty by which procedures are sorted."
    ),
    NodeKind(
        "Policy",
        ("POLICY",),
        "policy",
        "policies",
        "A document of a payer that says when a procedure is covered.",
        (
            Property("number", "The payer's number of the policy.", searched=Searched.CODE),
            Property("url", "Where the policy is published."),
            Property("type", "What kind of document it is, as in 'LCD' or 'Article'."),
            Property("version", "The payer's version of the policy."),
            Property("status", "State of the policy in the payer's words, as in 'active' or 'retired'."),
            Property("effective_date", "Day from which the policy holds.", PropertyType.DATE),
            Property("retired_date", "Day on which the policy was retired.", PropertyType.DATE),
            Property("review_date", "Day on which the policy was last reviewed.", PropertyType.DATE),
            Property("jurisdiction", "Where, or for which part of the program, the policy holds."),
            Property("applies_to_all", "Code system all of whose codes the policy speaks of, and with what coverage."),
        ),
    ),
    NodeKind("Payer", ("PAYER",), "payer", "payers", "A health plan or program that issues policies."),
)


def _section_edge(
    name: str,
    target: str,
    field: str,
    description: str,
    inverse_description: str,
    *extra: Property,
    payload: str = "Statement",
) -> EdgeKind:
    properties = (*ITEM, *extra)
    return EdgeKind(
        name,
        ("Procedure",),
        (target,),
        field,
        "procedures",
        description,
        properties,
        payload=payload,
        inverse_payload="Statement",
        inverse_description=inverse_description,
    )


CONCEPT_KINDS = tuple(kind.name for kind in CONCEPTS)

NODE_KINDS = (PROCEDURE, *CONCEPTS, *PARTS, *CONTEXT)
COVERAGE = Property(
    "coverage",
    "What the policy says of the procedure; a mention is never coverage.",
    enum="Coverage",
    values=(
        ("covered", "The policy covers it."),
        ("not covered", "The policy does not cover it."),
        ("conditional", "The policy covers it under conditions."),
        ("mentioned", "The policy is listed for it; whether it covers it is unknown."),
    ),
)
EDGE_KINDS = (
    _section_edge(
        "HAS_INDICATION", "Indication", "indications", "What it is done for.", "Procedures that are done for it."
    ),
    _section_edge("HAS_RISK", "Risk", "risks", "The harm that it can cause.", "Procedures that can cause it."),
    _section_edge(
        "PERFORMED_BY",
        "Role",
        "personnel",
        "Who takes part in it.",
        "Procedures in which they take part.",
        Property("specialty", "What the person is specialized in, as in 'spinal surgery'."),
        Property("entry", "Which entry of the section names the role, from 0.", PropertyType.INTEGER),
        Property(
            "interchangeable",
            "True where one of the roles of the same entry is enough, as in 'A or B'.",
            PropertyType.BOOLEAN,
        ),
        payload="Participation",
    ),
    _section_edge("PERFORMED_IN", "Setting", "settings", "Where it is done.", "Procedures that are done there."),
    _section_edge(
        "HAS_PREPARATION",
        "Preparation",
        "preparations",
        "What is done before it.",
        "Procedures before which it is done.",
    ),
    EdgeKind(
        "HAS_STEP",
        ("Procedure",),
        ("Step",),
        "steps",
        "procedures",
        "Its steps, in order.",
        (POSITION,),
        payload="Position",
        inverse_description="The procedure of which it is a step.",
    ),
    _section_edge(
        "HAS_BENEFIT",
        "Benefit",
        "benefits",
        "What patients can gain from it.",
        "Procedures from which patients can gain it.",
    ),
    _section_edge(
        "HAS_RECOVERY", "Recovery", "recovery", "What belongs to the time after it.", "Procedures after which it comes."
    ),
    _section_edge(
        "HAS_ALTERNATIVE",
        "Alternative",
        "alternatives",
        "What its page says can be done instead, with pros and cons.",
        "Procedures instead of which it can be done.",
        Property("pros", "What speaks for the alternative, in the page's words.", PropertyType.STRINGS),
        Property("cons", "What speaks against the alternative, in the page's words.", PropertyType.STRINGS),
        payload="Appraisal",
    ),
    EdgeKind(
        "HAS_SECTION",
        ("Procedure",),
        ("Section",),
        "sections",
        "procedures",
        "The sections of its page, in order.",
        (POSITION,),
        payload="Position",
        inverse_description="The procedure whose page has it.",
    ),
    EdgeKind(
        "NAMES_EXAMPLE",
        ("Procedure",),
        CONCEPT_KINDS,
        "examples",
        "exampleIn",
        "What the page names as an example, as 'scoliosis' in 'spinal deformities (e.g., scoliosis)'.",
        (POSITION, Property("example_of", "CURIE of the item it is an example of.", shown_only=True)),
        payload="Example",
        inverse_description="Procedures whose pages name it as an example.",
    ),
    EdgeKind(
        "IS_A",
        (*CONCEPT_KINDS, "Diagnosis", "Category"),
        (*CONCEPT_KINDS, "Diagnosis", "Category"),
        "broader",
        "narrower",
        "What this is a kind of.",
        same_kind=True,
        few_targets=True,
        inverse_description="What is a kind of this.",
    ),
    EdgeKind(
        "DENOTES",
        ("Alternative",),
        ("Procedure",),
        "denotes",
        "denotedBy",
        "The alternative is this procedure, which has a page of its own.",
        few_targets=True,
        inverse_description="What other pages list as an alternative and is this procedure.",
    ),
    EdgeKind(
        "SIMILAR_TO",
        ("Procedure",),
        ("Procedure",),
        "listedSimilar",
        "listedAsSimilarBy",
        "The page lists this procedure among its similar codes.",
        (POSITION,),
        payload="Position",
        inverse_description="Pages that list it among their similar codes.",
    ),
    EdgeKind(
        "RESEMBLES",
        ("Procedure",),
        ("Procedure",),
        "similar",
        "similar",
        "The two procedures have much in common, as was computed from all that their pages say.",
        (
            Property("score", "How much they have in common, from 0 to 1.", PropertyType.NUMBER),
            Property("reasons", "What they have in common; the weights add up to the score.", PropertyType.REASONS),
        ),
        symmetric=True,
        strongest="score",
        payload="Resemblance",
        computed=True,
    ),
    EdgeKind(
        "GOVERNED_BY",
        ("Procedure",),
        ("Policy",),
        "policies",
        "procedures",
        "The policy speaks of the procedure.",
        (
            POSITION,
            COVERAGE,
        ),
        payload="Coverage",
        inverse_description="The procedures that the policy speaks of.",
    ),
    EdgeKind(
        "LISTED_BY",
        ("Diagnosis",),
        ("Policy",),
        "policies",
        "diagnoses",
        "The policy lists the diagnosis.",
        (COVERAGE,),
        payload="Coverage",
        inverse_description="The diagnoses that the policy lists.",
    ),
    EdgeKind(
        "ISSUED_BY",
        ("Policy",),
        ("Payer",),
        "issuers",
        "policies",
        "Who issued the policy.",
        few_targets=True,
        inverse_description="The policies that it issued.",
    ),
    EdgeKind(
        "IN_CATEGORY",
        ("Procedure",),
        ("Category",),
        "categories",
        "procedures",
        "The specialties under which it is sorted.",
        few_targets=True,
        inverse_description="The procedures that are sorted under it.",
    ),
)
