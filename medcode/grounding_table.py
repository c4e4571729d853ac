"""What the texts of a column mean, as a table."""

import sys
from collections.abc import Iterable, Iterator, Sequence

from tqdm import tqdm

from graph.export.table.table import Column, ColumnType, Row, Table
from graph.search.grounding import Candidate, Grounding
from graph.store import GraphStore

_COLUMNS = (
    Column("text"),
    Column("curie"),
    Column("kind"),
    Column("name"),
    Column("confidence", ColumnType.NUMBER),
    Column("reason"),
    Column("candidates"),
)
_NO_TEXT = "no text"


def grounding_table(store: GraphStore, texts: Iterable[object], kinds: tuple[str, ...], *, progress: bool) -> Table:
    """A row for each text, in their order; the same text is looked up once.

    Without a `curie` there is a `reason` instead; `candidates` are the CURIEs that it may mean, best first.
    """
    known: dict[str, Row] = {}
    shown = tqdm(list(texts), desc="Grounding", unit=" texts", disable=not progress, file=sys.stderr)
    rows = list(_rows(store, shown, kinds, known))
    return Table(_COLUMNS, rows, len(rows))


def _rows(store: GraphStore, texts: Iterable[object], kinds: tuple[str, ...], known: dict[str, Row]) -> Iterator[Row]:
    for text in texts:
        if not isinstance(text, str) or not text.strip():
            yield (text if isinstance(text, str) else None), None, None, None, None, _NO_TEXT, None
            continue
        if text not in known:
            (grounding,) = store.ground((text,), kinds)
            known[text] = _row(store, grounding)
        yield known[text]


def _row(store: GraphStore, grounding: Grounding) -> Row:
    candidates = _listed(grounding.candidates)
    meant = grounding.meant
    node = store.node(meant.hit.curie) if meant else None
    if meant is None or node is None:
        return grounding.term, None, None, None, None, str(grounding.abstention), candidates
    return grounding.term, node.curie, node.kind, node.name, meant.confidence, None, candidates


def _listed(candidates: Sequence[Candidate]) -> str | None:
    return " ".join(candidate.hit.curie for candidate in candidates) or None
