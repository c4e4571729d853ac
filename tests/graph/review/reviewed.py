"""Cases written shortly, and what is found in them."""

from graph.review.case import Case, CaseDiagnosis, CaseProcedure
from graph.review.finding import Finding
from graph.review.reviewer import Review
from graph.store import GraphStore


def case_of(diagnoses: str = "", procedures: str = "", **known: object) -> Case:
    """A case of codes with spaces between; a procedure may have modifiers and units: `G0105-59*2`."""
    return Case(
        tuple(CaseDiagnosis(code) for code in diagnoses.split()),
        tuple(_procedure(code) for code in procedures.split()),
        **known,  # type: ignore[arg-type]
    )


def _procedure(text: str) -> CaseProcedure:
    code, _, units = text.partition("*")
    code, *modifiers = code.split("-")
    return CaseProcedure(code, int(units or 1), tuple(modifiers))


def found_by(store: GraphStore, rule: str, case: Case) -> list[Finding]:
    """What a rule finds in a case."""
    return [finding for finding in store.review(case).findings if finding.rule == rule]


def codes_found(store: GraphStore, rule: str, case: Case) -> list[tuple[str, str]]:
    """What a rule finds in a case: the severity, and the codes with spaces between."""
    found = found_by(store, rule, case)
    return [(finding.severity.name, " ".join(code.written for code in finding.codes)) for finding in found]


def remedies(store: GraphStore, finding: Finding) -> list[str]:
    """What a finding names to report instead or as well."""
    return [store.topology.graph.curie(number).partition(":")[2] for number in finding.remedies]


def unreviewed(review: Review) -> set[str]:
    """The rules that could not be looked at."""
    return {gap.rule for gap in review.unreviewed}
