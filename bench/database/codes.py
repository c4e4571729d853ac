"""Random codes, each of which is given out once: a server is asked for what nobody has asked it for."""

from random import Random

from graph.storage.frozen_graph import FrozenGraph

SEED = 20_261_130
_KINDS = {"ICD10CM:": "Diagnosis", "ICD10PCS:": "Procedure", "PAGE:": "Procedure"}


class Codes:
    """The codes of a graph by prefix, in an order that is random and fixed."""

    def __init__(self, graph: FrozenGraph) -> None:
        self._left = {prefix: _shuffled(graph, prefix, kind) for prefix, kind in _KINDS.items()}

    def take(self, prefix: str, count: int) -> list[str]:
        """So many codes, or as many as are left."""
        taken, self._left[prefix] = self._left[prefix][:count], self._left[prefix][count:]
        return taken

    def left(self, prefix: str) -> int:
        """How many are left."""
        return len(self._left[prefix])


def _shuffled(graph: FrozenGraph, prefix: str, kind: str) -> list[str]:
    curies = map(graph.curie, graph.of_kind(kind).tolist())
    found = [curie for curie in curies if curie.startswith(prefix)]
    Random(SEED).shuffle(found)  # noqa: S311
    return found
