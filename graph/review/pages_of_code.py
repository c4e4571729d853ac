"""The pages that describe what a procedure code means."""

from graph.review.code_facts import CodeFacts, edge_properties
from graph.review.context import ReviewContext
from graph.traversal.indicated import ONLY_RELATED


def pages_of_code(context: ReviewContext, facts: CodeFacts) -> tuple[int, ...]:
    """The pages that are mapped to a code, as what means it or more; the code itself where it has a page."""
    graph = context.graph
    own = (facts.number,) if facts.get("has_page") else ()
    mapped = (
        edge
        for edge in graph.row(facts.number, "MAPS_TO", out=False)
        if edge_properties(graph, edge).get("predicate") != ONLY_RELATED
    )
    pages = (graph.source(edge) for edge in mapped)
    return own + tuple(dict.fromkeys(page for page in pages if context.facts.of(page).get("has_page")))
