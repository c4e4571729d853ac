"""The enums of the Strawberry peer."""

from enum import Enum

import strawberry


@strawberry.enum
class NodeKind(Enum):
    """The kinds of node that the queries meet."""

    PROCEDURE = "PROCEDURE"
    INDICATION = "INDICATION"
    RISK = "RISK"
    ROLE = "ROLE"
    SETTING = "SETTING"
    PREPARATION = "PREPARATION"
    BENEFIT = "BENEFIT"
    RECOVERY = "RECOVERY"
    ALTERNATIVE = "ALTERNATIVE"
    STEP = "STEP"
    SECTION = "SECTION"
    CATEGORY = "CATEGORY"


@strawberry.enum
class EdgeKind(Enum):
    """The kinds of edge that the queries meet."""

    HAS_INDICATION = "HAS_INDICATION"
    HAS_RISK = "HAS_RISK"
    PERFORMED_BY = "PERFORMED_BY"
    PERFORMED_IN = "PERFORMED_IN"
    HAS_PREPARATION = "HAS_PREPARATION"
    HAS_STEP = "HAS_STEP"
    HAS_BENEFIT = "HAS_BENEFIT"
    HAS_RECOVERY = "HAS_RECOVERY"
    HAS_ALTERNATIVE = "HAS_ALTERNATIVE"
    HAS_SECTION = "HAS_SECTION"
    IN_CATEGORY = "IN_CATEGORY"


@strawberry.enum
class DurationUnit(Enum):
    """Units of time."""

    MINUTE = "MINUTE"
    HOUR = "HOUR"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
