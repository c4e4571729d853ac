"""Checks a file that declares kinds of edges: which they are, and what is wrong with the declarations."""

from collections.abc import Iterator

from graph.model.ontology import SHIPPED, EdgeKind
from graph.model.ontology.own_kinds import read_own_kinds
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile


def check_ontology(file: LocatedFile, context: CheckContext) -> CheckedFile:
    """The kinds that the file declares, each with its fields in GraphQL."""
    read = read_own_kinds([str(file.path)], SHIPPED)
    checked = CheckedFile(file.path, file.part, "Ontology", counts={"kinds of edges": len(read.edge_kinds)})
    checked.summary = [line for kind in read.edge_kinds for line in _described(kind)]
    checked.findings = sorted(read.findings, key=lambda finding: finding.line or 0)
    checked.is_read = bool(read.edge_kinds) or not read.findings
    return checked


def _described(kind: EdgeKind) -> Iterator[str]:
    back = "" if kind.symmetric else f", and {kind.inverse} the other way"
    yield f"{kind.name} from {' or '.join(kind.sources)} to {' or '.join(kind.targets)}: {kind.field}{back}"
    if kind.properties:
        yield f"  with {', '.join(item.name for item in kind.properties)}"
