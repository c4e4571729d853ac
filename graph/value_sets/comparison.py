"""What a value set has that another has not, or that it had in another year or graph, and what became of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.model.elements import Node
from graph.model.fiscal_year import last_day
from graph.store import GraphStore
from graph.traversal.code_validity import validity
from graph.value_sets.definition import ValueSet
from graph.value_sets.expansion import expand


@dataclass(frozen=True, slots=True)
class Expanded:
    """A value set over a graph, at the end of a fiscal year or now."""

    store: GraphStore
    value_set: ValueSet
    year: int | None = None

    def nodes(self) -> dict[str, Node]:
        """Its nodes by CURIE, as their code systems list them."""
        found = self.store.topology.nodes(expand(self.store, self.value_set, self.year))
        return {node.curie: node for node in found}

    def later_codes(self, curie: str) -> Sequence[str]:
        """The codes that took the place of one that has ended by then, by CURIE."""
        graph, day = self.store.topology.graph, last_day(self.year) if self.year else date.max
        number = graph.find(curie)
        later = () if number is None else validity(self.store.topology, number, day).replaced_by
        return [graph.curie(one) for one in later]


def compare(before: Expanded, after: Expanded) -> tuple[list[Node], list[tuple[Node, Sequence[str]]]]:
    """The nodes that were added; and those that were removed, each with the CURIEs of what took its place."""
    first, second = before.nodes(), after.nodes()
    added = [node for curie, node in second.items() if curie not in first]
    return added, [(node, after.later_codes(curie)) for curie, node in first.items() if curie not in second]
