"""The group of a hospital stay, and what led there."""

from typing import Annotated, cast

import strawberry

from graph import DISCLAIMER
from graph.model.elements import Node
from graph.review.case import Setting
from graph.review.group_explanation import GroupExplanation
from schema.context import Info
from schema.types.case_input import CaseInput, read_case
from schema.types.declare import attribute_field, computed_field, object_type


def _node(info: Info, number: int | None) -> Node | None:
    return None if number is None else info.context.store.topology.graph.node(number)


def _property(info: Info, group: int | None, name: str) -> float | None:
    node = _node(info, group)
    return cast("float | None", node.properties.get(name)) if node else None


object_type(
    "WithoutCode",
    "The group that a stay would be in without one of its codes.",
    {
        "code": attribute_field("CaseCodeType", "The code."),
        "group": computed_field(
            lambda root, info: _node(info, root.group), "DiagnosisGroup | None", "The group; null for none.", {}
        ),
    },
)
object_type(
    "DocumentationQuestion",
    "A code that leaves open what the record may say, where the answer decides between groups.",
    {
        "code": attribute_field("CaseCodeType", "The code."),
        "message": attribute_field("str", "The question; it suggests no answer."),
        "groups": computed_field(
            lambda root, info: [_node(info, number) for number in root.groups],
            "list[DiagnosisGroup]",
            "The group of the stay as it is, then those that answers would lead to.",
            {},
        ),
    },
)
object_type(
    "Grouping",
    "The group of a hospital stay, by the rules of the Medicare grouper.",
    {
        "group": computed_field(
            lambda root, info: _node(info, root.group), "DiagnosisGroup | None", "The group; null for none.", {}
        ),
        "category": computed_field(
            lambda root, info: _node(info, root.category),
            "MajorDiagnosticCategory | None",
            "The major diagnostic category that it was found in.",
            {},
        ),
        "weight": computed_field(
            lambda root, info: _property(info, root.group, "weight"), "float | None", "Its relative weight.", {}
        ),
        "mean_stay": computed_field(
            lambda root, info: _property(info, root.group, "mean_stay"),
            "float | None",
            "Its arithmetic mean length of stay, in days.",
            {},
        ),
        "geometric_mean_stay": computed_field(
            lambda root, info: _property(info, root.group, "geometric_mean_stay"),
            "float | None",
            "Its geometric mean length of stay, in days.",
            {},
        ),
        "severity": attribute_field("SeverityLevel | None", "The level of complications that counts; null for none."),
        "decided_by": attribute_field("list[CaseCodeType]", "The codes that led there."),
        "without": attribute_field("list[WithoutCode]", "What the group would be without each code but the first."),
        "questions": attribute_field(
            "list[DocumentationQuestion]", "Which questions about documentation decide between groups."
        ),
        "unknown": attribute_field("list[str]", "What was not known though it may decide."),
        "disclaimer": computed_field(lambda root, info: DISCLAIMER, "str", "What it must not be used for.", {}),
    },
)


def group(
    info: Info, case: Annotated[CaseInput, strawberry.argument(description="The stay; nothing of it is kept.")]
) -> GroupExplanation | None:
    """The group of a case, taken as a hospital stay whatever its setting."""
    stated = read_case(case, Setting.INPATIENT)
    info.context.keep_private()
    info.context.announce_rows(info.context.store.group_cost(stated))
    return info.context.store.group(stated)
