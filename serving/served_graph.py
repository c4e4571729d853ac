"""One version of the graph as it is served: its store, and all that a process makes of it and keeps."""

import logging
from contextlib import suppress
from dataclasses import dataclass

from graph.model.errors import StoreError
from graph.review.case import Case
from graph.store import GraphStore
from graph.value_sets.library import value_sets_of
from schema.execution.operations import Operations
from serving.response_cache import ResponseCache

log = logging.getLogger("medcode.server")


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class ServedGraph:
    """A store with the operations planned over it and the responses made of it; none of these is another version's."""

    store: GraphStore
    operations: Operations
    responses: ResponseCache

    @property
    def version(self) -> str:
        """The version of the graph."""
        return self.store.summary().version

    def warm_up(self) -> None:
        """Load and compile all that the first request would have to wait for, and read the value sets."""
        topology = self.store.topology
        topology.graph.read_texts()
        self.operations.prepare(topology.graph)
        _ = topology.shortest, topology.neighborhoods
        for finding in value_sets_of(self.store).findings:
            log.warning(finding)

    def take_over(self, earlier: "ServedGraph") -> None:
        """Plan anew what is planned over an earlier version, and read what its requests have had read."""
        self.operations.plan_again(earlier.operations, self.store.topology.graph)
        if earlier.store.review_cost(Case()) == 0:
            with suppress(StoreError):  # The first review that is asked for reads it then.
                self.store.review(Case())
