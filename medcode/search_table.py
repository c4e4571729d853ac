"""The hits of a search as a table."""

from collections.abc import Iterator

from graph.export.table.table import Column, ColumnType, Row, Table
from graph.search.search_types import SearchPage
from graph.store import GraphStore

_COLUMNS = (
    Column("curie"),
    Column("kind"),
    Column("name"),
    Column("score", ColumnType.NUMBER),
    Column("match"),
    Column("matched_in"),
    Column("matched_text"),
)


def search_table(store: GraphStore, page: SearchPage) -> Table:
    """A row for each hit, best first: the node, and which of its texts matched how."""
    rows = list(_rows(store, page))
    return Table(_COLUMNS, rows, len(rows))


def _rows(store: GraphStore, page: SearchPage) -> Iterator[Row]:
    for hit in page.hits:
        node = store.node(hit.curie)
        if node is not None:
            match = hit.match_type.name.lower().replace("_", " ")
            yield hit.curie, node.kind, node.name, hit.score, match, str(hit.field), hit.text
