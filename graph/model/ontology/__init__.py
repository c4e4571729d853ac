"""Node kinds and edge kinds: the single source of truth.

Validation, the GraphQL types, fields, filters and enums, and the tables in the README are derived from here.
To add a kind or a property, declare it here, in the file of its family, and nowhere else: how it is searched, compared,
drawn and exported is said there, too.
"""

from graph.model.ontology import code_edges, code_kinds, page_edges, page_kinds
from graph.model.ontology.page_kinds import CONCEPT_KINDS
from graph.model.ontology.types import EdgeKind, NodeKind, Ontology, Property, PropertyType, Searched

ONTOLOGY = Ontology((*page_kinds.NODE_KINDS, *code_kinds.NODE_KINDS), (*page_edges.EDGE_KINDS, *code_edges.EDGE_KINDS))
NODE_KINDS, EDGE_KINDS = tuple(ONTOLOGY.nodes), tuple(ONTOLOGY.edges)
"""The names of all kinds; the place of a name is the number of its kind in the columns of a snapshot."""

__all__ = [
    "CONCEPT_KINDS",
    "EDGE_KINDS",
    "NODE_KINDS",
    "ONTOLOGY",
    "EdgeKind",
    "NodeKind",
    "Ontology",
    "Property",
    "PropertyType",
    "Searched",
]
