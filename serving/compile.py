"""Compiles what runs as machine code before there is a graph to serve: `python -m serving.compile`.

Machine code depends on the types of a snapshot's columns and not on what is in them, so that of one page will do. It
takes some ten seconds of one processor, in which another can build the graph.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.ingest.build import build
from graph.ingest.data_folder import SHIPPED, Part
from graph.ingest.pages.page_folders import PageSource
from graph.ingest.vocabulary import Vocabulary
from graph.machine.accelerators import numba_enabled
from graph.machine.machine_code_cache import CACHE
from graph.model.limits import Limits
from graph.store import open_store
from graph.store.snapshot_writer import write_snapshot
from schema.create_schema import create_schema
from serving.current_graph import CurrentGraph


def main() -> int:
    """Compile, unless that is done or nothing runs as machine code here."""
    if not numba_enabled() or CACHE.exists():
        return 0
    page = min(SHIPPED.part(Part.PAGES).rglob("*.txt"))
    with TemporaryDirectory() as folder:
        write_snapshot(build([PageSource({page: "MIT"}, Vocabulary())]).graph, Path(folder))
        CurrentGraph(create_schema(Limits()), Limits(), open_store(f"snapshot:{folder}")).now.warm_up()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # Of what is missing, the server compiles the rest.
        sys.exit(130)
