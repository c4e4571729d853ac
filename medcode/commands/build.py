"""`medcode build`: sources into a snapshot."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from graph.console import FINDINGS, exit_code_of_findings, print_findings, track
from graph.model.built_files import DEFAULT_SNAPSHOT


def add_arguments(parser: ArgumentParser) -> None:
    read = parser.add_argument_group("what is read")
    read.add_argument(
        "--pages",
        metavar="DIR",
        type=Path,
        action="append",
        help="a folder of pages, or one page; may be given more than once; data/pages unless given",
    )
    read.add_argument(
        "--codes",
        metavar="DIR",
        type=Path,
        action="append",
        help="a folder of official files, or one file: HCPCS, NCCI, fee schedule, RBCS, coverage, CPT …; "
        "MEDCODE_CODES unless given",
    )
    read.add_argument(
        "--as-of",
        metavar="DAY",
        type=date.fromisoformat,
        help="the day, YYYY-MM-DD, on which codes and edits of official files are in force; today unless given",
    )
    read.add_argument("--pages-only", action="store_true", help="no code systems and no mappings, only pages")
    written = parser.add_argument_group("what is written")
    written.add_argument(
        "--out", metavar="DIR", type=Path, default=DEFAULT_SNAPSHOT, help="where the snapshot goes; %(default)s"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only: no progress, no findings")
    written.add_argument("--strict", action="store_true", help="if there are findings, exit with 1 and write nothing")


def run(arguments: Namespace) -> int:
    """Build, say what was found, write.

    Raises:
        SnapshotError: the snapshot cannot be written.
    """
    from graph.ingest.build_inputs import PAGES, default_inputs
    from graph.ingest.code_folders import code_folders
    from graph.ingest.default_graph import build_all, build_from_pages
    from graph.ingest.source import no_progress
    from graph.store.snapshot import OWN_INPUTS, write_snapshot

    pages = arguments.pages or [PAGES]
    codes = arguments.codes or code_folders()
    shown = no_progress if arguments.quiet else track
    built = build_from_pages(pages, shown) if arguments.pages_only else build_all(pages, codes, shown, arguments.as_of)
    if not arguments.quiet:
        print_findings(built.findings)
    code = exit_code_of_findings(built.findings, strict=arguments.strict)
    if code:
        print(f"Nothing written: {len(built.findings)} findings, and --strict makes them fatal.")
        return code
    nodes, edges = built.graph.number_of_nodes(), built.graph.number_of_edges()
    if not nodes:
        print("Nothing written: there was no page to read.")
        return FINDINGS
    own = arguments.pages or arguments.codes or arguments.pages_only or arguments.as_of
    write_snapshot(built.graph, arguments.out, OWN_INPUTS if own else default_inputs(codes))
    if not arguments.quiet:
        print(f"{arguments.out}: {nodes} nodes, {edges} edges, version {built.graph.graph['version'][:12]}")
    return code
