"""`medcode build`: sources into a snapshot."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import date

from graph.console import FINDINGS, exit_code_of_findings, print_findings
from medcode.commands.data_arguments import add_data_arguments, add_output_arguments, inputs_of


def add_arguments(parser: ArgumentParser) -> None:
    add_data_arguments(parser)
    parser.add_argument(
        "--as-of",
        metavar="DAY",
        type=date.fromisoformat,
        help="the day, YYYY-MM-DD, on which codes and edits of official files are in force; today unless given",
    )
    written = add_output_arguments(parser)
    written.add_argument("--strict", action="store_true", help="if there are findings, exit with 1 and write nothing")


def run(arguments: Namespace) -> int:
    """Build, say what was found, write.

    Raises:
        InvalidArgument: a folder of data is not there.
        SnapshotError: the snapshot cannot be written.
    """
    from graph.ingest.graph_builder import GraphBuilder
    from graph.progress_bar import shown_progress
    from graph.store.snapshot_writer import write_frozen

    inputs = replace(inputs_of(arguments), day=arguments.as_of)
    out = arguments.out or inputs.snapshot
    of = inputs.fingerprint()
    with shown_progress(quiet=arguments.quiet) as progress:
        built = GraphBuilder(inputs).build(progress)
    if not arguments.quiet:
        print_findings(built.findings)
    code = exit_code_of_findings(built.findings, strict=arguments.strict)
    if code:
        print(f"Nothing written: {len(built.findings)} findings, and --strict makes them fatal.")
        return code
    if not built.frozen.nodes:
        print("Nothing written: there was nothing to read.")
        return FINDINGS
    with shown_progress(quiet=arguments.quiet) as progress:
        write_frozen(built.frozen, out, of, progress)
    if not arguments.quiet:
        print(f"{out}: {built.frozen.summary}")
    return code
