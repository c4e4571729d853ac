"""`medcode valueset`: the codes in a value set, or what differs between two, two years or two graphs."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from graph.console import OK, print_warning
from graph.model.errors import InvalidArgument
from medcode.commands.snapshot_argument import add_snapshot_argument, open_graph
from medcode.json_output import print_json
from medcode.table_output import Column, print_table


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", metavar="ACTION", choices=("expand", "compare"), help="expand or compare")
    text = "the name of a value set of a folder of data, or a file; two to compare, or one with --to-year or --to-graph"
    parser.add_argument("names", metavar="NAME", nargs="+", help=text)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--year", metavar="YEAR", type=int, help="as of the end of a fiscal year; now unless given")
    parser.add_argument("--to-year", metavar="YEAR", type=int, help="the same of the second one")
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
    from graph.value_sets.later_codes import later_codes
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
    before, after = found[0], found[-1]
    rows: list[dict[str, Any]] = [{"curie": curie, "name": name} for curie, name in before.items()]
    if is_compared:
        rows = [
            {"change": "removed", **row, "replaced_by": later_codes(second, row["curie"], arguments.to_year)}
            for row in rows
            if row["curie"] not in after
        ]
        new = after.keys() - before.keys()
        rows += [
            {"change": "added", "curie": one, "name": after[one], "replaced_by": []} for one in after if one in new
        ]
    if arguments.json:
        print_json(rows)
    elif rows:
        cells = ([cell if isinstance(cell, str) else " ".join(cell) for cell in row.values()] for row in rows)
        print_table([Column(name) for name in rows[0]], cells)
    return OK
