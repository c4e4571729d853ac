"""How the explorer draws each kind of node and edge: as the ontology says, under the names of the schema."""

from graph.model.ontology import ONTOLOGY
from schema.types.declare import screaming

Style = dict[str, int | str]


def node_styles() -> dict[str, Style]:
    """Hue and shape of each kind of node."""
    return {screaming(kind.name): {"hue": kind.style.hue, "shape": kind.style.shape} for kind in ONTOLOGY.node_kinds}


def edge_styles() -> dict[str, Style]:
    """Hue, line and arrow of each kind of edge."""
    return {
        kind.name: {
            "hue": ONTOLOGY.nodes[kind.style.hue_of].style.hue,
            "line": kind.style.line,
            "arrow": kind.style.arrow,
        }
        for kind in ONTOLOGY.edge_kinds
    }
