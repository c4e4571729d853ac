"""Builds a graph anew whenever what it is built from changes.

The layers stay open from one build to the next, so that one changed page takes seconds. Changes are told by the
operating system (`watchfiles`), many at once as one; what changes while a build runs is in the next one.
"""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import perf_counter

from watchfiles import watch

from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import SHIPPED
from graph.ingest.graph_builder import Built, GraphBuilder
from graph.model.errors import MedcodeError
from graph.progress_bar import shown_progress

_QUIET = 50
"""Milliseconds without a further change after which a build begins."""

WatchReport = Callable[[Built | MedcodeError, float], object]
"""Told of each build: what was built, or why it was not, and how many seconds that took."""


def watched_folders(inputs: BuildInputs) -> list[Path]:
    """The folders in which changes count."""
    return [folder.root for folder in (SHIPPED, *inputs.own) if folder.root.is_dir()]


def watch_and_build(inputs: BuildInputs, out: Path, report: WatchReport, stop: Event | None = None) -> None:
    """Build now, and again whenever something changes, until `stop` is set; what fails is told and tried again then."""
    builder = GraphBuilder(inputs)
    for _ in _occasions(inputs, stop):
        _build(builder, out, report)
        gc.collect()  # A whole graph goes here, and half of what a builder holds with it.


def _build(builder: GraphBuilder, out: Path, report: WatchReport) -> None:
    start = perf_counter()
    try:
        with shown_progress() as progress:
            built = builder.ensure_snapshot(out, progress)
    except MedcodeError as error:
        report(error, perf_counter() - start)
    else:
        if built is not None:
            report(built, perf_counter() - start)


def _occasions(inputs: BuildInputs, stop: Event | None) -> Iterator[None]:
    """Now, and whenever something has changed."""
    yield
    for _ in watch(*watched_folders(inputs), step=_QUIET, stop_event=stop, raise_interrupt=False):
        yield
