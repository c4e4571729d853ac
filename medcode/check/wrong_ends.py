"""Compares the ends of edges that a file states with the nodes that there are."""

from collections.abc import Iterable, Iterator, Mapping

from graph.ingest.nearest_terms import nearest_name
from graph.ingest.validate import check_edge
from graph.model.data_findings import UnknownName
from graph.model.elements import Edge, Node
from graph.model.findings import SourceError
from medcode.check.context import CheckContext

NOT_COMPARED = "Its names were compared with none: no graph is built (medcode build)."


def wrong_ends(
    edges: Iterable[Edge], brought: Mapping[str, Node], path: str, context: CheckContext
) -> Iterator[SourceError]:
    """A finding for each name of a row that nothing has, or for what its two may not be joined as.

    `brought` are nodes that the file itself has.
    """
    told = set[tuple[int | None, str]]()
    for edge in edges:
        line = _line_of(edge)
        unknown = [end for end in (edge.source, edge.target) if end not in context.nodes and end not in brought]
        for curie in unknown:
            if (line, curie) not in told:
                told.add((line, curie))
                near = nearest_curie(curie, context)
                yield UnknownName(path, line, name=curie, **({"did_you_mean": near} if near else {}))
        if not unknown:
            ends = {end: brought.get(end) or context.nodes[end] for end in (edge.source, edge.target)}
            for finding in check_edge(edge, ends, path):
                finding.line = line
                yield finding


def nearest_curie(curie: str, context: CheckContext) -> str | None:
    """The CURIE of the same prefix and of nearly the same letters."""
    prefix = f"{curie.partition(':')[0]}:"
    return nearest_name(curie, [known for known in context.nodes if known.startswith(prefix)])


def _line_of(edge: Edge) -> int | None:
    words = (edge.evidence[0].section or "") if edge.evidence else ""
    return int(words.removeprefix("line ")) if words.startswith("line ") else None
