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

from graph.console import INTERRUPTED, OK, print_error, print_findings, track
from graph.ingest.build_inputs import is_current
from graph.ingest.code_folders import code_folders
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.model.errors import MedcodeError

_TERMINATED = 128 + signal.SIGTERM
_LAST_WORDS = 5.0
"""Seconds that a build has to remove its temporary files once it is told to end."""


def build_default_graph() -> int:
    """Build the default graph unless it is current; the exit code of the build, which has said what was wrong."""
    if is_current(DEFAULT_SNAPSHOT, code_folders()):
        return OK
    process = get_context("spawn").Process(target=_build, name="build", daemon=True)
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


def _build() -> None:
    """Build, say what was found, and write; in the process of the build."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # As the server does it.
    Thread(target=_end_with_parent, daemon=True).start()
    from graph.ingest.default_graph import ensure_snapshot  # noqa: PLC0415  (readers, which a mere start needs not)

    try:
        built = ensure_snapshot(DEFAULT_SNAPSHOT, code_folders(), track)
    except MedcodeError as error:
        print_error(error)
        raise SystemExit(1) from None
    if built:
        print_findings(built.findings)
        print(f"{DEFAULT_SNAPSHOT}: {built.graph.number_of_nodes()} nodes, {built.graph.number_of_edges()} edges")


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_LAST_WORDS)  # The main thread may be in a long call of a library.
        os._exit(_TERMINATED)
