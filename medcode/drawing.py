"""A node and what it is joined to, as a picture that a notebook shows.

The node stands in the middle. Left and right of it stand lists, one for each kind of edge and direction, with the
first names and how many more there are, so that no names overlap and a hub is as readable as a leaf.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from graph.export.colours import COLOURS
from graph.export.table.table import Column, ColumnType, Table
from graph.export.xml_text import replace_invalid
from graph.model.direction import Direction
from graph.model.elements import Node, split_curie
from graph.model.ontology import EDGE_KINDS, ONTOLOGY, EdgeKind
from graph.store import GraphStore, Hop, Paging
from medcode.data_frame import data_frame
from medcode.edge_sides import EdgeSide, edge_sides, in_words

if TYPE_CHECKING:
    import pandas as pd

_LINE, _GAP, _PADDING = 18, 16, 12
"""Pixels of a line of text, between two lists, and at the margin."""
_LIST, _MIDDLE, _REACH = 320, 220, 90
"""Widths in pixels of a list, of the node in the middle, and of the lines between them."""
_LETTERS = 46
"""Letters of a name that a list has room for."""
_MIDDLE_LETTERS = 26
_FONT = "system-ui, 'Helvetica Neue', Arial, sans-serif"
_INK, _FAINT, _PAPER = "#1f2328", "#59636e", "#ffffff"
_Point = tuple[float, float]
_BUDGET = 10_000_000
"""Rows that a list may look at: all that one node can have."""
_COLUMNS = (*map(Column, ("edge_kind", "direction", "curie", "name")), Column("more", ColumnType.INTEGER))


@dataclass(frozen=True, slots=True)
class NeighborList:
    """The neighbours of a node along one kind of edge in one direction: the first ones, and how many there are."""

    edge_kind: str
    direction: Direction
    title: str
    nodes: Sequence[Node]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.nodes)

    @property
    def height(self) -> int:
        return _LINE * (1 + len(self.nodes) + (self.more > 0))


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG, and what it shows as a table."""

    node: Node
    lists: Sequence[NeighborList]

    def _repr_svg_(self) -> str:
        return self.svg

    @cached_property
    def svg(self) -> str:
        """The picture."""
        return tostring(_picture(self.node, self.lists), encoding="unicode")

    def save(self, path: str | Path) -> None:
        """Write the picture to a file."""
        Path(path).write_text(self.svg, encoding="utf-8")

    def data_frame(self) -> "pd.DataFrame":
        """What the picture shows: a row for each name; `more` counts those that its list leaves out.

        Raises:
            ExportError: pandas is not installed.
        """
        rows = [
            (one.edge_kind, str(one.direction), node.curie, node.name, one.more)
            for one in self.lists
            for node in one.nodes
        ]
        return data_frame(Table(_COLUMNS, rows, len(rows)))


def draw_neighbors(store: GraphStore, node: Node, edge_kinds: Sequence[str], limit: int) -> Drawing:
    """The drawing of a node, along kinds of edges that are named, or else all that `_is_shown` unasked."""
    sides = sorted(edge_sides(node.kind), key=lambda side: EDGE_KINDS.index(side.kind.name))
    shown = (side for side in sides if (side.kind.name in edge_kinds if edge_kinds else _is_shown(side.kind)))
    return Drawing(node, [found for side in shown if (found := _neighbors(store, node, side, limit)).total])


def _is_shown(kind: EdgeKind) -> bool:
    """Whether a kind of edge is shown unasked: sources state it, and it leads to more than the parts of a page."""
    return not kind.computed and not all(ONTOLOGY.nodes[target].is_part for target in kind.targets)


def _neighbors(store: GraphStore, node: Node, side: EdgeSide, limit: int) -> NeighborList:
    page = store.expand(node.curie, Hop((side.kind.name,), side.direction, paging=Paging(limit)), _BUDGET)
    nodes = [link.node for link in page.links]
    return NeighborList(side.kind.name, side.direction, in_words(side.field), nodes, page.total)


def _picture(node: Node, lists: Sequence[NeighborList]) -> Element:
    left, right = _balanced(lists)
    height = max(_height(left), _height(right), 3 * _LINE) + 2 * _PADDING
    width = 2 * (_LIST + _REACH + _PADDING) + _MIDDLE
    picture = Element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=str(width),
        height=str(height),
        role="img",
    )
    SubElement(picture, "title").text = replace_invalid(f"{node.name} ({node.curie}) and what it is joined to")
    SubElement(picture, "rect", width="100%", height="100%", fill=_PAPER)
    middle = width / 2
    for side, column in ((-1, left), (1, right)):
        top = (height - _height(column)) / 2
        for one in column:
            _draw_list(picture, one, (middle + side * (_MIDDLE / 2 + _REACH), top), (middle, height / 2), side)
            top += one.height + _GAP
    _draw_node(picture, node, middle, height / 2)
    return picture


def _balanced(lists: Sequence[NeighborList]) -> tuple[list[NeighborList], list[NeighborList]]:
    """The lists in two columns of about the same height, in their order."""
    half, left = _height(lists) / 2, list[NeighborList]()
    for one in lists:
        if left and _height([*left, one]) > half + one.height / 2:
            break
        left.append(one)
    return left, list(lists[len(left) :])


def _height(lists: Sequence[NeighborList]) -> int:
    return sum(one.height for one in lists) + _GAP * max(len(lists) - 1, 0)


def _draw_node(picture: Element, node: Node, x: float, y: float) -> None:
    box = {"x": f"{x - _MIDDLE / 2}", "y": f"{y - 1.5 * _LINE}", "width": f"{_MIDDLE}", "height": f"{3 * _LINE}"}
    paint = {"rx": "8", "fill": _PAPER, "stroke": COLOURS[node.kind].hex, "stroke-width": "2"}
    SubElement(picture, "rect", {**box, **paint})
    _text(picture, (x, y), _cut(node.name, _MIDDLE_LETTERS), node.name, anchor="middle", weight="600")
    _text(picture, (x, y + _LINE), node.curie, node.kind, anchor="middle", fill=_FAINT)


def _draw_list(picture: Element, one: NeighborList, at: _Point, node: _Point, side: int) -> None:
    """A list, whose edge towards the node is at `at`, and the line that joins them."""
    (x, y), anchor = at, "start" if side > 0 else "end"
    colour = COLOURS[one.nodes[0].kind].hex
    start, end = (node[0] + side * _MIDDLE / 2, node[1]), (x - side * 4, y + _LINE / 2)
    bend = side * _REACH / 2
    curve = f"M{start[0]},{start[1]} C{start[0] + bend},{start[1]} {end[0] - bend},{end[1]} {end[0]},{end[1]}"
    SubElement(picture, "path", d=curve, fill="none", stroke=colour, opacity="0.6")
    arrow = {Direction.OUT: "→", Direction.IN: "←", Direction.BOTH: "↔"}[one.direction]
    _text(picture, (x, y + 13), f"{arrow} {one.title} · {one.total:,}", one.edge_kind, anchor, weight="600")
    for place, neighbor in enumerate(one.nodes, 1):
        shown, title = _cut(_label(neighbor), _LETTERS), f"{neighbor.curie} {neighbor.name}"
        _text(picture, (x, y + 13 + place * _LINE), shown, title, anchor)
    if one.more:
        _text(picture, (x, y + 13 + (len(one.nodes) + 1) * _LINE), f"+{one.more:,} more", "", anchor, fill=_FAINT)


def _text(
    picture: Element,
    at: _Point,
    text: str,
    title: str,
    anchor: str = "start",
    *,
    fill: str = _INK,
    weight: str = "400",
) -> None:
    style = {"font-family": _FONT, "font-size": "13", "font-weight": weight, "fill": fill, "text-anchor": anchor}
    element = SubElement(picture, "text", {"x": f"{at[0]}", "y": f"{at[1]}", **style})
    element.text = replace_invalid(text)
    if title:
        SubElement(element, "title").text = replace_invalid(title)


def _label(node: Node) -> str:
    """The name of a node, after its code where it has an official one."""
    prefix, code = split_curie(node.curie)
    return f"{code} {node.name}" if prefix in ONTOLOGY.nodes[node.kind].coded else node.name


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
