"""Node kinds and edge kinds: the single source of truth.

Validation, the GraphQL types, fields, filters and enums, and the tables in the README are derived from here.
To add a kind or a property, declare it here, in `pages` or `codes`, and nowhere else.
"""

from graph.model.ontology import codes, pages
from graph.model.ontology.types import EdgeKind, NodeKind, Ontology, Property, PropertyType, Searched

ONTOLOGY = Ontology((*pages.NODE_KINDS, *codes.NODE_KINDS), (*pages.EDGE_KINDS, *codes.EDGE_KINDS))

__all__ = ["ONTOLOGY", "EdgeKind", "NodeKind", "Ontology", "Property", "PropertyType", "Searched"]
