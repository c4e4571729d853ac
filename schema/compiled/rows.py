"""Code that finds the first items of a row: of one relation of one node, or of all nodes of a kind.

All rows of a node are found first, then counted against the budget at once, and then read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.columns import END
from graph.frozen import FrozenGraph
from schema.compiled.plan import Row
from schema.compiled.source import Source


@dataclass(frozen=True, slots=True)
class Found:
    """Code of what was found: how many items there are and how many were taken, their nodes, what leads to them.

    `edges` are the numbers of edges and `values` the values of their records; a list of nodes has neither.
    """

    count: str
    taken: str
    far: str
    edges: str = ""
    values: str = ""


def find(source: Source, graph: FrozenGraph, row: Row, node: str, limit: str) -> Found:
    """Find the row of a node; `node` and `limit` are code."""
    if row.out:
        return _outgoing(source, graph, row.kinds[0], node, limit)
    if len(row.kinds) == 1:
        return _incoming(source, graph, row.kinds[0], node, limit)
    merged = source.bind(_merged(graph, row.kinds), "merged")
    count, edges = source.fresh("count"), source.fresh("edges")
    source.line(f"{count}, {edges} = {merged}({node}, {limit})")
    taken = source.assign("taken", f"len({edges})")
    return Found(count, taken, f"[{source.bind(graph.sources, 'sources')}[edge] for edge in {edges}]", edges)


def _outgoing(source: Source, graph: FrozenGraph, kind: int, node: str, limit: str) -> Found:
    start, kinds = kinds_of(source, graph, node)
    count = source.assign("count", f"{kinds}.count({kind})")
    taken = _take(source, count, limit)
    first = source.assign("first", f"{start} + {kinds}.find({kind})")
    far = f"{source.bind(graph.targets, 'targets')}[{first}:{first} + {taken}]"
    arena, end = graph.edge_values, source.bind(END, "end")
    starts, memory = source.bind(arena.starts, "starts"), source.bind(arena.memory, "memory")
    stretch = f"{arena.offset} + {starts}[{first}]:{arena.offset} + {starts}[{first} + {taken}]"
    return Found(count, taken, far, f"range({first}, {first} + {taken})", f"{memory}[{stretch}].decode().split({end})")


def kinds_of(source: Source, graph: FrozenGraph, node: str) -> tuple[str, str]:
    """Where the edges of a node begin, and the kinds of them all; found once for each node."""
    starts, kinds = source.bind(graph.out_starts, "starts"), source.bind(graph.edge_kinds, "kinds")
    start = source.known("start", node, lambda: f"{starts}[{node}]")
    return start, source.known("kinds", node, lambda: f"{kinds}[{start}:{starts}[{node} + 1]]")


def _incoming(source: Source, graph: FrozenGraph, kind: int, node: str, limit: str) -> Found:
    starts, kinds = source.bind(graph.in_starts, "starts"), source.bind(graph.in_kinds, "kinds")
    left, right = source.bind(bisect_left, "left"), source.bind(bisect_right, "right")
    end = source.assign("end", f"{starts}[{node} + 1]")
    first = source.assign("first", f"{left}({kinds}, {kind}, {starts}[{node}], {end})")
    count = source.assign("count", f"{right}({kinds}, {kind}, {first}, {end}) - {first}")
    taken = _take(source, count, limit)
    edges = f"{source.bind(graph.incoming, 'incoming')}[{first}:{first} + {taken}]"
    far = f"{source.bind(graph.in_sources, 'sources')}[{first}:{first} + {taken}]"
    return Found(count, taken, far, edges, f"{source.bind(_values(graph), 'values')}({edges})")


def find_all(source: Source, graph: FrozenGraph, kind: str, limit: str) -> Found:
    """Find the first nodes of a kind, by name."""
    nodes = graph.of_kind(kind)
    taken = source.assign("taken", f"min({len(nodes)}, {limit})")
    return Found(str(len(nodes)), taken, f"{source.bind(nodes, 'nodes')}[:{taken}].tolist()")


def _take(source: Source, count: str, limit: str) -> str:
    return source.assign("taken", f"{count} if {count} < {limit} else {limit}")


def spend(source: Source, rows: Sequence[Found]) -> None:
    """Count what will be read of some rows, before it is."""
    taken = rows[0].taken if len(rows) == 1 else source.assign("taken", " + ".join(row.taken for row in rows))
    source.line(f"request.spent += {len(rows)} + {taken}")
    source.line(f"request.looked_at += {taken}")
    source.line("if request.spent > most_items or request.looked_at > most_rows: request.refuse()")


def _values(graph: FrozenGraph) -> Callable[[Sequence[int]], list[str]]:
    """The values of the records of some edges, one after the other."""
    record = graph.edge_values.__getitem__
    return lambda edges: b"".join(map(record, edges)).decode().split(END)


def _merged(graph: FrozenGraph, kinds: Sequence[int]) -> Callable[[int, int], tuple[int, Sequence[int]]]:
    """How many edges of several kinds enter a node, and the first of them by name, whatever the kind."""
    ranks, sources, incoming = graph.ranks, graph.sources, graph.incoming
    starts, of_kind, wanted = graph.in_starts, graph.in_kinds, set(kinds)

    def read(node: int, limit: int) -> tuple[int, Sequence[int]]:
        start, end = starts[node], starts[node + 1]
        if start < end and of_kind[start] == of_kind[end - 1] and of_kind[start] in wanted:  # All are of one kind.
            return end - start, incoming[start : min(end, start + limit)]
        rows = [graph.stretches((node,), kind, out=False)[0] for kind in kinds]
        full = [(start, end) for start, end in rows if start < end]
        count = sum(end - start for start, end in full)
        # The first of all are among the first of each.
        edges = [edge for start, end in full for edge in incoming[start : min(end, start + limit)]]
        return count, sorted(edges, key=lambda edge: ranks[sources[edge]])[:limit]

    return read
