"""DOT, as Graphviz draws it: https://graphviz.org/doc/info/lang.html. For a part that fits on a page."""

import re
from collections.abc import Iterator
from itertools import starmap

from graph.export.chunk_encoder import encode_chunks
from graph.export.colours import COLOURS
from graph.export.format import Format, Loss
from graph.export.subgraph import ExportedSubgraph, NodeItem
from graph.export.xml_text import REPLACEMENT, replace_invalid

_NODE_STYLE = 'shape=box style="rounded,filled" fontname="sans-serif" fontcolor=white'
_EDGE_STYLE = 'fontname="sans-serif" fontsize=9 color="#7c8698"'
_ESCAPED = {"\\": "\\\\", '"': '\\"', "&": "&amp;", "\n": "\\n", "\r": "\\n", "\t": " "}
_SPECIAL = re.compile(r'[\\"&\n\r\t]')


def dot_label(text: str) -> str:
    """A text that is drawn as it is: in a label, a backslash and an ampersand have a meaning to Graphviz."""
    return _SPECIAL.sub(lambda found: _ESCAPED[found[0]], replace_invalid(text.replace("\r\n", "\n")))


def node_dot(item: NodeItem) -> str:
    """A node. Nothing in a CURIE has to be escaped between quotes."""
    return f'"{item.curie}" [label="{dot_label(item.name)}" kind="{item.kind}" fillcolor="{COLOURS[item.kind].hex}"];\n'


def edge_dot(source: str, target: str, kind: str, key: str) -> str:
    """An edge; by its `key` Graphviz knows parallel ones apart."""
    return f'"{source}" -> "{target}" [label="{kind}" key="{key}"];\n'


def _texts(subgraph: ExportedSubgraph) -> Iterator[str]:
    yield f'digraph "medcode-graph" {{\ngraph [rankdir=LR];\nnode [{_NODE_STYLE}];\nedge [{_EDGE_STYLE}];\n'
    yield from map(node_dot, subgraph.nodes())
    yield from starmap(edge_dot, subgraph.edge_keys())
    yield "}\n"


DOT = Format(
    "dot",
    "DOT",
    "dot",
    "text/vnd.graphviz",
    lambda subgraph: encode_chunks(_texts(subgraph)),
    "Graphviz: dot -Tsvg, or sfdp for more than some hundred nodes",
    (
        Loss("properties", "nothing: a drawing shows names and kinds", kept=False),
        Loss("evidence", "nothing", kept=False),
        Loss("control characters of a name", f"{REPLACEMENT} (U+FFFD), tabs blanks", kept=False),
    ),
)
