"""The default graph built for a server that starts, in a process of its own, which ends when the server does.

A process of its own, so that the server stays small. It ends by itself when its parent is gone, however that ended.
"""

import os
import signal
import sys
import time
from multiprocessing import get_context, parent_process
from threading import Thread
from types import FrameType

from graph.console import INTERRUPTED, OK, print_error, print_findings
from graph.ingest.build_inputs import BuildInputs, is_current
from graph.model.errors import MedcodeError
from graph.progress_bar import shown_progress

_TERMINATED = 128 + signal.SIGTERM
_LAST_WORDS = 5.0
"""Seconds that a build has to remove its temporary files once it is told to end."""


def build_default_graph(inputs: BuildInputs) -> int:
    """Build the graph of some inputs unless it is current; the exit code of the build, which says what is wrong."""
    if is_current(inputs.snapshot, inputs):
        return OK
    process = get_context("spawn").Process(target=_build, args=(inputs,), name="build", daemon=True)
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


def _end(number: int, frame: FrameType | None) -> None:
    """Leave by an exception, so that what has to be removed is."""
    raise SystemExit(_TERMINATED)


def _build(inputs: BuildInputs) -> None:
    """Build, say what was found, and write; in the process of the build."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # As the server does it.
    Thread(target=_end_with_parent, daemon=True).start()
    from graph.ingest.graph_builder import GraphBuilder  # noqa: PLC0415  (readers, which a mere start needs not)

    try:
        with shown_progress() as progress:
            built = GraphBuilder(inputs).ensure_snapshot(progress=progress)
    except MedcodeError as error:
        print_error(error)
        raise SystemExit(1) from None
    if built:
        print_findings(built.findings)
        print(f"{inputs.snapshot}: {built.frozen.summary}")


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_LAST_WORDS)  # The main thread may be in a long call of a library.
        os._exit(_TERMINATED)
