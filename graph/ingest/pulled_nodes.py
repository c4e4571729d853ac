"""The nodes of a graph in a database: those that were pushed, as they are there now, and those that were added."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from graph.database.connection import Database
from graph.database.graph_reader import StoredNode, read_nodes
from graph.database.layout import CURIE, ID, NAME, read_added_nodes
from graph.ingest.validate import check_node
from graph.model.database_findings import GoneFromDatabase, NotAName
from graph.model.elements import Node, Value
from graph.model.findings import ConflictingNode, InvalidProperty, SourceError
from graph.model.ontology import NODE_KINDS

_OWN = (ID, CURIE, NAME)


def as_values(properties: dict[str, Any]) -> dict[str, Value]:
    """Properties as the driver gives them as those of a graph."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in properties.items()}


@dataclass(slots=True)
class PulledNodes:
    """The nodes by CURIE, their CURIEs by number, and what is left out; `path` is what findings call the database."""

    path: str
    nodes: dict[str, Node] = field(default_factory=dict)
    curies: dict[int, str] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    added: list[Node] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    def read(self, database: Database, slot: int, counts: dict[str, int]) -> Iterator[int]:
        """Read all nodes; yields how many were read. `counts` are those that were pushed, by kind.

        Raises:
            StoreError: the database cannot be read.
        """
        missing = dict(counts)
        for done, stored in enumerate(read_nodes(database, slot, sum(counts.values())), 1):
            kind = "+".join(stored.labels)
            missing[kind] = missing.get(kind, 0) - 1
            self._take_pushed(stored, kind)
            yield done
        for kind, count in sorted(missing.items()):
            if count > 0:
                self.findings.append(GoneFromDatabase(self.path, kind=kind, count=count))
        for kind in NODE_KINDS:
            for curie, name, properties in database.read(read_added_nodes(kind)):
                self._take_added(kind, curie, name, properties)

    def _take_pushed(self, stored: StoredNode, kind: str) -> None:
        node = self._valid(Node(str(stored.curie), kind, stored.name, as_values(dict(stored.properties))))
        self.curies[stored.number] = str(stored.curie)
        if node is not None:
            self.nodes[node.curie] = node

    def _take_added(self, kind: str, curie: Any, name: Any, properties: dict[str, Any]) -> None:
        given = as_values({name: value for name, value in properties.items() if name not in _OWN})
        if str(curie) in self.nodes:
            known = self.nodes[str(curie)]
            fields = sorted(field for field, value in given.items() if known.properties.get(field) != value)
            if fields or known.name != name or known.kind != kind:
                self.findings.append(ConflictingNode(self.path, curie=curie, fields=fields))
            return
        node = self._valid(Node(str(curie), kind, name, given))
        if node is not None:
            self.nodes[node.curie] = node
            self.added.append(node)

    def _valid(self, node: Node) -> Node | None:
        """A node without the properties that it may not have; None where it can be none at all."""
        findings = list(check_node(node, self.path))
        self.findings.extend(findings)
        fields = {str(finding.details["field"]) for finding in findings if "owner" in finding.details}
        is_node = all(isinstance(finding, InvalidProperty) and "owner" in finding.details for finding in findings)
        if is_node and not (isinstance(node.name, str) and node.name):
            self.findings.append(NotAName(self.path, curie=node.curie, kind=node.kind))
            is_node = False
        if not is_node:
            self.left_out.add(node.curie)
            return None
        kept = {name: value for name, value in node.properties.items() if name not in fields}
        return replace(node, properties=kept) if fields else node
