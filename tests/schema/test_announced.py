"""What a query is about to look at is announced before it is looked at, so that large ones leave the event loop."""

import pytest

from graph.model.limits import Limits
from graph.store import GraphStore
from schema.budget import InlineBudgetExceeded
from schema.execution.operations import Operations
from schema.execution.plan import Answer
from tests.conftest import schema_of

COMMON = "unspecified initial encounter of left femur with"
MANY = ", ".join(f'"ICD10CM:S{number}"' for number in range(10, 100) if number not in (18, 38))

LARGE = {
    "a filter": '{ diagnoses(where: { name: { contains: "zzz" } }) { totalCount } }',
    "an order": "{ procedures(orderBy: [{ field: ADDED_DATE }, { field: CODE }]) { totalCount } }",
    "a filter by a hub": '{ diagnoses(where: { broader: { anyOf: ["chapter-19"] } }) { totalCount } }',
    "links with a filter": """{ approach(slug: "percutaneous-endoscopic") {
        codes(where: { name: { contains: "zzz" } }) { totalCount } } }""",
    "common words": f'{{ search(query: "{COMMON}", first: 1) {{ totalCount }} }}',
    "terms of common words": f'{{ ground(terms: ["{COMMON}"]) {{ confidence }} }}',
    "a text that is annotated": '{ annotate(text: "a") { truncated } }',
    "a text that is verified": '{ verifyText(text: "a") { truncated } }',
    "near ones of many": "{ diagnoses(first: 20) { nodes { nearest(first: 1) { score } } } }",
    "many near ones": '{ nearest(of: "ICD10PCS:0FT44ZZ", first: 1000) { score } }',
    "a pattern of one kind": "{ match(pattern: { kind: DIAGNOSIS }) { totalCount } }",
    "a pattern below a hub": '{ match(pattern: { descendantOf: "ICD10CM:chapter-19" }) { totalCount } }',
    "all below a hub": '{ descendants(of: "ICD10CM:chapter-19") { totalCount } }',
    "all that reaches a hub": """{ closure(of: ["PCSSECTION:0"], direction: IN, edgeKind: IN_SECTION) {
        truncated } }""",
    "pages of many nodes": "{ a: diagnoses(last: 1000) { totalCount } b: procedures(last: 1000) { totalCount } }",
}
SMALL = {
    "a slug that is not there": '{ procedure(slug: "nosuch") { name } }',
    "a slug": '{ procedure(slug: "0ft44zz") { name } }',
    "a filter of a small kind": '{ risks(where: { name: { contains: "zzz" } }) { totalCount } }',
    "a filter by a node": '{ diagnoses(where: { broader: { anyOf: ["J45"] } }) { totalCount } }',
    "rare words": '{ search(query: "cholecystectomy") { totalCount } }',
    "a term": '{ ground(terms: ["broken wrist"]) { confidence } }',
    "near ones": '{ nearest(of: "ICD10CM:J45.20") { score } }',
    "near codes": '{ nearest(of: "ICD10PCS:0FT44ZZ") { score } }',
    "comparable procedures": '{ comparableProcedures(to: "adenoidectomy") { share } }',
    "a neighborhood": '{ neighborhood(of: ["PAGE:adenoidectomy"], depth: 2) { truncated } }',
    "ancestors of many": f"{{ commonAncestors(of: [{MANY}]) {{ lowest }} }}",
    "communities": "{ communities { size } }",
    "a page of many nodes": "{ diagnoses(last: 1000) { totalCount } }",
}


def answered(store: GraphStore, query: str) -> Answer | None:
    """The answer as it is made in the event loop."""
    schema = schema_of(Limits())
    return Operations(schema._schema, schema.documents).answer(store, Limits(), query, {}, None, Limits.inline_rows)


@pytest.mark.parametrize("query", LARGE.values(), ids=LARGE)
def test_what_is_large_leaves_the_event_loop(shipped: GraphStore, query: str) -> None:
    with pytest.raises(InlineBudgetExceeded):
        answered(shipped, query)


@pytest.mark.parametrize("query", SMALL.values(), ids=SMALL)
def test_what_is_small_stays_in_it(shipped: GraphStore, query: str) -> None:
    assert answered(shipped, query) is not None


def test_a_scan_is_announced_before_it_is_made(shipped: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(GraphStore, "scan")
    with pytest.raises(InlineBudgetExceeded):
        answered(shipped, LARGE["a filter"])
