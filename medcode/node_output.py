"""A node as text for a terminal."""

import sys
from collections.abc import Iterator, Mapping
from shutil import get_terminal_size
from textwrap import fill
from typing import Any

from graph.model.findings import printable
from graph.model.ontology import ONTOLOGY
from graph.terminal import Style, styled
from medcode.edge_sides import in_words

_NARROW = 20
"""The least width of a line, whatever the terminal says."""
_DIRECTIONS = {"out": "→", "in": "←", "both": "↔"}


def print_node(record: Mapping[str, Any]) -> None:
    """Print a record of `medcode.node_record`."""
    for depth, text, style in _lines(record):
        shown = _wrapped(printable(text), depth)
        print(styled(shown, style, sys.stdout) if style else shown)


def _lines(record: Mapping[str, Any]) -> Iterator[tuple[int, str, Style | None]]:
    """The lines with their depth and style."""
    yield 0, record["name"], Style.HEADING
    yield 0, f"{record['kind']} {record['curie']}", Style.LABEL
    defaults = {declared.name: declared.default for declared in ONTOLOGY.nodes[record["kind"]].properties}
    for name, value in record["properties"].items():
        if value is not None and value == defaults.get(name):
            continue
        yield 1, f"{in_words(name)}: {_value(value)}", None
    for statement in record["statements"]:
        where = f"{statement['edge_kind']} {_DIRECTIONS[statement['direction']]}"
        yield 0, "", None
        yield 0, f"{in_words(statement['field'])} ({statement['total']:,})  {where}", Style.HEADING
        for linked in statement["nodes"]:
            yield 1, f"{linked['curie']}  {linked['name']}{_details(linked['properties'])}", None
            for evidence in linked.get("evidence", ()):
                yield 2, _evidence(evidence), Style.FAINT
        more = statement["total"] - len(statement["nodes"])
        if more > 0:
            yield 1, f"… and {more:,} more", Style.FAINT


def _wrapped(text: str, depth: int) -> str:
    """A text within the width of the terminal; in a pipe each line is whole."""
    indent = "  " * depth
    if not sys.stdout.isatty():
        return f"{indent}{text}" if text else ""
    width = max(get_terminal_size().columns, _NARROW)
    return fill(text, width, initial_indent=indent, subsequent_indent=f"{indent}    ", break_on_hyphens=False)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)


def _details(properties: Mapping[str, object]) -> str:
    shown = [f"{in_words(name)}: {_value(value)}" for name, value in properties.items() if name != "position"]
    return f"  ({'; '.join(shown)})" if shown else ""


def _evidence(evidence: Mapping[str, Any]) -> str:
    place = " · ".join(part for part in (evidence["title"] or evidence["source"], evidence["section"]) if part)
    quote = f" “{evidence['quote']}”" if evidence["quote"] else ""
    return f"{place}:{quote}" if quote else f"{place}: {evidence['method']}"
