"""`medcode ground`: free texts to the nodes that they mean."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from graph.console import OK
from graph.model.errors import InvalidArgument
from graph.model.ontology import NODE_KINDS
from medcode.commands.snapshot_argument import add_snapshot_argument, open_graph

_FORMATS = ("csv", "tsv")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a text with a term a line, or a table; - for standard input")
    parser.add_argument("--column", metavar="NAME", help="the column of a CSV or TSV table that has the terms")
    parser.add_argument("--kind", action="append", choices=NODE_KINDS, metavar="KIND", help="such nodes; repeatable")
    parser.add_argument("--format", choices=_FORMATS, default=_FORMATS[0], help="of the output; %(default)s")
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Print a row for each term.

    Raises:
        SnapshotError: the snapshot cannot be used.
        InvalidArgument: the file cannot be read, is no UTF-8, or has no such column.
    """
    from graph.export.table.delimited import COMMA, TAB, write_delimited
    from medcode.grounding_table import grounding_table

    terms = list(_terms(arguments))
    progress = sys.stderr.isatty() and not sys.stdout.isatty()
    table = grounding_table(open_graph(arguments), terms, tuple(arguments.kind or ()), progress=progress)
    for chunk in write_delimited(table, TAB if arguments.format == "tsv" else COMMA):
        sys.stdout.buffer.write(chunk)
    return OK


def _terms(arguments: Namespace) -> Iterator[str]:
    from medcode.term_file import column_of, lines_of, read_terms_file

    text = read_terms_file(arguments.file)
    try:
        yield from column_of(text, arguments.column) if arguments.column else lines_of(text)
    except ValueError as error:
        raise InvalidArgument(argument="--column", problem=str(error)) from error
