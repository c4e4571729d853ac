"""Run with an ontology of one's own: builds the world with edges of its kinds, and prints what it shows, as JSON.

python -m tests.own_ontology_program DATA SNAPSHOT
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from graph.export.formats import FORMATS
from graph.export.round_trip import RoundTripComparer
from graph.export.selection import Selection
from graph.ingest.build import build
from graph.ingest.own_edges import OwnEdges
from graph.ingest.verify_quotes import verify
from graph.model.limits import Limits
from graph.model.ontology import OWN_KINDS
from graph.store import GraphStore, open_store
from graph.store.snapshot_writer import write_snapshot
from schema.create_schema import create_schema
from tests.conftest import ask_compiled, ask_store
from tests.world import DOCUMENT, World

QUERIES = {
    "field": """{ procedure(slug: "cast") { assessedBy { nodes { name } edges { daysBefore extent forms node { name }
      evidence { section source { title } } } } sharesRoomWith { nodes { name } } treatsFirst { nodes { name } } } }""",
    "inverse": """{ role(slug: "nurse") { assesses { totalCount edges { daysBefore node { name } } } }
      indication(slug: "wrist-fracture") { firstTreatments { totalCount } } }""",
    "where": '{ procedures(where: { assessedBy: { anyOf: ["surgeon"] } }) { nodes { name } } }',
    "where edge": """{ procedure(slug: "cast") { assessedBy(whereEdge: { extent: { equals: IN_FULL } })
      { nodes { name } } } }""",
    "neighborhood": """{ neighborhood(of: ["PAGE:cast"], depth: 1, edgeKinds: [ASSESSED_BY]) {
      edges { kind targetCurie properties } } }""",
}


def main(data: Path, snapshot: Path) -> None:
    """Build, write and attach the world with the edges of a folder of data, and ask it."""
    built = build([World(), OwnEdges(data / "edges", "clinic")])
    write_snapshot(built.graph, snapshot)
    store = open_store(f"snapshot:{snapshot}")
    unquoted = [str(error) for error in verify(built.graph) if DOCUMENT.id not in str(error)]
    printed = {
        "findings": [str(finding) for finding in (*OWN_KINDS.findings, *built.findings)],
        "unquoted": unquoted,
        "answers": {name: ask_store(store, query) for name, query in QUERIES.items()},
        "compiled": {name: _compiled(store, query) for name, query in QUERIES.items()},
        "sdl": create_schema(Limits()).as_str(),
        "exports": {name: _differences(store, name) for name in FORMATS},
    }
    sys.stdout.write(orjson.dumps(printed).decode())


def _compiled(store: GraphStore, query: str) -> object:
    answer = ask_compiled(store, query)
    return None if answer is None else orjson.loads(answer.body)


def _differences(store: GraphStore, name: str) -> list[str] | None:
    """What differs in an export that is read back; None where the format is only written."""
    export_format = FORMATS[name]
    part = Selection().subgraph(store.topology, "1", ())
    with TemporaryDirectory() as folder:
        path = Path(folder, f"export.{export_format.suffix}")
        path.write_bytes(b"".join(export_format.write(part)))
        if export_format.read is None:
            return None
        comparer = RoundTripComparer(part, export_format.normalise_text)
        found = [str(one) for one in comparer.differences(export_format.read(path))]
        return found if comparer.edges["ASSESSED_BY"] else ["no edge of the own kind was read"]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
