"""What the ontology allows: each node and edge is checked against it before it enters the graph."""

import re
from collections.abc import Iterator, Mapping

from graph.model.elements import Edge, Node, Properties, is_curie
from graph.model.findings import DanglingEdge, InvalidProperty, SourceError, UndeclaredKind, WrongEnd
from graph.model.ontology import ONTOLOGY, Property, PropertyType

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TYPES: dict[PropertyType, tuple[type, ...]] = {
    PropertyType.STRING: (str,),
    PropertyType.DATE: (str,),
    PropertyType.INTEGER: (int,),
    PropertyType.NUMBER: (int, float),
    PropertyType.BOOLEAN: (bool,),
    PropertyType.STRINGS: (tuple,),
    PropertyType.REASONS: (tuple,),
}


_OF_NODES = {kind.name: {item.name: item for item in kind.properties} for kind in ONTOLOGY.node_kinds}
_OF_EDGES = {kind.name: {item.name: item for item in kind.properties} for kind in ONTOLOGY.edge_kinds}


def check_node(node: Node, path: str, line: int | None = None) -> Iterator[SourceError]:
    """The findings about a node: undeclared kind, malformed CURIE, invalid properties."""
    kind = ONTOLOGY.nodes.get(node.kind)
    if kind is None:
        yield UndeclaredKind(path, line, kind=node.kind, curie=node.curie)
    elif node.curie.partition(":")[0] not in kind.prefixes or not is_curie(node.curie):
        yield InvalidProperty(path, line, curie=node.curie, field="curie", kind=node.kind)
    else:
        yield from _check_properties(node.properties, _OF_NODES[node.kind], node.curie, path, line)


def check_edge(edge: Edge, nodes: Mapping[str, Node], path: str) -> Iterator[SourceError]:
    """The findings about an edge: undeclared kind, missing ends, wrong kinds of ends, invalid properties."""
    kind = ONTOLOGY.edges.get(edge.kind)
    if kind is None:
        yield UndeclaredKind(path, kind=edge.kind, source=edge.source, target=edge.target)
        return
    missing = [end for end in (edge.source, edge.target) if end not in nodes]
    if missing:
        yield DanglingEdge(path, kind=edge.kind, source=edge.source, target=edge.target, missing=missing)
        return
    source, target = nodes[edge.source].kind, nodes[edge.target].kind
    if not ONTOLOGY.allows(kind, source, target):
        yield WrongEnd(path, kind=edge.kind, source=edge.source, target=edge.target, between=[source, target])
    else:
        yield from check_edge_properties(edge, nodes, path)


def check_edge_properties(
    edge: Edge, nodes: Mapping[str, Node], path: str, line: int | None = None
) -> Iterator[SourceError]:
    """The findings about an edge whose ends are right: invalid properties."""
    if edge.properties:
        owner = f"{edge.source} {edge.kind} {edge.target}"
        yield from _check_properties(edge.properties, _OF_EDGES[edge.kind], owner, path, line)


def _check_properties(
    given: Properties, known: Mapping[str, Property], owner: str, path: str, line: int | None = None
) -> Iterator[InvalidProperty]:
    for name, value in given.items():
        declaration = known.get(name)
        if declaration is None or not _fits(value, declaration):
            yield InvalidProperty(path, line, owner=owner, field=name, value=str(value)[:80])


def _fits(value: object, declared: Property) -> bool:
    if not isinstance(value, _TYPES[declared.type]) or (
        isinstance(value, bool) and declared.type is not PropertyType.BOOLEAN
    ):
        return False
    if declared.type is PropertyType.DATE and not _DATE.fullmatch(str(value)):
        return False
    if isinstance(value, tuple) and not all(isinstance(item, str) for item in value):
        return False
    return not declared.values or any(value == allowed for allowed, _ in declared.values)
