"""What the policies of the case's payer say of its procedures, with its diagnoses."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.data_advice import put_into
from graph.model.elements import slugify
from graph.review.case_code import CaseCode
from graph.review.code_facts import CodeFacts, edge_properties
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.pages_of_code import pages_of_code
from graph.review.rule import Rule


@dataclass(frozen=True, slots=True)
class _PolicyOfProcedure:
    """A policy of the payer that speaks of a procedure; `edge` says so."""

    policy: CodeFacts
    edge: int
    coverage: str


def _check(context: ReviewContext) -> Iterator[Finding]:
    payer = payer_of_case(context)
    if payer is None:
        return
    for code, facts in context.known_procedures:
        policies = list(_policies(context, facts, payer))
        yield from (finding for policy in policies for finding in _findings(context, code, policy))
        if not policies:
            yield Finding(
                COVERAGE.name,
                Severity.INFORMATION,
                f"No policy of {payer.node.name} in the graph speaks of {code.written}.",
                "Ask the payer; silence is neither coverage nor denial.",
                (code,),
                (Reason(node=payer.number, property="name"),),
            )


def payer_of_case(context: ReviewContext) -> CodeFacts | None:
    """The payer by its CURIE or its name, or the only one whose name has all its words; None where there is none."""
    stated = context.case.payer
    if not stated:
        return None
    found = context.facts.find(stated if stated.startswith("PAYER:") else f"PAYER:{slugify(stated)}")
    if found:
        return found
    words = set(slugify(stated).split("-"))
    payers = [context.facts.of(number) for number in context.graph.of_kind("Payer").tolist()]
    named = [payer for payer in payers if words <= set(slugify(payer.node.name).split("-"))]
    return named[0] if len(named) == 1 else None


def _policies(context: ReviewContext, facts: CodeFacts, payer: CodeFacts) -> Iterator[_PolicyOfProcedure]:
    """The policies of the payer in force for a code, or for pages that mean it."""
    graph = context.graph
    for at in (facts.number, *pages_of_code(context, facts)):
        for edge in graph.row(at, "GOVERNED_BY", out=True):
            policy = context.facts.of(graph.target(edge))
            issuers = {graph.target(issued) for issued in graph.row(policy.number, "ISSUED_BY", out=True)}
            if payer.number in issuers and _is_in_force(context, policy):
                yield _PolicyOfProcedure(policy, edge, str(edge_properties(graph, edge).get("coverage") or "mentioned"))


def _is_in_force(context: ReviewContext, policy: CodeFacts) -> bool:
    day = context.case.date_of_service
    begins, ended = (str(policy.get(name) or "") for name in ("effective_date", "retired_date"))
    return day is None or (begins <= day.isoformat() and (not ended or day.isoformat() <= ended))


def _findings(context: ReviewContext, code: CaseCode, found: _PolicyOfProcedure) -> Iterator[Finding]:
    name = found.policy.node.name
    if found.coverage == "not covered":
        yield _finding(code, (), Severity.WARNING, f"{name} does not cover {code.written}.", (found.edge,))
        return
    listed = {
        target: edge
        for edge in context.graph.row(found.policy.number, "LISTED_BY", out=False)
        for target in (context.graph.source(edge),)
    }
    by_coverage: dict[str, list[tuple[CaseCode, int]]] = {}
    for target, diagnosis in context.diagnoses_among(listed.keys() & context.diagnoses_at.keys()):
        coverage = str(edge_properties(context.graph, listed[target]).get("coverage"))
        by_coverage.setdefault(coverage, []).append((diagnosis, listed[target]))
    yield from _by_diagnoses(context, code, found, listed, by_coverage)
    if found.coverage == "mentioned" and not by_coverage:
        message = f"{name} names {code.written}, and the graph does not know whether it covers it."
        yield _finding(code, (), Severity.INFORMATION, message, (found.edge,))
    if found.coverage == "conditional":
        message = f"{name} covers {code.written} under conditions."
        yield _finding(code, (), Severity.INFORMATION, message, (found.edge,))


def _by_diagnoses(
    context: ReviewContext,
    code: CaseCode,
    found: _PolicyOfProcedure,
    listed: dict[int, int],
    by_coverage: dict[str, list[tuple[CaseCode, int]]],
) -> Iterator[Finding]:
    """What the policy's list of diagnoses says: one that it covers is enough."""
    if "covered" in by_coverage:
        return
    name = found.policy.node.name
    if "conditional" in by_coverage:
        (diagnosis, edge), *_ = by_coverage["conditional"]
        message = f"{name} covers {code.written} with {diagnosis.written} under conditions."
        yield _finding(code, (diagnosis,), Severity.INFORMATION, message, (found.edge, edge))
    elif "not covered" in by_coverage:
        (diagnosis, edge), *_ = by_coverage["not covered"]
        message = f"{name} does not cover {code.written} with {diagnosis.written}."
        yield _finding(code, (diagnosis,), Severity.WARNING, message, (found.edge, edge))
    elif any(edge_properties(context.graph, edge).get("coverage") == "covered" for edge in listed.values()):
        message = f"{name} lists the diagnoses with which it covers {code.written}, and the case has none of them."
        yield _finding(code, context.diagnoses, Severity.WARNING, message, (found.edge,))


def _finding(
    code: CaseCode, diagnoses: tuple[CaseCode, ...], severity: Severity, message: str, edges: tuple[int, ...]
) -> Finding:
    action = "Read the policy, and what of it the record shows."
    return Finding(COVERAGE.name, severity, message, action, (code, *diagnoses), tuple(Reason(edge=e) for e in edges))


def _gaps(context: ReviewContext) -> Iterator[str]:
    if not context.procedures:
        return
    if context.case.payer is None:
        yield "State the payer: coverage is by payer."
    elif payer_of_case(context) is None:
        yield f"No policies of '{context.case.payer}' are loaded: {put_into('policies', 'them')}."


COVERAGE = Rule(
    "COVERAGE",
    "A procedure that a policy of the payer does not cover with these diagnoses, covers under conditions, or that no "
    "policy of the payer speaks of.",
    "policies of the payer, as the pages and the files of the graph state them",
    _check,
    _gaps,
)
