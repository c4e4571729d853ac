"""A Cypher script that writes the graph into a database that is running, in statements of some hundred rows.

It merges: run again, or over an older export, it makes nothing twice. `cypher-shell --file FILE` runs it.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from graph.export.by_kind import iter_edges_of_kind, iter_nodes_of_kind
from graph.export.chunk_encoder import encode_chunks
from graph.export.format import Format, Loss
from graph.export.subgraph import EdgeItem, ExportedSubgraph, NodeItem

_ROWS = 500
"""Rows of a statement: few enough for the memory of any server."""
_LABEL = "MedcodeNode"
"""A label that all nodes have beside their kind, so that one index finds them all."""
_HEAD = f"""\
// Nodes and edges of medcode-graph, for Neo4j 5 or newer: cypher-shell --file FILE
CREATE CONSTRAINT medcode_curie IF NOT EXISTS FOR (node:{_LABEL}) REQUIRE node.curie IS UNIQUE;
"""


def cypher_literal(value: Any) -> str:
    """A value as a literal. What JSON escapes in a text, Cypher reads the same way; keys are quoted as Cypher does."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{cypher_name(key)}: {cypher_literal(item)}" for key, item in value.items()) + "}"
    return orjson.dumps(value).decode()


def cypher_name(text: str) -> str:
    """A name, quoted, whatever the language uses the word for."""
    return f"`{text.replace('`', '``')}`"


def _node(node: NodeItem) -> str:
    return cypher_literal({"curie": node.curie, "name": node.name, **node.properties})


def _edge(edge: EdgeItem) -> str:
    properties = cypher_literal({"key": edge.key, **edge.properties, "evidence": edge.evidence_json})
    return f"{{source: {cypher_literal(edge.source)}, target: {cypher_literal(edge.target)}, said: {properties}}}"


def _statements(rows: Iterable[str], statement: str) -> Iterator[str]:
    rows = iter(rows)
    while batch := list(islice(rows, _ROWS)):
        yield "UNWIND [\n" + ",\n".join(batch) + f"\n] AS row\n{statement};\n"


def _lines(subgraph: ExportedSubgraph) -> Iterator[str]:
    yield _HEAD
    for kind in subgraph.node_kinds:
        statement = f"MERGE (node:{_LABEL} {{curie: row.curie}}) SET node:{cypher_name(kind)}, node += row"
        yield from _statements(map(_node, iter_nodes_of_kind(subgraph, kind)), statement)
    for kind in subgraph.edge_kinds:
        ends = f"MATCH (source:{_LABEL} {{curie: row.source}}), (target:{_LABEL} {{curie: row.target}})"
        merge = f"MERGE (source)-[edge:{cypher_name(kind)} {{key: row.said.key}}]->(target) SET edge += row.said"
        yield from _statements(map(_edge, iter_edges_of_kind(subgraph, kind)), f"{ends}\n{merge}")


CYPHER = Format(
    "cypher",
    "Cypher script",
    "cypher",
    "text/plain",
    lambda subgraph: encode_chunks(_lines(subgraph)),
    "cypher-shell, Neo4j",
    (Loss("evidence", "JSON, since properties have no parts", kept=True),),
)
