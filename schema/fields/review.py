"""A case reviewed: findings with their reasons, and what could not be looked at."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from graph import DISCLAIMER
from graph.model.elements import Edge, Node, SourceDocument
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.review.case import Case
from graph.review.case_code import CaseCode
from graph.review.finding import Finding, Reason, Severity
from graph.review.group_explanation import GroupExplanation
from graph.review.registry import RULES
from graph.review.reviewer import Review
from graph.review.risk import CategoryOfModel
from schema.context import Info, Request
from schema.fields import grouping  # noqa: F401  (declares the type that annotations name)
from schema.fields.documented_category import DocumentedCategoryType
from schema.types.case_code import CaseCodeType
from schema.types.case_input import CaseInput, read_case
from schema.types.declare import TYPES, camel, enum_type, field
from schema.types.evidence import SourceType
from schema.types.node import NodeInterface
from schema.types.traversals import GraphEdge

RuleEnum = enum_type("ReviewRule", "A rule of the review.", [(rule.name, rule.description) for rule in RULES.values()])
SeverityEnum = enum_type(
    "FindingSeverity",
    "How much a finding matters.",
    [
        (Severity.ERROR.value, "The claim is wrong as it is."),
        (Severity.WARNING.value, "Something is probably wrong or missing."),
        (Severity.INFORMATION.value, "What a coder may want to know."),
    ],
)


@strawberry.type(name="FindingReason", description="Why a finding is there: an edge, a property, or a guideline.")
class FindingReason:
    """GraphQL's `FindingReason`; its values are `graph.review.finding.Reason`."""

    @field("The edge that says so, with its evidence.", GraphEdge | None)
    def edge(self, root: strawberry.Parent[Reason], info: Info) -> Edge | None:
        return None if root.edge is None else info.context.store.topology.graph.edge(root.edge)

    @field("The node whose property says so.", NodeInterface | None)
    def node(self, root: strawberry.Parent[Reason], info: Info) -> Node | None:
        return None if root.node is None else info.context.store.topology.graph.node(root.node)

    @field("The property, by the name of its field.")
    def property(self, root: strawberry.Parent[Reason]) -> str | None:
        return camel(root.property) if root.property else None

    @field("What the property says; the texts of several, one a line.")
    def value(self, root: strawberry.Parent[Reason], info: Info) -> str | None:
        if root.node is None or root.property is None:
            return None
        node = info.context.store.topology.graph.node(root.node)
        value = node.name if root.property == "name" else node.properties.get(root.property)
        return "\n".join(value) if isinstance(value, tuple) else _plain(value)

    @field("The rule of the official guidelines that says so, in words of ours.")
    def text(self, root: strawberry.Parent[Reason]) -> str | None:
        return root.text


def _plain(value: object) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@strawberry.type(name="Finding", description="Something that a rule found in a case.")
class FindingType:
    """GraphQL's `Finding`; its values are `graph.review.finding.Finding`."""

    rule: RuleEnum = strawberry.field(description="The rule.")  # type: ignore[valid-type]
    severity: SeverityEnum = strawberry.field(description="How much it matters.")  # type: ignore[valid-type]
    message: str = strawberry.field(description="What was found.")
    action: str = strawberry.field(description="What to do.")
    codes: list[CaseCodeType] = strawberry.field(description="The codes of the case that it is about.")
    because: list[FindingReason] = strawberry.field(description="Why: every edge with its evidence.")

    @field("What to report instead, or as well.", list[NodeInterface])
    def remedies(self, root: strawberry.Parent[Finding], info: Info) -> Sequence[Node]:
        info.context.charge_items(len(root.remedies))
        return [info.context.store.topology.graph.node(number) for number in root.remedies]


@strawberry.type(name="Unreviewed", description="What a review could not look at: silence is never approval.")
class UnreviewedType:
    """GraphQL's `Unreviewed`; its values are `graph.review.finding.Unreviewed`."""

    rule: RuleEnum = strawberry.field(description="The rule.")  # type: ignore[valid-type]
    reason: str = strawberry.field(description="What is missing, and what to load or to state.")


@strawberry.type(name="Review", description="What a review says of a case. It is no claim that the coding is right.")
class ReviewType:
    """GraphQL's `Review`; its values are `graph.review.reviewer.Review`."""

    findings: list[FindingType] = strawberry.field(description="What was found, the gravest first.")
    unreviewed: list[UnreviewedType] = strawberry.field(description="What could not be looked at, and why.")

    @field("The codes of the case, the diagnoses first, each in its order.", list[CaseCodeType])
    def codes(self, root: strawberry.Parent[Review], info: Info) -> Sequence[CaseCode]:
        codes = (*root.context.diagnoses, *root.context.procedures)
        info.context.charge_items(len(codes))
        return codes

    @field("The group of a hospital stay; null for what is none.", TYPES["Grouping"] | None)
    def grouping(self, root: strawberry.Parent[Review], info: Info) -> GroupExplanation | None:
        info.context.announce_rows(info.context.store.group_cost(root.context.case))
        return root.grouping

    @field("The risk categories that the diagnoses document, by model.", list[DocumentedCategoryType])
    def risk_categories(self, root: strawberry.Parent[Review], info: Info) -> Sequence[CategoryOfModel]:
        found = root.risk_categories
        info.context.charge_items(len(found))
        return found

    disclaimer: str = strawberry.field(description="What it must not be used for.", resolver=lambda: DISCLAIMER)

    @field("The documents with an edition that the graph was read from.", list[SourceType])
    def editions(self, root: strawberry.Parent[Review], info: Info) -> Sequence[SourceDocument]:
        return [document for document in info.context.summary().documents if document.edition]


def review(
    info: Info, case: Annotated[CaseInput, strawberry.argument(description="The case; nothing of it is kept.")]
) -> Review:
    """A case reviewed by every rule that the graph has the data for.

    Nothing is said of what the record shows: a finding is a question to whoever has read it.
    """
    return _review(info.context, read_case(case))


def review_many(
    info: Info,
    cases: Annotated[
        list[CaseInput], strawberry.argument(description=f"The cases, {Limits.cases} at most; nothing of them is kept.")
    ],
) -> list[Review]:
    """Several cases reviewed, in their order; `POST /reviews` answers line by line, of larger bodies."""
    if len(cases) > Limits.cases:
        raise InvalidArgument(argument="cases", count=len(cases), maximum=Limits.cases)
    stated = [read_case(case) for case in cases]
    return [_review(info.context, case) for case in stated]


def _review(request: Request, case: Case) -> Review:
    request.keep_private()
    request.announce_rows(request.store.review_cost(case))
    found = request.store.review(case)
    request.charge_items(sum(1 + len(finding.codes) + len(finding.because) for finding in found.findings))
    return found
