"""Tables of a made-up graph of any size, the same for the same number, written as Parquet without being held.

Nodes and edges are of kinds of the ontology, 12.5 edges for a node, as the UMLS has (about 4 million concepts and 50
million relations). The ends of edges are drawn with a probability that falls with the place of a node as a power law:
a few groups and categories have millions of edges, most nodes a handful.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from graph.export.parquet import EDGES, NODES

SEED, EDGES_PER_NODE = 20_261_130, 12.5
_ROWS = 1 << 20
_DOCUMENTS, _SECTIONS = 200, 10
_FIRST = "acute chronic open closed minor major left right upper lower central distal mixed other mild severe".split()
_SECOND = "fracture infection repair lesion removal injury stenosis graft biopsy defect scan rupture".split()
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Nodes:
    """A kind of nodes: the prefix of its CURIEs and its share of all nodes."""

    kind: str
    prefix: str
    share: float


@dataclass(frozen=True, slots=True)
class _Edges:
    """A kind of edges: its ends, its share of all edges, and how steeply the targets are drawn (1 for evenly)."""

    kind: str
    source: str
    target: str
    share: float
    steepness: float = 3.0


_NODES = (
    _Nodes("Diagnosis", "ICD10CM", 0.55),
    _Nodes("Procedure", "HCPCS", 0.30),
    _Nodes("IndexTerm", "INDEX", 0.08),
    _Nodes("Indication", "INDICATION", 0.04),
    _Nodes("Risk", "RISK", 0.0295),
    _Nodes("DiagnosisGroup", "MSDRG", 0.0005),
)
_EDGES = (
    _Edges("IS_A", "Diagnosis", "Diagnosis", 0.10, 2.0),
    _Edges("GROUPS_TO", "Diagnosis", "DiagnosisGroup", 0.22),
    _Edges("GROUPS_TO", "Procedure", "DiagnosisGroup", 0.12),
    _Edges("EXCLUDES", "Diagnosis", "Diagnosis", 0.10),
    _Edges("USE_ADDITIONAL", "Diagnosis", "Diagnosis", 0.08),
    _Edges("MENTIONS", "Diagnosis", "Diagnosis", 0.10),
    _Edges("BUNDLED_WITH", "Procedure", "Procedure", 0.12),
    _Edges("HAS_RISK", "Procedure", "Risk", 0.06),
    _Edges("MAPS_TO", "Indication", "Diagnosis", 0.04),
    _Edges("LEADS_TO", "IndexTerm", "Diagnosis", 0.06, 1.5),
)
_EVIDENCE = pa.list_(
    pa.struct(
        [("source", pa.string()), ("section", pa.string()), ("method", pa.string()), ("confidence", pa.float64())]
    )
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many nodes of each kind and how many edges of each row of `_EDGES` a graph of so many edges has."""

    nodes: dict[str, int]
    edges: tuple[int, ...]

    @classmethod
    def of(cls, edges: int) -> "Size":
        nodes = {item.kind: max(20, int(edges / EDGES_PER_NODE * item.share)) for item in _NODES}
        return cls(nodes, tuple(int(edges * item.share) for item in _EDGES))


def write_tables(folder: Path, edges: int) -> None:
    """Write the tables of a graph of about so many edges into a folder."""
    size, random = Size.of(edges), np.random.default_rng(SEED)
    _write(folder / NODES, _node_tables(size))
    _write(folder / EDGES, _edge_tables(size, random))


def _write(path: Path, tables: Iterator[Any]) -> None:
    first = next(tables)
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(table)


def curie_of(kind: str, place: int) -> str:
    """The CURIE of a node by its place among those of its kind; the first ones have most edges."""
    (prefix,) = (item.prefix for item in _NODES if item.kind == kind)
    return f"{prefix}:X{place:07}"


def _node_tables(size: Size) -> Iterator[Any]:
    for kind, count in size.nodes.items():
        for start in range(0, count, _ROWS):
            places = range(start, min(start + _ROWS, count))
            words = ((_FIRST[place % len(_FIRST)], _SECOND[place // 7 % len(_SECOND)]) for place in places)
            names = [f"{first.title()} {second} {place}" for (first, second), place in zip(words, places, strict=True)]
            curies = [curie_of(kind, place) for place in places]
            yield pa.table({"curie": curies, "kind": [kind] * len(places), "name": names})


def _edge_tables(size: Size, random: np.random.Generator) -> Iterator[Any]:
    for item, count in zip(_EDGES, size.edges, strict=True):
        ends = {kind: pa.array([curie_of(kind, place) for place in range(size.nodes[kind])])
                for kind in (item.source, item.target)}  # fmt: skip
        for start in range(0, count, _ROWS):
            rows = min(_ROWS, count - start)
            source = _drawn(random, rows, size.nodes[item.source], 1.5)
            target = _drawn(random, rows, size.nodes[item.target], item.steepness)
            if item.kind == "IS_A":  # Without circles: what is above comes before.
                source, target = np.maximum(source, target) + (source == target), np.minimum(source, target)
                source = np.minimum(source, size.nodes[item.source] - 1)
                target = np.minimum(target, source - 1)
            yield _edge_table(
                item, random, ends[item.source].take(pa.array(source)), ends[item.target].take(pa.array(target))
            )


def _drawn(random: np.random.Generator, rows: int, nodes: int, steepness: float) -> Longs:
    """Places of nodes, the lower the likelier."""
    drawn: Longs = (nodes * random.random(rows) ** steepness).astype(np.int64)
    return drawn


def _edge_table(item: _Edges, random: np.random.Generator, source: Any, target: Any) -> Any:
    rows = len(source)
    said = [
        [{"source": f"made-up/{document}.txt", "section": f"Part {section}", "method": "stated", "confidence": 1.0}]
        for document in range(_DOCUMENTS)
        for section in range(_SECTIONS)
    ]
    is_mapping, is_risk = item.kind == "MAPS_TO", item.kind == "HAS_RISK"
    none: dict[str, Any] = {
        "predicate": pa.nulls(rows, pa.string()),
        "confidence": pa.nulls(rows, pa.float64()),
        "position": pa.nulls(rows, pa.int64()),
    }
    if is_mapping:
        none["predicate"] = pa.array(["skos:closeMatch"] * rows)
        none["confidence"] = pa.array(random.integers(50, 100, rows) / 100)
    if is_risk:
        none["position"] = pa.array(random.integers(1, 20, rows))
    evidence = pa.array(said, _EVIDENCE).take(pa.array(random.integers(0, len(said), rows)))
    return pa.table(
        {
            "source": source,
            "target": target,
            "kind": pa.array([item.kind]).take(pa.array(np.zeros(rows, np.int64))),
            **none,
            "evidence": evidence,
        }
    )
