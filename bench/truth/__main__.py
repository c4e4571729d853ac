"""What the graph says about codes, compared with other tables and programs.

python -m bench.truth [--snapshot DIR]
"""

from argparse import ArgumentParser
from pathlib import Path

from bench.truth.codes import compare_codes
from bench.truth.complications import compare_complications
from bench.truth.edits import compare_edits
from bench.truth.groups import compare_groups
from bench.truth.notes import compare_notes
from bench.truth.risk import compare_risk
from bench.truth.table import as_table
from graph.ingest.graph_builder import ensure_default_snapshot
from graph.model.built_files import DEFAULT_SNAPSHOT
from graph.store import open_store


def main() -> None:
    parser = ArgumentParser(description="Compare what the graph says about codes with other sources.")
    parser.add_argument(
        "--snapshot", type=Path, default=DEFAULT_SNAPSHOT, help="the snapshot; the default graph unless given"
    )
    snapshot = parser.parse_args().snapshot
    if snapshot == DEFAULT_SNAPSHOT:
        ensure_default_snapshot()
    store = open_store(f"snapshot:{snapshot}")
    graph = store.topology.graph
    rows = [
        *compare_codes(graph),
        *compare_notes(store),
        *compare_complications(graph),
        *compare_groups(store),
        *compare_edits(graph),
        *compare_risk(graph),
    ]
    print(as_table(rows))


if __name__ == "__main__":
    main()
