"""`medcode search`: what a query finds, and why."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graph.console import OK, print_warning
from graph.model.ontology import NODE_KINDS
from medcode.argument_types import LISTED
from medcode.commands.snapshot_argument import add_snapshot_argument, open_graph
from medcode.json_output import print_json
from medcode.table_output import Column, print_table

if TYPE_CHECKING:
    from graph.export.table.table import Row
    from graph.search.search_types import SearchPage

_COLUMNS = (Column("Kind", "cyan"), Column("CURIE", "bold"), Column("Name"), Column("Match"), Column("Matched text"))


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", metavar="WORD", nargs="+", help="what is searched for: words, or a code")
    parser.add_argument("--json", action="store_true", help="print JSON, with scores and the number of all hits")
    chosen = parser.add_argument_group("what is listed")
    chosen.add_argument("--kind", action="append", choices=NODE_KINDS, metavar="KIND", help="such nodes; repeatable")
    chosen.add_argument("--limit", type=LISTED, default=10, metavar="N", help="so many at most; %(default)s")
    add_snapshot_argument(parser)


def run(arguments: Namespace) -> int:
    """Print the hits, best first, and what is to be said of the query.

    Raises:
        SnapshotError: the snapshot cannot be used.
        InvalidArgument: the query is too long.
    """
    from graph.search.search_types import Search
    from medcode.search_table import search_table

    store, text = open_graph(arguments), " ".join(arguments.words)
    page = store.search(Search(text, tuple(arguments.kind or ()), limit=arguments.limit))
    table = search_table(store, page)
    if arguments.json:
        names = [column.name for column in table.columns]
        hits = [dict(zip(names, row, strict=True)) for row in table.rows]
        print_json({"query": text, "total": page.total, "hits": hits, "notices": list(_notices(page))})
        return OK
    print_table(_COLUMNS, map(_cells, table.rows))
    for notice in _notices(page):
        print_warning(_sentence(notice))
    if page.total > len(page.hits):
        print_warning(f"{page.total:,} hits in all; --limit lists more.")
    elif not page.total:
        print_warning(f"Nothing was found for '{text}'.")
    return OK


def _cells(row: "Row") -> tuple[str, ...]:
    curie, kind, name, _, match, field, text = map(str, row)
    said = {name: "", curie.partition(":")[2]: ""}.get(text, text)
    return kind, curie, name, match if match == "exact code" else f"{match} in {field}", said


def _notices(page: "SearchPage") -> Iterator[dict[str, Any]]:
    for notice in page.notices:
        yield {"kind": str(notice.kind), "message": notice.message, "suggestions": list(notice.suggestions)}


def _sentence(notice: dict[str, Any]) -> str:
    unsaid = [suggestion for suggestion in notice["suggestions"] if suggestion not in notice["message"]]
    return f"{notice['message']}{f' Did you mean {unsaid[0]}?' if unsaid else ''}"
