"""The CSV files from which `neo4j-admin database import full` makes a database.

A zip of a file for each kind of node and of edge, so that each has the typed header of its own properties, and a script
with the command. The headers follow
https://neo4j.com/docs/operations-manual/current/import/#import-tool-header-format
"""

from collections.abc import Iterator, Mapping

from graph.export.by_kind import edges_of, nodes_of
from graph.export.chunks import pieces
from graph.export.columns import Field
from graph.export.csv_quoting import cell, header, quoted
from graph.export.dates import NO_DATE, calendar_date
from graph.export.format import Format
from graph.export.loss import Loss
from graph.export.manifest import MEMBER, manifest
from graph.export.subgraph import EdgeItem, ExportSubgraph, NodeItem
from graph.export.zip_stream import Member, zipped
from graph.model.elements import Properties
from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, PropertyType

BETWEEN, NAMED = "\x1f", "U+001F"
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


def _typed(fields: Fields) -> list[str]:
    return [f"{field.name}:{_TYPES[field.type]}" for field in fields.values()]


def _said(properties: Properties, fields: Fields) -> str:
    """The values of properties, each after a comma."""
    return "".join([f",{_cell(properties, field)}" for field in fields.values()])


def _cell(properties: Properties, field: Field) -> str:
    value = properties.get(field.name)
    if field.type is PropertyType.DATE and calendar_date(value) is None:
        return ""
    if not isinstance(value, tuple):
        return cell(value, field)
    return quoted(BETWEEN.join(item.replace(BETWEEN, " ") for item in value)) if value else ""


def _node(node: NodeItem, fields: Fields) -> str:
    return f'"{node.curie}","{node.kind}",{quoted(node.name)}{_said(node.properties, fields)}\n'


def _edge(edge: EdgeItem, fields: Fields) -> str:
    ends = f'"{edge.source}","{edge.target}","{edge.kind}","{edge.key}"'
    return f"{ends},{quoted(edge.evidence_json)}{_said(edge.properties, fields)}\n"


def _nodes(part: ExportSubgraph, kind: str) -> Iterator[str]:
    fields = _fields(ONTOLOGY.nodes[kind])
    yield header(["curie:ID", ":LABEL", "name:string", *_typed(fields)])
    for node in nodes_of(part, kind):
        yield _node(node, fields)


def _edges(part: ExportSubgraph, kind: str) -> Iterator[str]:
    fields = _fields(ONTOLOGY.edges[kind])
    yield header([":START_ID", ":END_ID", ":TYPE", "key:string", "evidence:string", *_typed(fields)])
    for edge in edges_of(part, kind):
        yield _edge(edge, fields)


def _script(part: ExportSubgraph) -> bytes:
    files = [
        *(f"  --nodes=nodes/{kind}.csv \\" for kind in part.node_kinds),
        *(f"  --relationships=edges/{kind}.csv \\" for kind in part.edge_kinds),
    ]
    return _SCRIPT.format(sign=NAMED, files="\n".join(files)).encode()


def _members(part: ExportSubgraph) -> Iterator[Member]:
    yield MEMBER, [manifest(part, NEO4J)]
    yield "import.sh", [_script(part)]
    for kind in part.node_kinds:
        yield f"nodes/{kind}.csv", pieces(_nodes(part, kind))
    for kind in part.edge_kinds:
        yield f"edges/{kind}.csv", pieces(_edges(part, kind))


NEO4J = Format(
    "neo4j",
    "Neo4j admin-import CSV",
    "neo4j.zip",
    "application/zip",
    lambda part: zipped(_members(part)),
    "neo4j-admin database import",
    (
        Loss("evidence", "JSON, since properties have no parts", kept=True),
        Loss("empty list", "no value", kept=False),
        NO_DATE,
        Loss("U+001F in an item of a list", "a blank", kept=False),
    ),
)
