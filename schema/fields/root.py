"""The root of the schema: what can be asked."""

from collections.abc import Callable
from inspect import getdoc
from typing import Annotated, cast

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.elements import Node
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY, Ontology
from graph.store import Summary
from graph.store.procedure_comparison import Comparison, compare
from schema.context import Info
from schema.fields import (
    analytics,
    code_changes,
    codes,
    describe,
    grounding,
    grouping,
    hierarchy,
    lookup,
    nearest,
    pcs_table,
    review,
    search,
    search_hit,
)
from schema.fields import patterns as pattern
from schema.fields import traversal as traverse
from schema.node_lookup import require_node
from schema.types import traversals as traversal
from schema.types.connection_fields import list_field
from schema.types.declare import TYPES, object_type
from schema.types.enums import EdgeKindEnum
from schema.types.node import NodeInterface


def node(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="An `id` from an earlier answer.")]
) -> Node | None:
    """The node of an id; null where there is none."""
    return lookup.by_id(info, id)


def nodes(
    info: Info, ids: Annotated[list[strawberry.ID], strawberry.argument(description="`id`s from earlier answers.")]
) -> list[Node | None]:
    """The nodes of some ids, in their order; null where there is none."""
    if len(ids) > Limits.ids:
        raise InvalidArgument(argument="ids", count=len(ids), maximum=Limits.ids)
    return [lookup.by_id(info, item) for item in ids]


def by_curie(
    info: Info, curie: Annotated[str, strawberry.argument(description="`PREFIX:local`, as in `RISK:infection`.")]
) -> Node | None:
    """The node of a CURIE; null where there is none."""
    return lookup.by_curie(info, curie)


def compare_two(
    info: Info,
    a: Annotated[str, strawberry.argument(description="CURIE or slug of a procedure.")],
    b: Annotated[str, strawberry.argument(description="CURIE or slug of another procedure.")],
    edge_kinds: Annotated[
        list[EdgeKindEnum] | None,  # type: ignore[valid-type]
        strawberry.argument(description="Only sections of these kinds."),
    ] = None,
) -> Comparison:
    """What two procedures share and what only one of them has, section by section."""
    first, second = [require_node(info.context, "Procedure", name) for name in (a, b)]
    compared = compare(info.context.expand, first, second, traversal.enum_values(edge_kinds, EdgeKindEnum))
    info.context.charge_items(sum(len(s.shared) + len(s.only_a) + len(s.only_b) for s in compared.sections))
    return compared


def meta(info: Info) -> Summary:
    """What the graph is made of: version, counts, sources, licences."""
    return info.context.summary()


def ontology() -> Ontology:
    """All kinds of nodes and edges."""
    return ONTOLOGY


def _field(resolver: Callable[..., object], annotation: object) -> StrawberryField:
    """A field whose description is its resolver's docstring."""
    made = strawberry.field(resolver=resolver, graphql_type=annotation, description=getdoc(resolver))
    return cast("StrawberryField", made)


def declare_query() -> type:
    """Declare the type `Query`: lookups first, then questions, then the lists of all kinds.

    Every field whose arguments can be wrong is nullable, so that one mistake does not take the other answers with it.
    """
    comparable = TYPES["ComparableProcedure"]
    kinds = [kind for kind in ONTOLOGY.node_kinds if not kind.is_part]
    fields = {
        "node": _field(node, NodeInterface | None),
        "nodes": _field(nodes, list[NodeInterface | None] | None),
        "by_curie": _field(by_curie, NodeInterface | None),
        **{kind.singular: lookup.lookup_field(kind) for kind in kinds},
        "neighborhood": _field(traverse.neighborhood_of, traversal.SubgraphType | None),
        "path": _field(traverse.resolve_path, traversal.PathType | None),
        "paths": _field(traverse.resolve_paths, list[traversal.PathType] | None),
        "ancestors": _field(hierarchy.ancestors, hierarchy.HierarchyPageType | None),
        "descendants": _field(hierarchy.descendants, hierarchy.HierarchyPageType | None),
        "closure": _field(hierarchy.closure_of, traversal.SubgraphType | None),
        "common_ancestors": _field(hierarchy.common_ancestors_of, list[hierarchy.CommonAncestorType] | None),
        "subsumes": _field(hierarchy.is_subsumed, bool | None),
        "codes": _field(codes.codes, list[codes.CheckedCodeType] | None),
        "changes": _field(code_changes.changes, code_changes.CodeChangesType | None),
        "compare": _field(compare_two, TYPES["Comparison"] | None),
        "search": _field(search.search, search.SearchResult | None),
        "suggest": _field(search.suggest, list[search_hit.SearchHit] | None),
        "ground": _field(grounding.ground, list[grounding.GroundingType] | None),
        "nearest": _field(nearest.nearest_of, list[nearest.NeighbourType] | None),
        "comparable_procedures": _field(nearest.procedures_for_same_indications, list[comparable] | None),  # type: ignore[valid-type]
        "match": _field(pattern.match, pattern.MatchResult | None),
        "pcs_table": _field(pcs_table.build_pcs_code, pcs_table.PcsTableType | None),
        "analytics": _field(analytics.analytics, analytics.AnalyticsResult | None),
        "communities": _field(analytics.communities, list[analytics.CommunityType] | None),
        "review": _field(review.review, review.ReviewType | None),
        "review_many": _field(review.review_many, list[review.ReviewType] | None),
        "group": _field(grouping.group, TYPES["Grouping"] | None),
        "ontology": _field(ontology, describe.OntologyType),
        "meta": _field(meta, describe.MetaType),
        **{kind.plural: list_field(kind) for kind in kinds},
    }
    return object_type("Query", "Everything that can be asked.", fields)
