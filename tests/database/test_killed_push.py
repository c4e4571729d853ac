"""A push that is killed at any moment goes on where it was, and what is there then is whole, once."""

import os
import subprocess
import sys
from itertools import cycle
from pathlib import Path
from random import Random

from graph.database.connection import Database
from graph.database.push import push
from graph.database.versions import LoadProgress, read_current, read_versions
from graph.ingest.pull import pull
from graph.model.source_files import ROOT
from graph.progress_bar import NoProgress
from graph.storage.freeze import version_of
from graph.store.manifest import read_manifest
from tests.database.killed_push import VARIABLE
from tests.database.world_snapshots import write_world

STAGES = ["nodes", "evidence", "edges", "files", "done"]
KILLED, NEVER = 6, 1_000_000
"""How many pushes are killed, and a number of statements that no push sends."""
SENT_BEFORE_LOADING = 38
"""Statements with which a push begins."""


class InterruptedPush(Exception):
    """A push ends here."""


def start(address: str, folder: Path, statements: int, seconds: float) -> int:
    """The exit code of a push that is killed so many seconds after so many statements."""
    words = [sys.executable, "-m", "tests.database.killed_push", str(folder), str(statements), str(seconds)]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, VARIABLE: address}, timeout=300, check=False).returncode


def place(progress: LoadProgress) -> tuple[int, int]:
    return STAGES.index(progress.stage), progress.done


def test_a_push_that_is_killed_again_and_again_ends_with_the_whole_graph(
    address: str, database: Database, tmp_path: Path
) -> None:
    folders = [write_world(tmp_path / str(number), number) for number in (1, 2)]
    push(database, folders[0], NoProgress())
    random, places = Random(5), [(0, 0)]  # noqa: S311
    for _, seconds in zip(range(KILLED), cycle((0, 0.002, 0.01)), strict=False):
        statements = SENT_BEFORE_LOADING + random.randint(0, 12)
        assert start(address, folders[1], statements, seconds) == -9
        assert read_current(database).slot == 1
        found = read_versions(database).get(2)
        places.append(place(found.progress) if found else (0, 0))
    assert start(address, folders[1], NEVER, 0) == 0
    assert places == sorted(places)
    assert len(set(places)) > 4
    assert read_current(database).slot == 2
    pulled = pull(database, NoProgress())
    assert pulled.findings == []
    assert version_of(pulled.graph) == read_manifest(folders[1]).version
    assert database.read("MATCH (n:MedcodeNode) WHERE n.id >= $a RETURN count(n)", {"a": 2 << 32}) == [
        (len(pulled.graph),)
    ]


def test_a_removal_that_breaks_off_is_done_by_the_next_push(database: Database, tmp_path: Path) -> None:
    folders = [write_world(tmp_path / str(number), number) for number in (1, 2, 3)]
    for folder in folders:
        removing = [False]

        def stop(statement: str, _: object, removing: list[bool] = removing) -> None:
            removing[0] |= "DETACH DELETE" in statement and "MedcodeProbe" not in statement
            if removing[0] and "MedcodeEvidence" in statement:
                raise InterruptedPush

        with Database(database.address) as other:
            other.on_statement = stop
            try:
                push(other, folder, NoProgress())
            except InterruptedPush:
                assert folder is folders[2]
    assert sorted(read_versions(database)) == [1, 2, 3]
    push(database, folders[2], NoProgress())
    assert sorted(read_versions(database)) == [2, 3]
    assert database.read("MATCH (n:MedcodeEvidence) WHERE n.id < $end RETURN count(n)", {"end": 2 << 32}) == [(0,)]
