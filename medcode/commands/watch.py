"""`medcode watch`: a snapshot that follows its sources."""

from argparse import ArgumentParser, Namespace

from graph.console import OK
from medcode.commands.data_arguments import add_data_arguments, add_output_arguments, inputs_of


def add_arguments(parser: ArgumentParser) -> None:
    add_data_arguments(parser)
    add_output_arguments(parser)


def run(arguments: Namespace) -> int:
    """Build now and after each change, and say what was found, until Ctrl-C.

    Raises:
        InvalidArgument: a folder of data is not there.
    """
    from serving.default_build import keep_up_to_date

    keep_up_to_date(inputs_of(arguments), arguments.out, quiet=arguments.quiet)
    return OK
