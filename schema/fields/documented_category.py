"""The risk categories that a case documents, as GraphQL shows them."""

from collections.abc import Sequence
from typing import Any

from graph.model.elements import Node
from graph.review.case_code import CaseCode
from graph.review.risk import CategoryOfModel
from schema.context import Info
from schema.types.case_code import CaseCodeType  # noqa: F401  (declares the type that annotations name)
from schema.types.declare import attribute_field, computed_field, object_type


def _category(root: CategoryOfModel, info: Info) -> Node:
    return info.context.store.topology.graph.node(root.category)


def _trumped_by(root: CategoryOfModel, info: Info) -> Node | None:
    return None if root.trumped_by is None else info.context.store.topology.graph.node(root.trumped_by)


def _codes(root: CategoryOfModel, info: Info) -> Sequence[CaseCode]:
    return root.codes


DocumentedCategoryType: Any = object_type(
    "DocumentedCategory",
    "A risk category that diagnoses of a case document.",
    {
        "model": attribute_field("RiskModel", "The model of risk adjustment."),
        "payment_year": attribute_field("int", "The year that is paid by it: the one after the day of service."),
        "is_provisional": attribute_field("bool", "Whether the mapping of that year is not yet final."),
        "category": computed_field(_category, "RiskCategory", "The category.", {}),
        "codes": computed_field(_codes, "list[CaseCodeType]", "The diagnoses that document it.", {}),
        "trumped_by": computed_field(
            _trumped_by, "RiskCategory | None", "The higher category of the case beside which it does not count.", {}
        ),
        "counts": attribute_field("bool", "Whether it counts, as far as is known."),
        "unchecked": attribute_field("list[str]", "'age' and 'sex', where it depends on them and they are not known."),
    },
)
