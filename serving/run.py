"""Starts the service: builds the default graph if need be, and runs the application in uvicorn."""

import asyncio
import gc
import logging
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from tempfile import TemporaryDirectory

import uvicorn
from starlette.applications import Starlette
from uvicorn.config import LOGGING_CONFIG, STARTUP_FAILURE

from graph.console import USAGE
from graph.database.address import is_database_address
from graph.ingest.build_inputs import BuildInputs
from graph.machine.accelerators import import_machine_code, numba_enabled
from graph.machine.machine_code_cache import CACHE, COMPILING, remove_stale_machine_code
from graph.model.errors import InvalidArgument, MedcodeError
from graph.store import GraphStore
from graph.store.store import folder_of_store
from graph.terminal import is_coloured
from serving.access_log import configure_access_log
from serving.background import started
from serving.default_build import build_default_graph, start_watching
from serving.hangup import on_hangup
from serving.http_server import CANCEL_AFTER, HTTPServer, address_logged
from serving.listening_address import is_loopback
from serving.newest_snapshot import NewestSnapshot
from serving.server_log import configure_server_log
from serving.setting_types import PREFIX, unknown_variable_warnings
from serving.settings import DEFAULT_STORE, JSON, SETTINGS, Settings, add_options
from serving.snapshot_source import SnapshotSource
from serving.snapshot_watch import SnapshotWatch
from serving.stored_graph import connected_database
from serving.supervisor import Supervisor
from serving.worker_process import WorkerProcess

_SWITCH_INTERVAL = 0.001
"""Seconds after which the interpreter switches threads; with Python's own 5 ms, small queries wait for heavy ones."""
_GC_THRESHOLD = 50_000
"""Allocations between two collections of the youngest generation; a heavy query makes many objects without cycles."""
_EPILOG = f"Each option is an environment variable too: --port is {PREFIX}PORT. The option counts where both are given."
_OPEN = (
    f"other machines reach this host, and nothing says who may ask: set {PREFIX}API_KEYS_FILE or {PREFIX}API_KEYS, "
    "or say --public if all may."
)

log = logging.getLogger("medcode.server")


def open_first(source: SnapshotSource) -> GraphStore:
    """The store over the first snapshot of a source, with the texts that nearly each answer has.

    Raises:
        SnapshotError: it cannot be used.
    """
    store = GraphStore(source.first())
    store.topology.graph.read_texts()
    return store


def worker(source: SnapshotSource, opening: "Future[GraphStore] | None" = None, counted_in: str = "") -> Starlette:
    """The application of one process, over the snapshots of a source; called in its loop.

    Where a thread is `opening` the first one already, that is waited for. `counted_in`: see `Metrics`.
    """
    gc.disable()  # Almost nothing that is made until it serves is garbage.
    from serving.application import create_app  # noqa: PLC0415  (half a second, in which the other thread opens)
    from serving.reload import Reloader  # noqa: PLC0415  (with the schema, as the application)
    from serving.tracing import configured_spans  # noqa: PLC0415
    from serving.watchdog import LoopWatchdog  # noqa: PLC0415

    sys.setswitchinterval(_SWITCH_INTERVAL)
    settings = Settings.from_environment()
    configure_access_log()
    configure_server_log(settings.log_format)
    app = create_app(settings, observers=configured_spans(), counted_in=counted_in)
    import_machine_code()
    graph, loop = app.state.graph, asyncio.get_running_loop()
    first = graph.version_of(opening.result() if opening else open_first(source))
    first.warm_up()
    graph.serve(first)
    gc.freeze()  # What is loaded by now need not be scanned by collections.
    gc.set_threshold(_GC_THRESHOLD)
    gc.enable()
    _ = app.state.executor.queue  # Whose threads prepare themselves.
    LoopWatchdog(loop).start()
    Reloader(graph, loop).start(source)
    return app


def main(words: Sequence[str] | None = None) -> int:
    """Parse the options of `server.py`, and serve."""
    parser = ArgumentParser(description="Serves the graph at /graphql.", epilog=_EPILOG)
    add_options(parser)
    arguments = parser.parse_args(words)
    for warning in unknown_variable_warnings(os.environ, SETTINGS):
        log.warning(warning)
    return serve(parser, arguments)


def serve(parser: ArgumentParser, arguments: Namespace) -> int:
    """Build the default graph if it is served and not current, and serve with these options (see `add_options`)."""
    options = {name: text for name, text in vars(arguments).items() if name.startswith(PREFIX) and text is not None}
    try:
        settings = Settings.from_environment({**os.environ, **options})
    except ValueError as error:
        parser.error(str(error))
    if not (settings.public or settings.api_keys or settings.api_keys_file or is_loopback(settings.host)):
        parser.error(_OPEN)
    os.environ.update(options)  # Workers are processes of their own.
    configure_server_log(settings.log_format)
    if settings.store == DEFAULT_STORE:
        try:
            inputs = BuildInputs.from_environment()
        except InvalidArgument as error:
            parser.exit(USAGE, f"{error}\n")
        settings = replace(settings, store=f"snapshot:{inputs.snapshot}")
        os.environ[f"{PREFIX}STORE"] = settings.store
        if code := build_default_graph(inputs, quiet=settings.quiet):
            return code
        if settings.watch and inputs.own:
            start_watching(inputs, quiet=settings.quiet)
    try:
        watch = _watch(settings)
    except MedcodeError as error:
        parser.exit(1, f"{error}\n")
    except KeyboardInterrupt:  # While it waited for a database.
        return 0
    compiles = numba_enabled() and not CACHE.exists()
    if compiles:
        remove_stale_machine_code()
        log.warning(COMPILING)
    return _serve(settings, watch, first_alone=compiles)


def _watch(settings: Settings) -> SnapshotWatch:
    """The watch of the folder that is served from: that of a snapshot, or of what is brought from a database.

    Raises:
        MedcodeError: the store is none, or the database holds no version.
    """
    if not is_database_address(settings.store):
        watch = SnapshotWatch(folder_of_store(settings.store), watching=settings.reload)
        on_hangup(watch.look)
        return watch
    from serving.database_watch import DatabaseWatch  # noqa: PLC0415  (nobody else needs it)

    brought = DatabaseWatch(connected_database(), watching=settings.reload)
    brought.first()
    watch = SnapshotWatch(brought.folder, watching=False)
    brought.start(watch.look)
    on_hangup(brought.look)
    return watch


def _serve(settings: Settings, watch: SnapshotWatch, *, first_alone: bool) -> int:
    """Serve in this process, or in several workers behind one socket; the exit code."""
    try:
        if settings.workers > 1:
            with TemporaryDirectory(prefix="medcode-metrics-") if settings.metrics else nullcontext("") as counted_in:
                return _serve_by_workers(settings, watch, counted_in, first_alone=first_alone)
        gc.disable()
        opening = started(partial(open_first, watch))
        server = HTTPServer(_configuration(settings, partial(worker, watch, opening)), settings.shutdown_delay_seconds)
        server.run()
    except KeyboardInterrupt:  # uvicorn raises the signal again when everything is closed.
        return 0
    except MedcodeError as error:
        log.error("%s", error)
        return 1
    return 0 if server.started else STARTUP_FAILURE


def _serve_by_workers(settings: Settings, watch: SnapshotWatch, counted_in: str, *, first_alone: bool) -> int:
    """Serve in workers.

    Raises:
        SnapshotError: the snapshot cannot be used, which is said once, not by each worker.
    """
    newest = NewestSnapshot(watch)
    config = _configuration(settings, partial(worker, counted_in=counted_in))
    with address_logged():
        sockets = [config.bind_socket()]
    newest.start()
    return Supervisor(
        lambda: WorkerProcess.launch(config, sockets, newest.copy, settings.shutdown_delay_seconds),
        settings.workers,
        first_alone=first_alone,
        new_snapshot=newest.take_new,
    ).run()


def _configuration(settings: Settings, application: Callable[..., Starlette]) -> uvicorn.Config:
    from serving.metered_protocol import MeteredProtocol  # noqa: PLC0415  (with the schema, as the application)
    from serving.pages import BUILD_HINT, pages_are_built  # noqa: PLC0415
    from serving.protocol import FastPathProtocol  # noqa: PLC0415

    if not pages_are_built():
        log.warning(BUILD_HINT)
    return uvicorn.Config(
        application,
        factory=True,
        host=settings.host,
        port=settings.port,
        http=MeteredProtocol if settings.metrics else FastPathProtocol,
        log_config=None if settings.log_format == JSON else LOGGING_CONFIG,
        ws="none",
        timeout_keep_alive=settings.limits.idle_seconds,
        timeout_graceful_shutdown=settings.limits.drain_seconds + CANCEL_AFTER,
        proxy_headers=False,
        log_level="warning" if settings.quiet else "info",
        access_log=False,
        use_colors=is_coloured(sys.stderr),
    )
