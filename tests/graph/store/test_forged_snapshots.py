"""Snapshots that somebody forged, with right checksums: refused by name, or served; never a crash, never a traceback.

Each is opened and asked in a process of its own, so that one that crashes is noticed. `make test-long` forges 5,000.
"""

import logging
import os
import shutil
import signal
import sys
import traceback
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from graph.export.formats import FORMATS
from graph.export.selection import Selection
from graph.model.errors import MedcodeError
from graph.model.property_graph import Graph
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from tests.conftest import ask_compiled, ask_store
from tests.graph.store.forged import forge

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
COUNT = 5000 if os.environ.get("LONG_TEST") else 80
PATIENCE = 20
"""Seconds after which a process counts as hung."""
SERVED, REFUSED, FAULTY = 0, 10, 11
_NODES = "curie name kind"
QUERIES = (
    f"""{{ meta {{ version }} byCurie(curie: "PAGE:cast") {{ {_NODES} }} }}""",
    """{ procedure(slug: "cast") { name synonyms isStub risks { totalCount nodes { name procedures { nodes { name } } }
      edges { evidence { quote start source { title } } } } steps { nodes { number name text } }
      indications { nodes { name narrower { nodes { name } } } } alternatives { edges { pros node { name } } } } }""",
    "{ procedures(orderBy: { field: NAME, direction: DESC }) { totalCount nodes { name slug } } }",
    '{ risks(first: 2) { pageInfo { endCursor } nodes { name } } risk(slug: "infection") { name } }',
    f"""{{ neighborhood(of: ["PAGE:cast"], depth: 3) {{ nodes {{ {_NODES} }} edges {{ kind targetCurie properties
      evidence {{ quote }} }} }} }}""",
    f"""{{ path(from: "PAGE:cast", to: "PAGE:splint") {{ length nodes {{ {_NODES} }} edges {{ kind }} }}
      paths(from: "PAGE:cast", to: "RISK:infection", by: INFORMATIVENESS, maxLength: 3) {{ nodes {{ name }} }} }}""",
    f"""{{ closure(of: ["INDICATION:wrist-fracture"]) {{ nodes {{ {_NODES} }} }}
      ancestors(of: "INDICATION:wrist-fracture") {{ nodes {{ distance node {{ curie }} }} }} }}""",
    f"""{{ search(query: "fracture") {{ totalCount nodes {{ node {{ {_NODES} }} matchType text }}
      facets {{ scopes {{ scope count }} }} }} suggest(prefix: "ca") {{ node {{ {_NODES} }} }} }}""",
)


@pytest.fixture(scope="module")
def genuine(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of the world, asked once, so that what is compiled is compiled before any process begins."""
    folder = tmp_path_factory.mktemp("genuine") / "s"
    write_snapshot(graph, folder)
    assert use(folder) == []
    return folder


def use(folder: Path) -> list[object]:
    """Open a snapshot and ask for all that there is, by both executions and as an export; the errors of the answers."""
    store = GraphStore(attach_snapshot(folder))
    errors = list[object]()
    for query in QUERIES:
        ask_compiled(store, query)
        errors.extend(ask_store(store, query)["errors"])
    summary = store.summary()
    for name in ("jsonl", "graphml"):
        part = Selection().subgraph(store.topology, summary.version, summary.documents)
        for _ in FORMATS[name].write(part):
            pass
    return errors


class _Tracebacks(logging.Handler):
    """Notes the errors that are logged with a traceback, but for those that say what is wrong with the snapshot."""

    def __init__(self) -> None:
        super().__init__()
        self.found = list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        cause = record.exc_info[1] if record.exc_info else None
        if cause is not None and not isinstance(cause, MedcodeError):
            self.found.append("".join(traceback.format_exception(cause)))


def outcome(folder: Path) -> int:
    """What comes of a snapshot; in a process of its own."""
    tracebacks = _Tracebacks()
    logging.getLogger("medcode").addHandler(tracebacks)
    try:
        use(folder)
    except MedcodeError:
        return REFUSED
    except BaseException:
        tracebacks.found.append(traceback.format_exc())
    for found in tracebacks.found[:1]:
        sys.stderr.write(found)
        sys.stderr.flush()
    return FAULTY if tracebacks.found else SERVED


def exit_status(folder: Path) -> int:
    """The exit code of a forked process with the outcome, or minus the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        signal.alarm(PATIENCE)
        os._exit(outcome(folder))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_forged_snapshots_crash_nothing(genuine: Path, tmp_path: Path) -> None:
    assert exit_status(genuine) == SERVED
    found, faults = Counter[int](), list[str]()
    for seed in range(COUNT):
        shutil.copytree(genuine, folder := tmp_path / "s")
        said = forge(folder, Random(seed))  # noqa: S311
        status = exit_status(folder)
        found[status] += 1
        if status not in (SERVED, REFUSED):
            faults.append(f"{seed}: exit status {status}: {said}")
        shutil.rmtree(folder)
    assert faults == []
    assert found[REFUSED] > COUNT / 2
