"""Checks a set of mappings: read as a build reads it, and what its rows name compared with what there is."""

from graph.ingest.read_guard import read_guard
from graph.ingest.source import EdgeWithTarget
from graph.ingest.sssom import SssomMappings
from graph.ingest.waiting_edges import edge_of
from graph.model.elements import Edge, Node
from graph.model.limits import Limits
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile
from medcode.check.wrong_ends import NOT_COMPARED, wrong_ends


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
        checked.summary = [NOT_COMPARED]
    else:
        expressions = {curie: node for curie, node in nodes.items() if not node.properties.get("is_stub")}
        checked.findings.extend(wrong_ends(edges, expressions, str(file.path), context))
    checked.findings.sort(key=lambda finding: finding.line or 0)
    return checked
