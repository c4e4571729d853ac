"""The options that say what a graph is built from."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.ingest.data_folder import DATA, SHIPPED_PARTS, WITHOUT

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from graph.ingest.build_inputs import BuildInputs


def add_data_arguments(parser: ArgumentParser) -> None:
    read = parser.add_argument_group("what is read")
    read.add_argument(
        "--data",
        metavar="DIR",
        action="append",
        help="a folder of data of your own, which adds to what ships (see `medcode new`); may be given more than "
        f"once; {DATA} unless given",
    )
    parts = [part.value for part in SHIPPED_PARTS]
    read.add_argument(
        "--without",
        metavar="PART",
        action="append",
        choices=parts,
        help=f"a part of what ships that is left out, one of {', '.join(parts)}; may be given more than once; "
        f"{WITHOUT} unless given",
    )


def add_output_arguments(parser: ArgumentParser) -> "_ArgumentGroup":
    """Add the options of what is written and printed; the group of what is written, which may get more."""
    written = parser.add_argument_group("what is written")
    written.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="where the snapshot goes; unless given, where a server looks for it that is started with the same data",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only: no progress, no findings")
    return written


def inputs_of(arguments: Namespace) -> "BuildInputs":
    """What the options name, or else the environment.

    Raises:
        InvalidArgument: a folder is not there, or has no part.
    """
    from graph.ingest.build_inputs import BuildInputs

    given = {DATA: os.pathsep.join(arguments.data or ()), WITHOUT: ",".join(arguments.without or ())}
    return BuildInputs.from_environment({**os.environ, **{name: text for name, text in given.items() if text}})
