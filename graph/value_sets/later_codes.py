"""What became of the codes that a value set has no longer."""

from datetime import date

from graph.model.fiscal_year import last_day
from graph.store import GraphStore
from graph.traversal.code_validity import validity


def later_codes(store: GraphStore, curie: str, year: int | None = None) -> list[str]:
    """The CURIEs of what took the place of a code that has ended, at the end of a fiscal year or now."""
    graph, number = store.topology.graph, store.topology.graph.find(curie)
    day = last_day(year) if year else date.max
    later = () if number is None else validity(store.topology, number, day).replaced_by
    return [graph.curie(one) for one in later]
