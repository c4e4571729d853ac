"""GraphML read back, element by element."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from graph.export.columns import value_from_text
from graph.export.read.imported_graph import ImportedGraph, nodes_then_edges, read_evidence
from graph.export.subgraph import EdgeItem, NodeItem
from graph.model.elements import Properties
from graph.model.errors import UnreadableExport
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind

_NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
_KEY, _NODE, _EDGE, _GRAPH = (f"{_NAMESPACE}{tag}" for tag in ("key", "node", "edge", "graph"))
Data = dict[str, str]


def read(path: Path) -> ImportedGraph:
    """The nodes and edges of a file."""
    return nodes_then_edges(path, _items(path))


def _items(path: Path) -> Iterator[NodeItem | EdgeItem]:
    number = 0
    try:
        for number, item in enumerate(_parsed(path), 1):  # noqa: B007 -- told where reading stops
            yield item
    except ParseError as error:
        raise UnreadableExport(file=str(path), line=error.position[0], problem=str(error)) from error
    except DefusedXmlException as error:
        raise UnreadableExport(file=str(path), problem=f"it defines entities, as no export does: {error}") from error
    except OSError as error:
        raise UnreadableExport(file=str(path), problem=error.strerror or str(error)) from error
    except (ValueError, KeyError) as error:
        raise UnreadableExport(file=str(path), item=number + 1, problem=f"{type(error).__name__}: {error}") from error


def _parsed(path: Path) -> Iterator[NodeItem | EdgeItem]:
    names, curies, graph = Data(), Data(), None
    for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            graph = element if element.tag == _GRAPH else graph
        elif element.tag == _KEY:
            names[element.attrib["id"]] = element.attrib["attr.name"]
        elif element.tag == _NODE:
            node = _node(_data(element, names))
            curies[element.attrib["id"]] = node.curie
            yield node
        elif element.tag == _EDGE:
            yield _edge(element, _data(element, names), curies)
        if graph is not None and event == "end" and element.tag in (_NODE, _EDGE):
            graph.clear()


def _data(element: Element, names: Data) -> Data:
    return {names[data.attrib["key"]]: data.text or "" for data in element}


def _node(data: Data) -> NodeItem:
    curie, kind, name = data.pop("curie"), data.pop("kind"), data.pop("name")
    return NodeItem(curie, kind, name, _properties(data, ONTOLOGY.nodes[kind]))


def _edge(element: Element, data: Data, curies: Data) -> EdgeItem:
    kind, key, evidence = data.pop("kind"), data.pop("key"), data.pop("evidence")
    ends = curies[element.attrib["source"]], curies[element.attrib["target"]]
    return EdgeItem(*ends, kind, key, _properties(data, ONTOLOGY.edges[kind]), read_evidence(evidence), evidence)


def _properties(data: Data, kind: NodeKind | EdgeKind) -> Properties:
    types = {declared.name: declared.type for declared in kind.properties}
    return {name: value_from_text(text, types[name]) for name, text in data.items()}
