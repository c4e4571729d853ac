"""A small graph of codes, names and relations that texts are verified with."""

from typing import Any

import orjson

from graph.ingest.build import build
from graph.model.elements import Edge, Node
from graph.store import GraphStore
from tests import history_world
from tests.conftest import ask_compiled, ask_store
from tests.world import EDGES, NODES, World, edge

MORE: list[Node | Edge] = [
    history_world.diagnosis("E11", "Type 2 diabetes", is_billable=False, level="category"),
    history_world.diagnosis("E11.9", "Type 2 diabetes without complications", synonyms=("Plain diabetes",)),
    history_world.diagnosis("E11.65", "Type 2 diabetes with hyperglycemia"),
    history_world.diagnosis("E10", "Type 1 diabetes", is_billable=False, level="category"),
    history_world.diagnosis("E10.9", "Type 1 diabetes without complications"),
    history_world.diagnosis("J18.9", "Pneumonia, unspecified"),
    history_world.diagnosis("D66", "Factor VIII deficiency", synonyms=("Hemophilia",)),
    history_world.diagnosis("D67", "Factor IX deficiency", synonyms=("Hemophilia B",)),
    history_world.diagnosis("Z79.4", "Long term (current) use of insulin"),
    Node("LAY:lung-infection", "Expression", "lung infection"),
    Node("MSDRG:638", "DiagnosisGroup", "Diabetes"),
    Node("MSDRG:470", "DiagnosisGroup", "Joints"),
    edge("ICD10CM:E11.9", "IS_A", "ICD10CM:E11"),
    edge("ICD10CM:E11.65", "IS_A", "ICD10CM:E11"),
    edge("ICD10CM:E10.9", "IS_A", "ICD10CM:E10"),
    edge("ICD10CM:E10", "EXCLUDES", "ICD10CM:E11", "infection", excludes_type="excludes1"),
    edge("ICD10CM:E11.9", "EXCLUDES", "ICD10CM:J18.9", excludes_type="excludes2"),
    edge("ICD10CM:E11.9", "GROUPS_TO", "MSDRG:638", role="principal"),
    edge("ICD10CM:J18.9", "KNOWN_AS", "LAY:lung-infection", predicate="skos:exactMatch", confidence=0.9),
]
ITEMS: list[Node | Edge] = [*NODES, *EDGES, *history_world.NODES, *history_world.EDGES, *MORE]
GRAPH = build([World(ITEMS)]).graph
QUERY = """query ($text: String!, $on: Date) { verifyText(text: $text, on: $on) { truncated certificate claims {
    type text start end verdict explanation nodes { curie } nearest { curie }
    edges { kind sourceCurie targetCurie evidence { quote } } } } }"""


def verify(store: GraphStore, text: str, on: str | None = None) -> dict[str, Any]:
    """The answer, which both executions give alike."""
    given = {"text": text, "on": on}
    answer = ask_store(store, QUERY, given)
    assert answer["errors"] == []
    compiled = ask_compiled(store, QUERY, given)
    assert compiled is not None
    assert orjson.loads(compiled.body) == {"data": answer["data"]}
    assert compiled.private
    found: dict[str, Any] = answer["data"]["verifyText"]
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in found["claims"])
    return found
