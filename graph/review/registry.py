"""All rules of the review, in the order in which their findings are listed."""

from collections.abc import Mapping

from graph.review.rule import Rule
from graph.review.rules.add_ons import ADD_ON_WITHOUT_PRIMARY
from graph.review.rules.bundling import BUNDLED_PAIR
from graph.review.rules.code_editor import CODE_EDITOR
from graph.review.rules.code_first import CODE_FIRST
from graph.review.rules.combinations import COMBINATION_CODE
from graph.review.rules.complications import COMPLICATION_EXCLUDED
from graph.review.rules.contradictions import CONTRADICTING_CODES
from graph.review.rules.coverage import COVERAGE
from graph.review.rules.duplicates import DUPLICATE_CODE
from graph.review.rules.excludes import EXCLUDES1, EXCLUDES2
from graph.review.rules.existence import NOT_BILLABLE, SEVENTH_CHARACTER, UNKNOWN_CODE
from graph.review.rules.first_listed import FIRST_LISTED_ONLY
from graph.review.rules.guideline_pairs import GUIDELINE_PAIR
from graph.review.rules.indications import PROCEDURE_WITHOUT_INDICATION
from graph.review.rules.laterality import LATERALITY_CONFLICT, UNSPECIFIED_SIDE
from graph.review.rules.outcome_of_delivery import OUTCOME_OF_DELIVERY
from graph.review.rules.patient import AGE_CONFLICT, SEX_CONFLICT
from graph.review.rules.place_of_service import PLACE_OF_SERVICE
from graph.review.rules.principal import (
    EXTERNAL_CAUSE_AS_PRINCIPAL,
    MANIFESTATION_AS_PRINCIPAL,
    UNACCEPTABLE_PRINCIPAL,
)
from graph.review.rules.risk import RISK_CATEGORY_UNSUPPORTED
from graph.review.rules.sequence import SEQUENCE
from graph.review.rules.units import UNITS_ABOVE_MAXIMUM
from graph.review.rules.use_additional import USE_ADDITIONAL
from graph.review.rules.validity import NOT_VALID_ON_DATE

RULES: Mapping[str, Rule] = {
    rule.name: rule
    for rule in (
        UNKNOWN_CODE,
        NOT_VALID_ON_DATE,
        NOT_BILLABLE,
        SEVENTH_CHARACTER,
        DUPLICATE_CODE,
        EXCLUDES1,
        EXCLUDES2,
        CODE_FIRST,
        USE_ADDITIONAL,
        MANIFESTATION_AS_PRINCIPAL,
        UNACCEPTABLE_PRINCIPAL,
        EXTERNAL_CAUSE_AS_PRINCIPAL,
        AGE_CONFLICT,
        SEX_CONFLICT,
        LATERALITY_CONFLICT,
        UNSPECIFIED_SIDE,
        COMBINATION_CODE,
        ADD_ON_WITHOUT_PRIMARY,
        BUNDLED_PAIR,
        UNITS_ABOVE_MAXIMUM,
        PLACE_OF_SERVICE,
        COVERAGE,
        PROCEDURE_WITHOUT_INDICATION,
        COMPLICATION_EXCLUDED,
        RISK_CATEGORY_UNSUPPORTED,
        CODE_EDITOR,
        FIRST_LISTED_ONLY,
        GUIDELINE_PAIR,
        SEQUENCE,
        OUTCOME_OF_DELIVERY,
        CONTRADICTING_CODES,
    )
}
