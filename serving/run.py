"""Starts the service: builds the default graph if need be, and runs the application in uvicorn."""

import asyncio
import gc
import logging
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

import uvicorn
from starlette.applications import Starlette
from uvicorn.config import STARTUP_FAILURE

from graph.console import USAGE
from graph.ingest.build_inputs import BuildInputs
from graph.machine.accelerators import numba_enabled
from graph.machine.machine_code_cache import CACHE, COMPILING, remove_stale_machine_code
from graph.model.errors import InvalidArgument, MedcodeError
from graph.store import GraphStore, open_store
from graph.terminal import is_coloured
from serving.access_log import configure_access_log
from serving.background import started
from serving.default_build import build_default_graph
from serving.hangup import ignore_hangups
from serving.http_server import CANCEL_AFTER, HTTPServer
from serving.listening_address import is_loopback
from serving.setting_types import PREFIX, unknown_variable_warnings
from serving.settings import DEFAULT_STORE, SETTINGS, Settings, add_options
from serving.supervisor import Supervisor
from serving.watchdog import LoopWatchdog
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


def warm_store(address: str) -> GraphStore:
    """The store of an application, with all that its first requests would wait for.

    Raises:
        MedcodeError: it cannot be opened.
    """
    store = open_store(address, sealed=True)
    store.topology.graph.read_texts()
    _ = store.topology.shortest, store.topology.neighborhoods
    return store


def warm_application(opening: "Future[GraphStore] | None" = None) -> Starlette:
    """The application with the settings of the environment; all that the first request would wait for is done."""
    from serving.application import create_app  # noqa: PLC0415  (one second, in which another thread opens the store)

    settings = Settings.from_environment()
    configure_access_log()
    store = opening.result() if opening else warm_store(settings.store)
    app = create_app(settings, store)
    app.state.executor.warm_up(store)
    return app


def worker(opening: "Future[GraphStore] | None" = None) -> Starlette:
    """The application of one process; uvicorn's factory, called in its loop."""
    gc.disable()  # Almost nothing that is made until it serves is garbage.
    sys.setswitchinterval(_SWITCH_INTERVAL)
    app = warm_application(opening)
    LoopWatchdog(asyncio.get_running_loop()).start()
    gc.freeze()  # What is loaded by now stays until the end: collections need not scan it.
    gc.set_threshold(_GC_THRESHOLD)
    gc.enable()
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
    os.environ.update(options)  # Workers are processes of their own.
    if not (settings.public or settings.api_keys or settings.api_keys_file or is_loopback(settings.host)):
        parser.error(_OPEN)
    ignore_hangups()
    if settings.store == DEFAULT_STORE:
        try:
            inputs = BuildInputs.from_environment()
        except InvalidArgument as error:
            parser.exit(USAGE, f"{error}\n")
        if code := build_default_graph(inputs):
            return code
        settings = replace(settings, store=f"snapshot:{inputs.snapshot}")
        os.environ[f"{PREFIX}STORE"] = settings.store
    compiles = numba_enabled() and not CACHE.exists()
    if compiles:
        remove_stale_machine_code()
        log.warning(COMPILING)
    try:
        if settings.workers > 1:
            open_store(settings.store, sealed=True)  # What is wrong with it is said once, not by each worker.
            return _supervise(settings, first_alone=compiles)
        return _serve(settings)
    except MedcodeError as error:
        parser.exit(1, f"{error}\n")


def _supervise(settings: Settings, *, first_alone: bool) -> int:
    """Serve in several workers behind one socket; the exit code."""
    config = _configuration(settings, worker)
    sockets = [config.bind_socket()]
    launch = partial(WorkerProcess.launch, config, sockets)
    return Supervisor(launch, settings.workers, first_alone=first_alone).run()


def _serve(settings: Settings) -> int:
    """Serve in this process; the exit code.

    Raises:
        MedcodeError: the store cannot be opened.
    """
    gc.disable()
    opening = started(partial(warm_store, settings.store))
    try:
        server = HTTPServer(_configuration(settings, partial(worker, opening)))
        server.run()
    except KeyboardInterrupt:  # uvicorn raises the signal again when everything is closed.
        return 0
    return 0 if server.started else STARTUP_FAILURE


def _configuration(settings: Settings, application: Callable[[], Starlette]) -> uvicorn.Config:
    from serving.pages import BUILD_HINT, pages_are_built  # noqa: PLC0415
    from serving.protocol import FastPathProtocol  # noqa: PLC0415  (with the schema, as the application)

    if not pages_are_built():
        log.warning(BUILD_HINT)
    return uvicorn.Config(
        application,
        factory=True,
        host=settings.host,
        port=settings.port,
        http=FastPathProtocol,
        ws="none",
        timeout_keep_alive=settings.limits.idle_seconds,
        timeout_graceful_shutdown=settings.limits.drain_seconds + CANCEL_AFTER,
        proxy_headers=False,
        log_level="info",
        access_log=False,
        use_colors=is_coloured(sys.stderr),
    )
