"""Node kinds and edge kinds: the single source of truth.

Validation, the GraphQL types, fields, filters and enums, and the pages of the reference are derived from here.
To add a kind or a property, declare it here, in the file of its family, and nowhere else: how it is searched, compared,
drawn and exported is said there, too.

An institution declares further kinds of edges in files of its own (see `graph.model.ontology_files`), which are read
when this package is imported; `OWN_KINDS` also has what is wrong with them. They come after those that are shipped.
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
from graph.model.ontology.types import EdgeKind, NodeKind, Ontology, OwnKinds, Property, PropertyType, Searched
from graph.model.ontology_files import ontology_files

SHIPPED = Ontology(
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


def _own_kinds() -> OwnKinds:
    files = ontology_files()
    if not files:
        return OwnKinds()
    from graph.model.ontology.own_kinds import read_own_kinds  # noqa: PLC0415  (most have no such file)

    return read_own_kinds(files, SHIPPED)


OWN_KINDS = _own_kinds()
"""The kinds of edges of the user's own, as far as their files could be read."""
ONTOLOGY = Ontology(SHIPPED.node_kinds, (*SHIPPED.edge_kinds, *OWN_KINDS.edge_kinds))
NODE_KINDS, EDGE_KINDS = tuple(ONTOLOGY.nodes), tuple(ONTOLOGY.edges)
"""The names of all kinds; the place of a name is the number of its kind in the columns of a snapshot."""

__all__ = [
    "CONCEPT_KINDS",
    "EDGE_KINDS",
    "NODE_KINDS",
    "ONTOLOGY",
    "OWN_KINDS",
    "SHIPPED",
    "EdgeKind",
    "NodeKind",
    "Ontology",
    "Property",
    "PropertyType",
    "Searched",
]
