"""`medcode watch`: a snapshot that follows its sources."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.console import OK, print_error, print_findings
from graph.model.errors import MedcodeError
from medcode.commands.data_arguments import add_data_arguments, inputs_of

if TYPE_CHECKING:
    from graph.ingest.graph_builder import Built


def add_arguments(parser: ArgumentParser) -> None:
    add_data_arguments(parser)
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="where the snapshot goes; unless given, where a server looks for it that is started with the same data",
    )


def run(arguments: Namespace) -> int:
    """Build now and after each change, and say what was found, until Ctrl-C.

    Raises:
        InvalidArgument: a folder of data is not there.
    """
    from graph.ingest.watch import watch_and_build, watched_folders

    inputs = inputs_of(arguments)
    out = arguments.out or inputs.snapshot

    def report(built: "Built | MedcodeError", seconds: float) -> None:
        if isinstance(built, MedcodeError):
            print_error(built)
            return
        print_findings(built.findings)
        print(f"{out}: {built.frozen.summary}; built in {seconds:.1f} s", flush=True)

    print(f"Watching {', '.join(map(str, watched_folders(inputs)))}; Ctrl-C ends it.", flush=True)
    watch_and_build(inputs, out, report)
    return OK
