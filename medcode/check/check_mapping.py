"""Checks a set of mappings: read as a build reads it, and what its rows name compared with what there is."""

from collections.abc import Iterator

from graph.ingest.nearest_terms import nearest_name
from graph.ingest.read_guard import read_guard
from graph.ingest.source import EdgeWithTarget
from graph.ingest.sssom import SssomMappings
from graph.ingest.validate import check_edge
from graph.ingest.waiting_edges import edge_of
from graph.model.data_findings import UnknownName
from graph.model.elements import Edge, Node
from graph.model.findings import SourceError
from graph.model.limits import Limits
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile


def check_mapping(file: LocatedFile, context: CheckContext) -> CheckedFile:
    """A set of mappings: its title, how many statements it gives, and what is wrong with its rows."""
    source = SssomMappings(file.path.parent, nodes=context.nodes)
    checked, edges = CheckedFile(file.path, file.part), list[Edge]()
    nodes: dict[str, Node] = {}
    with read_guard(str(file.path), checked.findings, Limits.source_seconds):
        for item in source.read_set(file.path):
            if isinstance(item, Node):
                nodes[item.curie] = item
            else:
                edges.append(edge_of(item))
                if isinstance(item, EdgeWithTarget):
                    nodes[item.target.curie] = item.target
    checked.findings.extend(source.findings)
    checked.is_read = bool(source.documents)
    checked.title = f"Mappings: {source.documents[0].title}" if source.documents else "Mappings"
    checked.counts = {"mappings": len(edges)}
    if context.graph is None:
        checked.summary = ["Its names were compared with none: no graph is built (medcode build)."]
    else:
        expressions = {curie: node for curie, node in nodes.items() if not node.properties.get("is_stub")}
        checked.findings.extend(_wrong_ends(edges, expressions, str(file.path), context))
    checked.findings.sort(key=lambda finding: finding.line or 0)
    return checked


def _wrong_ends(
    edges: list[Edge], expressions: dict[str, Node], path: str, context: CheckContext
) -> Iterator[SourceError]:
    """A finding for each name of a row that nothing has, or for what its two may not be mapped as."""
    told = set[tuple[int | None, str]]()
    for edge in edges:
        line = _line_of(edge)
        unknown = [end for end in (edge.source, edge.target) if end not in context.nodes and end not in expressions]
        for curie in unknown:
            if (line, curie) not in told:
                told.add((line, curie))
                near = _nearest(curie, context)
                yield UnknownName(path, line, name=curie, **({"did_you_mean": near} if near else {}))
        if not unknown:
            ends = {end: expressions.get(end) or context.nodes[end] for end in (edge.source, edge.target)}
            for finding in check_edge(edge, ends, path):
                finding.line = line
                yield finding


def _nearest(curie: str, context: CheckContext) -> str | None:
    """The CURIE of the same prefix and of nearly the same letters."""
    prefix = f"{curie.partition(':')[0]}:"
    return nearest_name(curie, [known for known in context.nodes if known.startswith(prefix)])


def _line_of(edge: Edge) -> int | None:
    words = (edge.evidence[0].section or "") if edge.evidence else ""
    return int(words.removeprefix("line ")) if words.startswith("line ") else None
