"""The CSV files from which `neo4j-admin database import full` makes a database.

A zip of a file for each kind of node and of edge, so that each has the typed header of its own properties, and a script
with the command. The headers follow
https://neo4j.com/docs/operations-manual/current/import/#import-tool-header-format
"""

from collections.abc import Iterator, Mapping

from graph.export.by_kind import iter_edges_of_kind, iter_nodes_of_kind
from graph.export.chunk_encoder import encode_chunks
from graph.export.columns import Field
from graph.export.csv_quoting import cell, header, quote_field
from graph.export.dates import NO_DATE, parse_calendar_date
from graph.export.format import Format, Loss
from graph.export.manifest import MEMBER, build_manifest
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem
from graph.export.zip_stream import Member, stream_zip
from graph.model.elements import Properties
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, PropertyType

ARRAY_DELIMITER, ARRAY_DELIMITER_NAME = "\x1f", "U+001F"
"""What stands between the items of a list, and its name on the command line: a sign that texts do not have."""

_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.INTEGER: "int",
    PropertyType.NUMBER: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.DATE: "date",
    PropertyType.STRINGS: "string[]",
    PropertyType.REASONS: "string[]",
}
_SCRIPT = """\
#!/bin/sh
# Makes a database of these files: run it in this folder on the machine of a Neo4j server (5 or newer) that is stopped.
# Texts have line breaks in them, lists have the sign {sign} between their items, and ids are texts.
exec neo4j-admin database import full \\
  --id-type=string --multiline-fields=true --array-delimiter={sign} \\
{files}
  --overwrite-destination "${{1:-neo4j}}"
"""
Fields = Mapping[str, Field]


def _fields(kind: NodeKind | EdgeKind) -> Fields:
    return {declared.name: Field(declared.name, declared.type) for declared in kind.properties}


def _typed_header(fields: Fields) -> list[str]:
    return [f"{field.name}:{_TYPES[field.type]}" for field in fields.values()]


def _property_cells(properties: Properties, fields: Fields) -> str:
    """The values of properties, each after a comma."""
    return "".join([f",{_cell(properties, field)}" for field in fields.values()])


def _cell(properties: Properties, field: Field) -> str:
    value = properties.get(field.name)
    if field.type is PropertyType.DATE and parse_calendar_date(value) is None:
        return ""
    if not isinstance(value, tuple):
        return cell(value, field)
    return quote_field(ARRAY_DELIMITER.join(item.replace(ARRAY_DELIMITER, " ") for item in value)) if value else ""


def _node(node: NodeItem, fields: Fields) -> str:
    return f'"{node.curie}","{node.kind}",{quote_field(node.name)}{_property_cells(node.properties, fields)}\n'


def _edge(edge: EdgeItem, fields: Fields) -> str:
    ends = f'"{edge.source}","{edge.target}","{edge.kind}","{edge.key}"'
    return f"{ends},{quote_field(edge.evidence_json)}{_property_cells(edge.properties, fields)}\n"


def _nodes(subgraph: ExportedSubgraph, kind: str) -> Iterator[str]:
    fields = _fields(ONTOLOGY.nodes[kind])
    yield header(["curie:ID", ":LABEL", "name:string", *_typed_header(fields)])
    for node in iter_nodes_of_kind(subgraph, kind):
        yield _node(node, fields)


def _edges(subgraph: ExportedSubgraph, kind: str) -> Iterator[str]:
    fields = _fields(ONTOLOGY.edges[kind])
    yield header([":START_ID", ":END_ID", ":TYPE", "key:string", "evidence:string", *_typed_header(fields)])
    for edge in iter_edges_of_kind(subgraph, kind):
        yield _edge(edge, fields)


def _script(subgraph: ExportedSubgraph) -> bytes:
    files = [
        *(f"  --nodes=nodes/{kind}.csv \\" for kind in subgraph.node_kinds),
        *(f"  --relationships=edges/{kind}.csv \\" for kind in subgraph.edge_kinds),
    ]
    return _SCRIPT.format(sign=ARRAY_DELIMITER_NAME, files="\n".join(files)).encode()


def _members(subgraph: ExportedSubgraph) -> Iterator[Member]:
    yield MEMBER, [build_manifest(subgraph, NEO4J)]
    yield "import.sh", [_script(subgraph)]
    for kind in subgraph.node_kinds:
        yield f"nodes/{kind}.csv", encode_chunks(_nodes(subgraph, kind))
    for kind in subgraph.edge_kinds:
        yield f"edges/{kind}.csv", encode_chunks(_edges(subgraph, kind))


NEO4J = Format(
    "neo4j",
    "Neo4j admin-import CSV",
    "neo4j.zip",
    "application/zip",
    lambda subgraph: stream_zip(_members(subgraph)),
    "neo4j-admin database import",
    (
        Loss("evidence", "JSON, since properties have no parts", kept=True),
        Loss("empty list", "no value", kept=False),
        NO_DATE,
        Loss("U+001F in an item of a list", "a blank", kept=False),
    ),
)
