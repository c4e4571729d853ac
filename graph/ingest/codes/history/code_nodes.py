"""The codes of a history as nodes: years and earlier titles of those that a list has, and those that it lacks."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from graph.ingest.codes.history.lineage import Lineage, Span, first_day_of
from graph.model.elements import Node, Value
from graph.model.fiscal_year import fiscal_year

_RANGE = "-"
"""Stands in blocks and chapters, which are ranges of categories and have no years."""


def history_nodes(lineage: Lineage, entries: Mapping[str, Node]) -> Iterator[Node]:
    """The nodes of all codes that ever were, and of the headers among `entries`, by code."""
    codes = sorted(lineage.spans)
    for code, span in lineage.spans.items():
        yield _node(code, span, lineage, entries.get(code))
    for header in sorted(entries.keys() - lineage.spans.keys()):
        if _RANGE not in header:
            yield from _header(header, [lineage.spans[code] for code in _below(header, codes)], lineage.list_year)


def _node(code: str, span: Span, lineage: Lineage, entry: Node | None) -> Node:
    ended = span.ended
    properties: dict[str, Value] = {
        "first_fiscal_year": span.first_fiscal_year,
        "last_fiscal_year": fiscal_year(ended) if ended else max(lineage.list_year, span.first_fiscal_year),
        **({"added_date": span.begun.isoformat()} if span.begun else {}),
        **({"ended_date": ended.isoformat()} if ended else {}),
        **_former_titles(code, lineage),
    }
    if ended:
        is_header = entry is not None and not (
            entry.properties.get("is_billable") or entry.properties.get("is_deleted")
        )
        properties["is_former_code" if is_header else "is_deleted"] = True
    if entry is not None:
        return Node(f"ICD10CM:{code}", "Diagnosis", entry.name, {"is_stub": True, **properties})
    _, title = lineage.former.deleted.get(code, (0, ""))
    stated: dict[str, Value] = {"level": "code", "is_billable": ended is None, "is_stub": not title}
    return Node(f"ICD10CM:{code}", "Diagnosis", title or code, stated | properties)


def _former_titles(code: str, lineage: Lineage) -> dict[str, Value]:
    titles = lineage.former.titles.get(code)
    if not titles:
        return {}
    return {
        "former_names": tuple(title for _, title in titles),
        "renamed_fiscal_years": tuple(str(year + 1) for year, _ in titles),
    }


def _header(code: str, below: Sequence[Span], list_year: int) -> Iterator[Node]:
    """A header, as old as the oldest code below it."""
    if below:
        first = min(below, key=first_day_of)
        years: dict[str, Value] = {"first_fiscal_year": first.first_fiscal_year, "last_fiscal_year": list_year}
        if first.begun:
            years["added_date"] = first.begun.isoformat()
        yield Node(f"ICD10CM:{code}", "Diagnosis", code, {"is_stub": True, **years})


def _below(header: str, codes: Sequence[str]) -> Sequence[str]:
    """The codes that begin with a header."""
    return codes[bisect_left(codes, header) : bisect_left(codes, f"{header}~")]
