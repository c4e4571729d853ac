"""Builds a graph anew whenever what it is built from changes.

The layers stay open from one build to the next, so that one changed page takes seconds. Changes are told by the
operating system (`watchfiles`), many at once as one; where it tells none, as on some network drives, they are looked
for. What changes while a build runs is in the next one.
"""

import gc
import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import perf_counter

from watchfiles import watch

from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import SHIPPED
from graph.ingest.graph_builder import Built, GraphBuilder
from graph.model.errors import MedcodeError
from graph.progress_bar import Progress

_QUIET, _LOOK = 50, 5_000
"""Milliseconds without a further change after which a build begins, and after which changes are looked for."""

BuildReport = Callable[[Built | MedcodeError, float], object]
"""Told of each build: what was built, or why it was not, and how many seconds that took."""


logging.getLogger("watchfiles").setLevel(logging.ERROR)  # It warns of Ctrl-C.


class GraphWatch:
    """The snapshot of some inputs, kept up to date in `out`."""

    def __init__(self, inputs: BuildInputs, out: Path | None = None) -> None:
        self.inputs, self.out = inputs, out or inputs.snapshot
        self._builder = GraphBuilder(inputs)

    @property
    def folders(self) -> list[Path]:
        """The folders in which changes count."""
        return [folder.root for folder in (SHIPPED, *self.inputs.own) if folder.root.is_dir()]

    def build(self, progress: Progress | None = None) -> Built | None:
        """Build, unless the snapshot is of just what there is; what was built, if anything.

        Raises:
            SnapshotError: it cannot be written.
        """
        return self._builder.ensure_snapshot(self.out, progress)

    def follow(self, report: BuildReport, stop: Event | None = None) -> None:
        """Build whenever something changes, until `stop` is set or Ctrl-C; what fails is told, and tried again then."""
        self._builder.build()  # So that everything is open when the first change comes.
        gc.collect()
        changes = watch(
            *self.folders,
            step=_QUIET,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        for _ in changes:
            if self._build_and_report(report):
                gc.collect()  # A whole graph goes here, and half of what a builder holds with it.

    def _build_and_report(self, report: BuildReport) -> bool:
        """Build, unless nothing has changed; whether something was tried."""
        start = perf_counter()
        try:
            built = self.build()
        except MedcodeError as error:
            report(error, perf_counter() - start)
            return True
        if built is not None:
            report(built, perf_counter() - start)
        return built is not None
