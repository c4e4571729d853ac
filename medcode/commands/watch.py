"""`medcode watch`: a snapshot that follows its sources."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from graph.console import OK
from medcode.commands.data_arguments import add_data_arguments, inputs_of


def add_arguments(parser: ArgumentParser) -> None:
    add_data_arguments(parser)
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="where the snapshot goes; unless given, where a server looks for it that is started with the same data",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only: no progress, no findings")


def run(arguments: Namespace) -> int:
    """Build now and after each change, and say what was found, until Ctrl-C.

    Raises:
        InvalidArgument: a folder of data is not there.
    """
    from serving.default_build import keep_up_to_date

    keep_up_to_date(inputs_of(arguments), arguments.out, quiet=arguments.quiet)
    return OK
