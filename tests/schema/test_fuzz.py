"""Requests that are changed at random, by both executions: each is answered or refused, in time, and none fails.

`make test` asks a few hundred of them, the same ones each time; with LONG_TEST=1 it is 100,000, others each time.
"""

import logging
import os
import time
from collections import Counter
from pathlib import Path

import orjson
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError

from graph.ingest.build import build
from graph.model.limits import Limits
from graph.store import GraphStore
from graph.store.snapshot import attach_snapshot
from graph.store.snapshot_writer import write_snapshot
from schema.context import Request
from schema.documents.cache import DocumentCache
from schema.execution.operations import Operations
from tests.conftest import schema_of
from tests.generated import Asked, requests
from tests.mutations import Mutator
from tests.schema.test_generated import MORE, SETTINGS, cursors
from tests.words import Words
from tests.world import EDGES, NODES, World

LONG = bool(os.environ.get("LONG_TEST"))
ROUNDS, EXAMPLES, MUTANTS = (5, 1_000, 20) if LONG else (1, 20, 20)
"""How often how many queries are made, and how many requests are made of each."""
MOST_SECONDS = 2.0
_SETTINGS = settings(SETTINGS, max_examples=EXAMPLES)


class Executions:
    """Both executions over one store; `codes` counts the errors by their code, and the answers without any."""

    def __init__(self, store: GraphStore) -> None:
        self._store, self._limits = store, Limits()
        self._schema = schema_of(self._limits)
        self._operations = Operations(self._schema._schema, DocumentCache())
        self._operations.answer(store, self._limits, "{ risks { nodes { name } } }", {}, None)  # What is compiled once.
        self.codes: Counter[str] = Counter()
        self.compiled = 0
        self.data: object = None

    def ask(self, asked: Asked) -> object:
        """The data of the reference executor, which is that of the other execution, too.

        What takes long is asked once more: a garbage collection of all that hypothesis keeps takes seconds, too.
        """
        if self._seconds(asked) > MOST_SECONDS:
            assert self._seconds(asked) < MOST_SECONDS
        return self.data

    def _seconds(self, asked: Asked) -> float:
        """Seconds of the processor's time that both executions take."""
        started = time.thread_time()  # Other tests run on the machine.
        data, codes = self._reference(asked)
        compiled = self._operations.answer(self._store, self._limits, asked.text, asked.variables, asked.name)
        seconds = time.thread_time() - started
        assert "INTERNAL" not in codes
        self.codes.update(codes or ["answered"])
        if compiled is not None:
            self.compiled += 1
            assert orjson.loads(compiled.body).get("data") == data
        self.data = data
        return seconds

    def _reference(self, asked: Asked) -> tuple[object, list[str]]:
        request = Request(store=self._store, limits=self._limits)
        try:
            result = self._schema.execute_sync(asked.text, dict(asked.variables), request, operation_name=asked.name)
        except (MissingQueryError, CannotGetOperationTypeError):  # See `serving.reference`.
            return None, ["OPERATION_REFUSED"]
        shown = [error.formatted for error in result.errors or ()]
        data = orjson.loads(orjson.dumps({"data": result.data, "errors": shown}))["data"]
        return data, [str((error.get("extensions") or {}).get("code")) for error in shown]


class Failures(logging.Handler):
    """Fails where the schema logs an error: something went wrong that nobody foresaw."""

    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage()) from (record.exc_info or (None, None))[1]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    folder: Path = tmp_path_factory.mktemp("fuzz") / "world"
    write_snapshot(build([World([*NODES, *EDGES, *MORE])]).graph, folder)
    return GraphStore(attach_snapshot(folder))


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:Exception ignored in. <coroutine:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("number", range(ROUNDS))
def test_changed_requests_are_answered_or_refused(store: GraphStore, number: int) -> None:
    executions, failures = Executions(store), Failures(logging.ERROR)
    asking = requests(schema_of(Limits()).as_str(), Words(build([World([*NODES, *EDGES, *MORE])]).graph))

    @_SETTINGS
    @given(asking, st.integers(0, 2**32))
    def check(asked: Asked, seed: int) -> None:
        mutator, found = Mutator(seed), [cursor for cursor in cursors(executions.ask(asked)) if isinstance(cursor, str)]
        for _ in range(MUTANTS):
            known = {"cursor": mutator.cursor(found[0])} if found else {}
            changed = mutator.changed(Asked(asked.text, {**asked.variables, **known}, asked.name))
            note(f"{changed.text}\n{changed.variables}")
            executions.ask(changed)

    logging.getLogger("medcode.schema").addHandler(failures)
    try:
        check()
    finally:
        logging.getLogger("medcode.schema").removeHandler(failures)
    print(executions.codes, executions.compiled)  # noqa: T201
    assert executions.codes.total() >= EXAMPLES * MUTANTS
    assert executions.codes["answered"] > EXAMPLES
    # Which others there are depends on what is generated, and so on each field that the schema gets.
    assert {"answered", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"} < executions.codes.keys()
