"""`medcode valueset`: the codes in a value set, or what differs between two, two years or two graphs."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.console import OK, print_warning
from graph.model.errors import InvalidArgument
from medcode.argument_types import YEARS
from medcode.commands.snapshot_argument import add_snapshot_argument, open_graph
from medcode.json_output import print_json
from medcode.table_output import Column, print_table

if TYPE_CHECKING:
    from graph.store import GraphStore


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", metavar="ACTION", choices=("expand", "compare"), help="expand or compare")
    text = "the name of a value set of a folder of data, or a file; two to compare, or one with --to-year or --to-graph"
    parser.add_argument("names", metavar="NAME", nargs="+", help=text)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--year", metavar="YEAR", type=YEARS, help="as of the end of a fiscal year; now unless given")
    parser.add_argument("--to-year", metavar="YEAR", type=YEARS, help="the same of the second one")
    add_snapshot_argument(parser)
    parser.add_argument(
        "--to-graph", metavar="DIR", type=Path, help="the snapshot of the second; the same unless given"
    )


def run(arguments: Namespace) -> int:
    """Print the codes, or the difference.

    Raises:
        InvalidArgument: there is no such value set, or there are more or fewer than can be compared.
        SourceError: the file is no value set.
        SnapshotError: the snapshot cannot be used.
    """
    from graph.store import open_store
    from graph.value_sets.expansion import expand, unknown_codes
    from graph.value_sets.library import read_value_set, value_sets_of

    store, names, is_compared = open_graph(arguments), arguments.names, arguments.action == "compare"
    if len(names) > 2 or bool(names[1:] or arguments.to_year or arguments.to_graph) is not is_compared:
        raise InvalidArgument(argument="NAME", problem="expand one; compare two, or one with --to-year or --to-graph")
    second = open_store(f"snapshot:{arguments.to_graph}") if arguments.to_graph else store
    sides = [(store, names[0], arguments.year), (second, names[-1], arguments.to_year)][: 1 + is_compared]
    found = [dict[str, str]() for _ in sides]
    for codes, (graph, name, year) in zip(found, sides, strict=True):
        value_set = read_value_set(Path(name)) if Path(name).is_file() else value_sets_of(graph).named(name)
        for curie in unknown_codes(graph, value_set):
            print_warning(f"The graph has no {curie}.")
        codes |= {node.curie: node.name for node in graph.topology.nodes(expand(graph, value_set, year))}
    before, after, columns = found[0], found[-1], ["curie", "name"]
    rows: list[tuple[str, ...]] = list(before.items())
    if is_compared:
        columns = ["change", *columns, "replaced_by"]
        gone, new = ([one for one in of if one not in other] for of, other in ((before, after), (after, before)))
        rows = [("removed", one, before[one], _later(second, one, arguments.to_year)) for one in gone]
        rows += [("added", one, after[one], "") for one in new]
    if arguments.json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table([Column(name) for name in columns], rows)
    return OK


def _later(store: "GraphStore", curie: str, year: int | None) -> str:
    """What took the place of a code that has ended: CURIEs with spaces between them."""
    from graph.model.fiscal_year import last_day
    from graph.traversal.code_validity import validity

    number, day = store.topology.graph.find(curie), last_day(year) if year else date.max
    later = () if number is None else validity(store.topology, number, day).replaced_by
    return " ".join(map(store.topology.graph.curie, later))
