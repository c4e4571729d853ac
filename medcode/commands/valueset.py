"""`medcode valueset`: the codes in a value set, or what differs between two, two years or two graphs."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.console import OK, print_warning
from graph.model.errors import InvalidArgument
from medcode.commands.snapshot_argument import add_snapshot_argument, open_graph
from medcode.json_output import print_json
from medcode.table_output import Column, print_table

if TYPE_CHECKING:
    from graph.model.elements import Node
    from graph.store import GraphStore
    from graph.value_sets.definition import ValueSet

_COLUMNS = (Column("CURIE", "bold"), Column("Name"))


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", metavar="ACTION", choices=("expand", "compare"), help="expand or compare")
    text = "the name of a value set of a folder of data, or a file; two to compare, or one with --to-year or --to-graph"
    parser.add_argument("value_sets", metavar="NAME", nargs="+", help=text)
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
    from graph.store.store import open_store
    from graph.value_sets.comparison import Expanded, compare
    from graph.value_sets.expansion import unknown_codes

    store, (name, *others), is_compared = open_graph(arguments), arguments.value_sets, arguments.action == "compare"
    asked = Expanded(store, _value_set(store, name), arguments.year)
    for curie in unknown_codes(store, asked.value_set):
        print_warning(f"The graph has no {curie}.")
    if len(others) > 1 or bool(others or arguments.to_year or arguments.to_graph) is not is_compared:
        raise InvalidArgument(argument="NAME", problem="expand one; compare two, or one with --to-year or --to-graph")
    if not is_compared:
        nodes = list(asked.nodes().values())
        print_json([_record(node) for node in nodes]) if arguments.json else print_table(_COLUMNS, map(_cells, nodes))
        return OK
    second = open_store(f"snapshot:{arguments.to_graph}") if arguments.to_graph else store
    added, removed = compare(asked, Expanded(second, _value_set(second, [name, *others][-1]), arguments.to_year))
    if arguments.json:
        gone = [_record(node) | {"replaced_by": later} for node, later in removed]
        print_json({"added": [_record(node) for node in added], "removed": gone})
        return OK
    rows = [("removed", *_cells(node), " ".join(later)) for node, later in removed]
    rows += [("added", *_cells(node), "") for node in added]
    print_table((Column("Change"), *_COLUMNS, Column("Replaced by")), rows)
    return OK


def _value_set(store: "GraphStore", name: str) -> "ValueSet":
    from graph.value_sets.library import read_value_set, value_sets_of

    return read_value_set(Path(name)) if Path(name).is_file() else value_sets_of(store).named(name)


def _cells(node: "Node") -> tuple[str, str]:
    return node.curie, node.name


def _record(node: "Node") -> dict[str, Any]:
    return {"curie": node.curie, "code": node.properties["code"], "name": node.name}
