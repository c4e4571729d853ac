"""The examples of the help, executed as they stand there."""

import shlex
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from graph.console import FINDINGS, OK
from graph.ingest.graph_builder import Built, GraphBuilder, ensure_default_snapshot
from graph.ingest.source import Progress
from graph.model.source_files import ROOT
from graph.storage.freeze import rows_of
from graph.store.snapshot_writer import Frozen, write_snapshot
from graph.tables import table_snapshot  # noqa: F401  (so that it has the real `write_frozen`)
from medcode.__main__ import main
from medcode.command_list import COMMANDS
from tests.database.fixtures import NewDatabase
from tests.database.world_snapshots import write_world
from tests.shipped import PAGES, build_from_pages

EXAMPLES = [example.words for command in COMMANDS for example in command.examples]
OF_THE_DEFAULT_GRAPH = ("search", "show", "valueset")
"""Commands whose examples name codes; those of the others are of a graph of some pages."""
MAY_FIND = ("review", "check", "verify")
"""Commands that exit with 1 where they find something."""
OF_A_DATABASE = ("push", "pull")
"""Commands whose examples name a graph database; it has two versions of the graph before each of them."""
CASES = "id,codes\n1,S72.001A\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has what the examples name."""
    found = tmp_path_factory.mktemp("examples")
    for name in ("data", "tests"):
        (found / name).symlink_to(ROOT / name, target_is_directory=True)
    write_snapshot(build_from_pages([PAGES]).graph, found / "build" / "mine")
    (found / "mine" / "pages").mkdir(parents=True)
    shutil.copy(PAGES / "orthopedics" / "total-hip-replacement.txt", found / "mine" / "pages")
    (found / "terms.txt").write_text("infection\n")
    (found / "visits.csv").write_text("diagnosis\ninfection\n")
    (found / "page.txt").write_bytes((PAGES / "urology" / "shock-wave-lithotripsy.txt").read_bytes())
    (found / "cases.csv").write_text(CASES)
    (found / "claim.x12").write_text("ISA")
    graph = ["--graph", str(found / "build" / "mine")]
    assert main(["export", "--format", "jsonl", "--out", str(found / "graph.jsonl"), *graph]) == OK
    parquet = found / "graph.parquet.zip"
    assert main(["export", "--format", "parquet", "--out", str(parquet), *graph]) == OK
    shutil.unpack_archive(parquet, found / "tables", "zip")
    (found / "moved.jsonl").write_bytes((found / "graph.jsonl").read_bytes())
    return found


@pytest.fixture(scope="module")
def pushed_database(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a graph database with two versions of the world."""
    address = new_database()
    for number in (1, 2):
        world = write_world(tmp_path_factory.mktemp("pushed") / str(number), number)
        assert main(["push", address, "--graph", str(world), "--quiet"]) == OK
    return address


@pytest.mark.parametrize("words", EXAMPLES, ids=lambda words: words[:40].replace("/", " "))
def test_an_example_does_what_it_says(
    words: str, folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    given = shlex.split(words)
    if given[0] in OF_A_DATABASE:
        given[1] = request.getfixturevalue("pushed_database")
    if given[0] in OF_THE_DEFAULT_GRAPH:
        ensure_default_snapshot()
    else:
        monkeypatch.setenv("MEDCODE_STORE", "snapshot:build/mine")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"infection\n")))
    done = _without_lasting_work(monkeypatch) if given[0] not in OF_A_DATABASE else []
    code = main(given)
    assert code in ((OK, FINDINGS) if given[0] in MAY_FIND else (OK,))
    assert len(done) == (given[0] in ("serve", "build", "watch"))


def _without_lasting_work(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Let `serve` and `watch` do nothing, and `build` read a few pages and write nothing; what they do is listed."""
    done: list[object] = []

    def serve(parser: ArgumentParser, arguments: Namespace) -> int:
        done.append(arguments)
        return OK

    def build(builder: GraphBuilder, track: Progress) -> Built:
        graph = build_from_pages([PAGES / "urology"]).graph
        return Built(Frozen.of(rows_of(graph), graph.graph["documents"]), [])

    written: Callable[..., None] = lambda frozen, directory, inputs, progress: done.append(directory)  # noqa: E731
    monkeypatch.setattr("serving.run.serve", serve)
    monkeypatch.setattr("serving.default_build.keep_up_to_date", lambda inputs, *_, **__: done.append(inputs))
    monkeypatch.setattr(GraphBuilder, "build", build)
    monkeypatch.setattr("graph.store.snapshot_writer.write_frozen", written)
    return done
