"""Generated queries, and the example queries, by both executions: the same bytes of data and the same errors.

`make test` asks some 300 generated queries, the same ones each time; `make test-long` asks thousands, others each time.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from graph.ingest.build import build
from graph.model.elements import Edge, Node
from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from schema.context import Request
from schema.documents.cache import DocumentCache
from schema.execution.operations import Operations
from tests.answers import without_cost
from tests.conftest import schema_of, store_of
from tests.documents import QUERIES
from tests.generated import Asked, requests
from tests.words import Words
from tests.world import EDGES, NODES, World, edge

LONG = bool(os.environ.get("LONG_TEST"))
ROUNDS, EXAMPLES, DIFFERENT = 18 if LONG else 1, 360, 300
"""How often how many queries are asked, and how many of them are different at least."""
LEAST_COMPILED = 0.95
"""The share of the queries without errors that must run compiled: what declines everything is never wrong."""
SETTINGS = settings(
    max_examples=EXAMPLES,
    derandomize=not LONG,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
_ODD = '\u201cOdd\u201d "name" \\ 100 %s {x} \n\t\u2028 \U0001f9b4 e\u0301'
MORE: list[Node | Edge] = [
    Node("SECTION:splint/summary", "Section", "Summary", {"number": 1, "text": "It holds.", "remarks": (_ODD, "")}),
    Node("SECTION:brace/summary", "Section", "Summary", {"number": 1, "text": "A brace holds a sprain."}),
    Node("ICD10CM:S62", "Diagnosis", "Fracture", {"level": "category", "is_billable": False, "includes": (_ODD,)}),
    Node("ICD10CM:S62.0", "Diagnosis", _ODD, {"level": "code", "is_billable": True, "synonyms": ("Scaphoid",)}),
    Node("ICD10CM:S63", "Diagnosis", "Sprain of wrist", {"level": "category"}),
    Node("LAY:broken-wrist", "Expression", "Broken wrist"),
    Node("PCSAPPROACH:external", "Approach", "External"),
    Node("ICD10PCS:2W3CX2Z", "Procedure", "Immobilization", {"slug": "immobilization", "added_date": "2015-10-01"}),
    edge("PAGE:splint", "HAS_SECTION", "SECTION:splint/summary", position=0),
    edge("CPT:00100", "HAS_SECTION", "SECTION:brace/summary", position=0),
    edge("CPT:00100", "BUNDLED_WITH", "PAGE:splint", modifier="1"),
    edge("ICD10CM:S62.0", "IS_A", "ICD10CM:S62"),
    edge("ICD10CM:S62", "EXCLUDES", "ICD10CM:S63", excludes_type="excludes2"),
    edge("ICD10CM:S62.0", "LISTED_BY", "POLICY:good-health-7", coverage="conditional"),
    edge("INDICATION:wrist-fracture", "MAPS_TO", "ICD10CM:S62", predicate="skos:exactMatch", confidence=0.9),
    edge("INDICATION:wrist-fracture", "MAPS_TO", "ICD10CM:S62.0", predicate="skos:narrowMatch", confidence=1),
    edge("PAGE:cast", "MAPS_TO", "ICD10PCS:2W3CX2Z", predicate="skos:closeMatch", comment=_ODD),
    edge("ICD10CM:S62", "KNOWN_AS", "LAY:broken-wrist", predicate="skos:relatedMatch"),
    edge("ICD10PCS:2W3CX2Z", "USES_APPROACH", "PCSAPPROACH:external"),
    edge("PAGE:splint", "NAMES_EXAMPLE", "ALTERNATIVE:rest-at-home", position=0),
    *(Node(f"PAGE:band-{n}", "Procedure", f"Band {7 - n}", {"slug": f"band-{n}", "is_stub": n > 3}) for n in range(7)),
    *(edge(f"PAGE:band-{n}", "HAS_INDICATION", "INDICATION:sprain", position=n % 3) for n in range(7)),
    *(edge(f"PAGE:band-{n}", "NAMES_EXAMPLE", f"RISK:{risk}") for n in range(5) for risk in ("infection", "stiffness")),
    *(edge("PAGE:cast", "SIMILAR_TO", f"PAGE:band-{n}", position=6 - n) for n in range(6)),
]
"""What the world has too little of: codes, mappings, likeness, long lists, letters that JSON writes otherwise."""


class Executions:
    """Both executions; neither knows what the other found valid. `counts` says how many answers there were of which."""

    def __init__(self, *stores: GraphStore) -> None:
        self.stores, self.limits = stores, Limits()
        self.schema, documents = schema_of(self.limits), DocumentCache()
        self.operations = [Operations(self.schema._schema, documents) for _ in stores]
        self.counts: Counter[str] = Counter()
        self.items = 0

    def answer(self, asked: Asked) -> dict[str, Any]:
        """The answer of the reference executor over one of the stores; what the other answers is the same."""
        place = len(asked.text) % len(self.stores)
        expected = self._reference(self.stores[place], asked)
        errors = expected.get("errors", [])
        assert [error for error in errors if error["extensions"]["code"] == "INTERNAL"] == []
        operations, store = self.operations[place], self.stores[place]
        compiled = operations.answer(store, self.limits, asked.text, asked.variables, asked.name)
        self.counts[f"{'with' if errors else 'without'} errors, {'compiled' if compiled else 'declined'}"] += 1
        if compiled is not None:
            told = orjson.loads(compiled.body)
            assert orjson.dumps(told.get("data")) == orjson.dumps(expected["data"])
            assert errors_of(told) == errors_of(expected)
            assert errors or without_cost(compiled.body) == orjson.dumps(expected)
            assert errors or compiled.items == self.items
        return expected

    def _reference(self, store: GraphStore, asked: Asked) -> dict[str, Any]:
        request = Request(store=store, limits=self.limits)
        result = self.schema.execute_sync(asked.text, dict(asked.variables), request, operation_name=asked.name)
        self.items = request.items_returned
        errors = [error.formatted for error in result.errors or ()]
        return {"data": result.data, **({"errors": errors} if errors else {})}


def errors_of(answer: dict[str, Any]) -> list[bytes]:
    """The errors of an answer as JSON."""
    return [orjson.dumps(error, option=orjson.OPT_SORT_KEYS) for error in answer.get("errors", ())]


def cursors(data: Any) -> Iterator[str]:
    """The cursors at the ends of the field whose key is `paged`."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if key == "paged" and value:
            yield from filter(None, value.get("pageInfo", {}).values())
        yield from cursors(value)


@pytest.fixture(scope="module")
def world() -> Graph:
    built = build([World([*NODES, *EDGES, *MORE])])
    assert built.findings == []
    return built.graph


@pytest.fixture(scope="module")
def asking(world: Graph) -> st.SearchStrategy[Asked]:
    return requests(schema_of(Limits()).as_str(), Words(world))


# Where a field errs, graphql-core leaves the coroutines of others; one that is found while a named tuple is made, which
# has no builtins, cannot even say so.
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:Exception ignored in. <coroutine:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("number", range(ROUNDS))
def test_generated_queries_are_answered_alike(
    world: Graph, asking: st.SearchStrategy[Asked], tmp_path: Path, number: int
) -> None:
    write_snapshot(world, tmp_path / "world")
    frozen = GraphStore(attach_snapshot(tmp_path / "world"))
    executions, different = Executions(frozen, frozen, frozen, store_of(world)), set[str]()

    def ask(asked: Asked) -> None:
        answer = executions.answer(asked)
        for cursor in list(cursors(answer["data"]))[:2]:
            note(f"with the cursor {cursor}")
            executions.answer(replace(asked, variables={**asked.variables, "cursor": cursor}))

    @SETTINGS
    @given(asking)
    def check(asked: Asked) -> None:
        note(f"{asked.text}\n{asked.variables}")
        different.add(repr(asked))
        ask(asked)

    check()
    compiled, declined = (executions.counts[f"without errors, {how}"] for how in ("compiled", "declined"))
    assert len(different) >= DIFFERENT
    assert compiled >= LEAST_COMPILED * (compiled + declined)


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.graphql")), ids=lambda path: path.stem)
def test_example_queries_are_answered_alike(shipped: GraphStore, path: Path) -> None:
    executions = Executions(shipped)
    executions.answer(Asked(path.read_text(encoding="utf-8"), {}, None))
    assert executions.counts == {"without errors, compiled": 1}
