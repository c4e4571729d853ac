"""Node kinds and edge kinds: the single source of truth.

Validation, the GraphQL types, fields, filters and enums, and the pages of the reference are derived from here.
To add a kind or a property, declare it here, in the file of its family, and nowhere else: how it is searched, compared,
drawn and exported is said there, too.
"""

from graph.model.ontology import (
    code_edge_kinds,
    code_node_kinds,
    combination_kinds,
    edit_kinds,
    gem_kinds,
    guideline_kinds,
    history_kinds,
    index_kinds,
    mapping_edge_kinds,
    page_edge_kinds,
    page_node_kinds,
    payment_edge_kinds,
    risk_kinds,
)
from graph.model.ontology.page_node_kinds import CONCEPT_KINDS
from graph.model.ontology.types import EdgeKind, NodeKind, Ontology, Property, PropertyType, Searched

ONTOLOGY = Ontology(
    (
        *page_node_kinds.NODE_KINDS,
        *code_node_kinds.NODE_KINDS,
        index_kinds.INDEX_TERM,
        edit_kinds.CODE_EDIT,
        *risk_kinds.NODE_KINDS,
        gem_kinds.ICD9_CODE,
        guideline_kinds.GUIDELINE,
    ),
    (
        *page_edge_kinds.EDGE_KINDS,
        *code_edge_kinds.EDGE_KINDS,
        *payment_edge_kinds.EDGE_KINDS,
        *combination_kinds.EDGE_KINDS,
        *mapping_edge_kinds.EDGE_KINDS,
        *index_kinds.EDGE_KINDS,
        *edit_kinds.EDGE_KINDS,
        *risk_kinds.EDGE_KINDS,
        gem_kinds.GEM_MAPS_TO,
        guideline_kinds.GUIDES,
        *history_kinds.EDGE_KINDS,
    ),
)
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
