"""The command that starts the service: it builds the default graph if need be, and runs the application in uvicorn."""

import gc
import logging
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette

from graph.commands.snapshot_argument import CODES, code_folders
from graph.ingest.default_graph import DEFAULT_SNAPSHOT, is_current
from graph.machine.accelerators import numba_enabled
from graph.machine.machine_code_cache import CACHE, remove_stale_machine_code
from graph.model.errors import MedcodeError
from graph.model.source_files import ROOT
from graph.store import open_store
from serving.access_log import configure_access_log
from serving.application import create_app
from serving.hosts import is_loopback
from serving.pages import BUILD_HINT, pages_are_built
from serving.protocol import FastPathProtocol
from serving.setting_types import PREFIX, unknown_variable_warnings
from serving.settings import DEFAULT_STORE, SETTINGS, Settings, add_options

_SWITCH_INTERVAL = 0.001
"""Seconds after which the interpreter switches threads; with Python's own 5 ms, small queries wait for heavy ones."""
_GC_THRESHOLD = 50_000
"""Allocations between two collections of the youngest generation; a heavy query makes many objects without cycles."""
_WORKER_TIMEOUT = 60
"""Seconds after which a silent worker is replaced; one that compiles on a busy machine needs more than uvicorn's 5."""
_EPILOG = f"Each option is an environment variable too: --port is {PREFIX}PORT. The option counts where both are given."
_OPEN = (
    f"other machines reach this host, and nothing says who may ask: set {PREFIX}API_KEYS_FILE or {PREFIX}API_KEYS, "
    "or say --public if all may."
)

log = logging.getLogger("medcode.server")


def worker() -> Starlette:
    """The application of one process, with the settings of the environment; uvicorn's factory."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    settings = Settings.from_environment()
    configure_access_log()
    store = open_store(settings.store)
    store.topology.graph.read_texts()
    app = create_app(settings, store)
    app.state.executor.warm_up(store)
    gc.freeze()  # What is loaded by now stays until the end: collections need not scan it.
    gc.set_threshold(_GC_THRESHOLD)
    return app


def main(words: Sequence[str] | None = None) -> int:
    """Parse the options, build the default graph if it is served and not current, and serve."""
    parser = ArgumentParser(description="Serves the graph at /graphql.", epilog=_EPILOG)
    add_options(parser)
    options = {name: text for name, text in vars(parser.parse_args(words)).items() if text is not None}
    try:
        settings = Settings.from_environment({**os.environ, **options})
    except ValueError as error:
        parser.error(str(error))
    os.environ.update(options)  # Workers are processes of their own.
    if not (settings.public or settings.api_keys or settings.api_keys_file or is_loopback(settings.host)):
        parser.error(_OPEN)
    for warning in unknown_variable_warnings(os.environ, SETTINGS):
        log.warning(warning)
    try:
        if settings.store == DEFAULT_STORE:
            _build()
        open_store(settings.store)
    except (MedcodeError, subprocess.CalledProcessError) as error:
        parser.exit(1, f"{error}\n")
    if not pages_are_built():
        log.warning(BUILD_HINT)
    if numba_enabled() and not CACHE.exists():
        remove_stale_machine_code()
        log.warning("What runs as machine code is compiled now, once; that takes some ten seconds.")
    _serve(settings)
    return 0


def _serve(settings: Settings) -> None:
    uvicorn.run(
        "server:worker",
        factory=True,
        app_dir=str(ROOT),
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        timeout_worker_healthcheck=_WORKER_TIMEOUT,
        http=FastPathProtocol,
        proxy_headers=False,
        log_level="info",
        access_log=False,
    )


def _build() -> None:
    """Build the default graph unless it is current, in a process of its own, so that this one stays small."""
    codes = code_folders()
    if not is_current(DEFAULT_SNAPSHOT, codes):
        environment = {**os.environ, CODES: os.pathsep.join(str(path.absolute()) for path in codes)}
        subprocess.run([sys.executable, "-m", "graph", "build"], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    raise SystemExit(main())
