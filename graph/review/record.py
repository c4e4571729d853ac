"""A review as JSON, by the names that GraphQL gives to what it says."""

from typing import Any

from graph import DISCLAIMER
from graph.review.case_code import CaseCode
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason
from graph.review.reviewer import Review


def review_record(review: Review) -> dict[str, Any]:
    """What `review` of GraphQL answers, with CURIEs in place of nodes, and the evidence of each edge."""
    context = review.context
    return {
        "findings": [_finding(context, finding) for finding in review.findings],
        "unreviewed": [{"rule": gap.rule, "reason": gap.reason} for gap in review.unreviewed],
        "disclaimer": DISCLAIMER,
    }


def _finding(context: ReviewContext, finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.name,
        "message": finding.message,
        "action": finding.action,
        "codes": [_code(code) for code in finding.codes],
        "because": [_reason(context, reason) for reason in finding.because],
        "remedies": [context.graph.curie(number) for number in finding.remedies],
    }


def _code(code: CaseCode) -> dict[str, Any]:
    name = code.facts.node.name if code.facts else None
    return {"text": code.text, "curie": code.curie, "name": name, "place": code.place}


def _reason(context: ReviewContext, reason: Reason) -> dict[str, Any]:
    graph = context.graph
    if reason.edge is not None:
        edge = graph.edge(reason.edge)
        evidence = [{"source": item.source, "quote": item.quote} for item in edge.evidence]
        return {"edge": {"source": edge.source, "kind": edge.kind, "target": edge.target, "evidence": evidence}}
    if reason.node is not None and reason.property is not None:
        node = graph.node(reason.node)
        value = node.name if reason.property == "name" else node.properties.get(reason.property)
        return {"node": node.curie, "property": reason.property, "value": value}
    return {"text": reason.text}
