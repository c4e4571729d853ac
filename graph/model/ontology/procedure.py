"""The kind Procedure, and the properties that several kinds have."""

from graph.model.ontology.gem_properties import GEM_PROPERTIES
from graph.model.ontology.history_kinds import ADDED_DATE, ENDED_DATE, HISTORY_PROPERTIES
from graph.model.ontology.types import BiolinkTerm, NodeKind, NodeStyle, Property, PropertyType, Searched

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


def _max_units(setting: str, who: str) -> tuple[Property, Property]:
    """The medically unlikely edit of a setting."""
    return (
        Property(f"max_units_{setting}", f"Units that Medicare pays {who} at most (MUE).", PropertyType.INTEGER),
        Property(
            f"max_units_{setting}_indicator",
            "What counts: 1 the units of a line, 2 those of a day without exception, 3 those of a day unless a record "
            "shows need.",
        ),
    )


CODE_PROPERTIES = (
    Property("short_name", "Short official name of the code.", searched=Searched.DESCRIPTOR),
    Property(
        "is_active",
        "Whether the code could be reported on the day of the build (`build --as-of`).",
        PropertyType.BOOLEAN,
    ),
    ADDED_DATE,
    ENDED_DATE,
    *HISTORY_PROPERTIES,
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
    Property(
        "is_rare_in_office",
        "Whether Medicare says that it is rarely or never done outside facilities (NA in the fee schedule).",
        PropertyType.BOOLEAN,
    ),
    Property(
        "is_rare_in_facility",
        "Whether Medicare says that it is rarely or never done in facilities (NA in the fee schedule).",
        PropertyType.BOOLEAN,
    ),
    *_max_units("practitioner", "a practitioner"),
    *_max_units("outpatient", "an outpatient hospital"),
    *_max_units("equipment", "a supplier of equipment"),
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
        *GEM_PROPERTIES,
        Property(
            "licensed",
            "Names of the fields whose text is under a licence that forbids passing it on.",
            PropertyType.STRINGS,
        ),
    ),
    coded=("CPT", "HCPCS", "ICD10PCS"),
    style=NodeStyle(255, "circle"),
    biolink=BiolinkTerm("Procedure", "a series of actions done in an order: the same notion"),
    search_prior=3,
)
