"""The benchmark beside other servers: what they load, when answers count as the same, and how ratios are shown."""

from base64 import b64decode, urlsafe_b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from bench.peers.data import Dataset
from bench.peers.export import export
from bench.peers.measure import NOT_COMPILED, Figures, Row
from bench.peers.questions import EVIDENCE, QUERIES, questions
from bench.peers.servers import BEFORE, MERCURIUS, OURS
from bench.peers.strawberry_app import schema
from bench.peers.strawberry_types import MEMORY
from bench.peers.table import table
from graph.model.property_graph import Graph
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from tests.conftest import Ask
from tests.world import CAST, DOCUMENT

ASKED = (QUERIES / f"{EVIDENCE}.graphql").read_text(encoding="utf-8")
CURIES = ("PAGE:cast", "PAGE:splint", "CPT:00100")


@pytest.fixture(scope="module")
def lines(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world as the peers load it."""
    folder = tmp_path_factory.mktemp("world")
    write_snapshot(graph, folder / "snapshot")
    export(attach_snapshot(folder / "snapshot"), folder / "world.jsonl")
    return folder / "world.jsonl"


@pytest.fixture(scope="module")
def strawberry(lines: Path) -> Callable[[str], Any]:
    """Asks the Strawberry peer over the world for the evidence of a procedure."""
    MEMORY.load(lines)

    def run(curie: str) -> Any:
        result = schema.execute_sync(ASKED, {"curie": curie})
        assert result.errors is None
        return result.data

    return run


@pytest.fixture
def comparable() -> Callable[[Any], Any]:
    data = Dataset("3", "the world", Path(), Path(), list(CURIES), [])
    return next(question.comparable for question in questions(data) if question.name == EVIDENCE)


def test_export_of_evidence(lines: Path) -> None:
    read = [orjson.loads(line) for line in lines.read_bytes().splitlines()]
    documents, nodes, edges = read[0]
    assert len(read) == 1 + documents + nodes + edges
    assert read[1] == {"id": DOCUMENT.id, "title": DOCUMENT.title, "licence": DOCUMENT.licence}
    start = CAST.index("infection")
    evidence = [edge[5] for edge in read[1 + documents + nodes :] if edge[1] == "HAS_RISK"]
    assert [[0, "summary", "infection", start, start + len("infection"), 1.0]] in evidence


@pytest.mark.parametrize("curie", CURIES)
def test_evidence_of_the_strawberry_peer(
    curie: str, strawberry: Callable[[str], Any], comparable: Callable[[Any], Any], ask: Ask
) -> None:
    assert comparable(strawberry(curie)) == comparable(ask(ASKED, curie=curie))


def test_cursor_and_id_of_the_strawberry_peer(strawberry: Callable[[str], Any]) -> None:
    _, second = strawberry("PAGE:cast")["procedure"]["risks"]["edges"]
    padded = second["cursor"] + "=" * (-len(second["cursor"]) % 4)
    key = ["+edge.position", 1, "Stiffness", "RISK:stiffness", "HAS_RISK"]
    assert orjson.loads(urlsafe_b64decode(padded)) == key
    assert b64decode(second["node"]["id"]) == b"Risk:RISK:stiffness"


def connection(*cursors: str | None, end: str | None) -> dict[str, Any]:
    edges = [{"cursor": cursor, "node": {"name": "Infection"}} for cursor in cursors]
    return {"procedure": {"name": "Cast", "risks": {"edges": edges, "pageInfo": {"endCursor": end}}}}


def test_cursors_of_two_servers_may_differ(comparable: Callable[[Any], Any]) -> None:
    one, other = connection("a", "b", end="b"), connection("c", "d", end="d")
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    "data", [connection("a", "a", end="a"), connection("a", "b", end="a"), connection(None, end=None)]
)
def test_cursors_that_place_nothing_are_refused(data: Any, comparable: Callable[[Any], Any]) -> None:
    with pytest.raises(AssertionError):
        comparable(data)


def row(server: str, cpu: float, note: str = "") -> Row:
    return Row(EVIDENCE, server, 1000, Figures(cpu, 1, 1, 1, 0), 0, note)


def test_table_beside_another_checkout() -> None:
    head, _, ours, before, _ = table([row(OURS, 30), row(BEFORE, 40, NOT_COMPILED), row(MERCURIUS, 60)]).splitlines()
    place = head.split(" | ").index(f"CPU / {BEFORE}")
    assert ours.split(" | ")[place] == "0.75"
    assert before.split(" | ")[1] == f"{BEFORE}, {NOT_COMPILED}"


def test_table_without_another_checkout() -> None:
    shown = table([row(OURS, 30), row(MERCURIUS, 60)])
    assert BEFORE not in shown
    assert len({line.count("|") for line in shown.splitlines()}) == 1
