"""Checks official files and policies: recognised by their content, then read as a build reads them."""

from collections import Counter
from pathlib import Path

from graph.ingest.data_folder import Part
from graph.ingest.files.header import HeaderFinder
from graph.ingest.files.recognition import READERS, official_sources
from graph.ingest.files.table_source import TableSource
from graph.ingest.files.text import head_of
from graph.ingest.read_guard import read_guard
from graph.ingest.source import NodeDependentSource
from graph.model.elements import Node
from graph.model.errors import Detail
from graph.model.findings import UnknownCode, UnrecognisedFile
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from medcode.check.checked_file import CheckedFile
from medcode.check.context import CheckContext
from medcode.check.located_files import LocatedFile

_HALF = 0.5


def check_table(file: LocatedFile, context: CheckContext) -> CheckedFile:
    """A file of codes or policies: what it is, what it has, and what is wrong with its rows."""
    sources, findings = official_sources([file.path])
    for finding in findings:
        if isinstance(finding, UnrecognisedFile):
            finding.details.update(_nearest_table(file.path))
    checked = CheckedFile(file.path, file.part, findings=findings, is_read=bool(sources))
    for source in sources:
        if isinstance(source, NodeDependentSource):
            source.nodes = context.nodes
        counts, seen = Counter[str](), set[str]()
        with read_guard(str(file.path), checked.findings, Limits.source_seconds):
            for item in source.read():
                if isinstance(item, Node):
                    counts[_name_of(item)] += item.curie not in seen
                    seen.add(item.curie)
                    if file.part is Part.CODES:
                        context.nodes.own.setdefault(item.curie, item)
                else:
                    counts["statements"] += 1
        checked.title = getattr(source, "title", "") or source.documents[0].title if source.documents else ""
        checked.counts = counts
        compared = context.graph is not None
        checked.findings.extend(one for one in source.findings if compared or not isinstance(one, UnknownCode))
        if isinstance(source, NodeDependentSource) and not compared:
            checked.summary = ["Its codes were compared with none: no graph is built (medcode build)."]
    return checked


def _name_of(node: Node) -> str:
    """What a node is counted as: by its name in GraphQL."""
    kind = ONTOLOGY.nodes.get(node.kind)
    return kind.plural if kind else node.kind


def _nearest_table(path: Path) -> dict[str, Detail]:
    """The table whose columns a file has most of, and those that it lacks; nothing where it has less than half."""
    head = head_of(path)
    tables = [reader(path) for reader in READERS if issubclass(reader, TableSource)]
    lacking = [(table, HeaderFinder(table.columns, table.synonyms).missing(head)) for table in tables if table.columns]
    table, lacks = min(lacking, key=lambda one: len(one[1]) / len(one[0].columns))
    return {"nearest": table.title, "lacks": lacks} if 0 < len(lacks) <= _HALF * len(table.columns) else {}
