"""Procedures that no page brings together with a diagnosis of the case."""

from collections.abc import Iterator, Mapping

from graph.review.code_facts import edge_properties
from graph.review.context import ReviewContext
from graph.review.finding import Finding, Reason, Severity
from graph.review.pages_of_code import pages_of_code
from graph.review.rule import Rule
from graph.traversal.indicated import ONLY_RELATED


def _check(context: ReviewContext) -> Iterator[Finding]:
    for code, facts in context.known_procedures:
        pages = pages_of_code(context, facts)
        diagnoses = {number: edge for page in pages for number, edge in _diagnoses_of_page(context, page).items()}
        if diagnoses and context.known_diagnoses and not _has_one(context, diagnoses):
            names = ", ".join(context.facts.of(page).node.name for page in pages)
            yield Finding(
                PROCEDURE_WITHOUT_INDICATION.name,
                Severity.INFORMATION,
                f"What is written of {names} ({code.written}) names none of the diagnoses.",
                "Check that the diagnosis which led to the procedure is reported.",
                (code, *context.diagnoses),
                tuple(Reason(edge=edge) for edge in dict.fromkeys(diagnoses.values())),
                tuple(diagnoses),
            )


def _has_one(context: ReviewContext, diagnoses: Mapping[int, int]) -> bool:
    """Whether a diagnosis of the case is one of these, a kind of one, or what one of them is a kind of."""
    if diagnoses.keys() & context.diagnoses_at.keys():
        return True
    reported = {facts.number for _, facts in context.known_diagnoses}
    return any(context.facts.of(number).is_above & reported for number in diagnoses)


def _diagnoses_of_page(context: ReviewContext, page: int) -> Mapping[int, int]:
    """The diagnoses that a page's indications, and what these are kinds of or have as kinds, are mapped to."""
    graph, found = context.graph, dict[int, int]()
    indications = [
        graph.target(edge) for kind in ("HAS_INDICATION", "NAMES_EXAMPLE") for edge in graph.row(page, kind, out=True)
    ]
    for indication in indications:
        for at in context.facts.of(indication).above:
            for edge in graph.row(at, "MAPS_TO", out=True):
                is_stated = edge_properties(graph, edge).get("predicate") != ONLY_RELATED
                if is_stated and context.facts.of(graph.target(edge)).node.kind == "Diagnosis":
                    found.setdefault(graph.target(edge), edge)
    return found


PROCEDURE_WITHOUT_INDICATION = Rule(
    "PROCEDURE_WITHOUT_INDICATION",
    "A procedure whose pages name indications, none of which is a diagnosis of the case.",
    "the indications of the pages, and their mappings to ICD-10-CM",
    _check,
)
