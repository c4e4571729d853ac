"""The graph of a server, built in a process of its own: before the server starts, and after each change if asked to.

A process of its own, so that the server stays small, and answers while a graph is built. It ends by itself when its
parent is gone, however that ended.
"""

import os
import signal
import sys
import time
from multiprocessing import get_context, parent_process
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from graph.console import INTERRUPTED, OK, print_error, print_findings
from graph.ingest.build_inputs import BuildInputs, is_current
from graph.model.errors import MedcodeError
from graph.progress_bar import shown_progress

if TYPE_CHECKING:
    from graph.ingest.graph_builder import Built

_TERMINATED = 128 + signal.SIGTERM
_LAST_WORDS = 5.0
"""Seconds that a build has to remove its temporary files once it is told to end."""
_SPAWN = get_context("spawn")


def build_default_graph(inputs: BuildInputs, *, quiet: bool = False) -> int:
    """Build the graph of some inputs unless it is current; the exit code of the build, which says what is wrong."""
    if is_current(inputs.snapshot, inputs):
        return OK
    process = _process(inputs, watching=False, quiet=quiet)
    before = signal.signal(signal.SIGTERM, _end)
    process.start()
    try:
        process.join()
    except KeyboardInterrupt:
        print("Interrupted; nothing was left half-written.", file=sys.stderr)
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before)
        process.terminate()
        process.join(_LAST_WORDS)
        process.kill()
    code = process.exitcode or OK
    if code < 0:
        print(f"The build was ended by {signal.Signals(-code).name}.", file=sys.stderr)
    return abs(code)


def start_watching(inputs: BuildInputs, *, quiet: bool = False) -> None:
    """Build the graph of some inputs anew whenever something changes, as long as this process lives.

    The process is another than that of the first build, whose memory stays large.
    """
    _process(inputs, watching=True, quiet=quiet).start()


def _process(inputs: BuildInputs, *, watching: bool, quiet: bool) -> SpawnProcess:
    return _SPAWN.Process(target=_run, args=(inputs, watching, quiet), name="build", daemon=True)


def keep_up_to_date(
    inputs: BuildInputs,
    out: Path | None = None,
    *,
    quiet: bool = False,
    watching: bool = True,
) -> None:
    """Build a snapshot, say what was found, and, `watching`, do so again after each change, until Ctrl-C.

    Raises:
        SnapshotError: the first one cannot be written.
    """
    from graph.ingest.watch import GraphWatch  # noqa: PLC0415  (readers, which a mere start needs not)

    kept = GraphWatch(inputs, out)

    def report(built: "Built | MedcodeError", seconds: float) -> None:
        if isinstance(built, MedcodeError):
            print_error(built)
        elif not quiet:
            print_findings(built.findings)
            print(f"{kept.out}: {built.frozen.summary}; built in {seconds:.1f} s", flush=True)

    start = time.perf_counter()
    with shown_progress(quiet=quiet) as progress:
        built = kept.build(progress)
    if built is not None:
        report(built, time.perf_counter() - start)
    if watching:
        if not quiet:
            print(f"What changes in {', '.join(map(str, kept.folders))} is built anew.", flush=True)
        kept.follow(report)


def _run(inputs: BuildInputs, watching: bool, quiet: bool) -> None:
    """Build, and go on; in the process of the build."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # As the server does it.
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        keep_up_to_date(inputs, quiet=quiet, watching=watching)
    except MedcodeError as error:
        print_error(error)
        raise SystemExit(1) from None


def _end(number: int, frame: FrameType | None) -> None:
    """Leave by an exception, so that what has to be removed is."""
    raise SystemExit(_TERMINATED)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_LAST_WORDS)  # The main thread may be in a long call of a library.
        os._exit(_TERMINATED)
