"""Checks a file of edges of the user's own kinds: read as a build reads it, with its names compared."""

from graph.ingest.own_edges import OwnEdges
from graph.ingest.read_guard import read_guard
from graph.model.elements import Edge
from graph.model.limits import Limits
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile
from medcode.check.wrong_ends import NOT_COMPARED, wrong_ends


def check_edges(file: LocatedFile, context: CheckContext) -> CheckedFile:
    """How many edges it gives, and what is wrong with its rows."""
    source, edges = OwnEdges(file.path.parent, ""), list[Edge]()
    checked = CheckedFile(file.path, file.part, f"Edges: {file.path.stem}")
    with read_guard(str(file.path), checked.findings, Limits.source_seconds):
        edges.extend(source.read_file(file.path))
    checked.findings.extend(source.findings)
    checked.is_read = bool(edges)
    checked.counts = {"edges": len(edges)}
    if context.graph is None:
        checked.summary = [NOT_COMPARED]
    else:
        checked.findings.extend(wrong_ends(edges, {}, str(file.path), context))
    checked.findings.sort(key=lambda finding: finding.line or 0)
    return checked
