"""Finders over a few nodes, and what tests ask of them."""

from collections.abc import Iterable, Mapping, Sequence

from graph.model.elements import Node
from graph.search.collect_entries import search_entries
from graph.search.entry import Entry, node_entry
from graph.search.finder import Finder
from graph.search.index import Meanings, write_index
from graph.search.search_types import Hit, Search
from graph.storage.freeze import freeze_in_memory
from tests.world import world_graph

CODES = [
    Node("ICD10CM:E11", "Diagnosis", "Type 2 diabetes mellitus", {"includes": ("insulin resistant diabetes",)}),
    Node("ICD10CM:E11.9", "Diagnosis", "Type 2 diabetes mellitus without complications"),
    Node("ICD10CM:E11.90", "Diagnosis", "Type 2 diabetes mellitus, whatever it may be"),
    Node("MSDRG:470", "DiagnosisGroup", "Major joint replacement"),
    Node("POLICY:shoes", "Policy", "Shoes for feet", {"number": "L470.1"}),
    Node("ICD10PCS:0SR9019", "Procedure", "Replacement of right hip joint", {"short_name": "Replace R hip jt"}),
]
WORLD_INDEX = write_index(search_entries(freeze_in_memory(world_graph())))


def finder(items: Iterable[Node | Entry], abbreviations: Mapping[str, Sequence[str]] | None = None) -> Finder:
    """A finder over nodes and entries that knows what some abbreviations mean."""
    entries = (node_entry(item) if isinstance(item, Node) else item for item in items)
    known = abbreviations or {}
    return Finder(write_index(entries, meanings=Meanings(known, {key: len(of) for key, of in known.items()})))


def diagnoses(billable: str = "", **names: str) -> list[Node]:
    """Codes of ICD-10-CM by their name, written without the point; those that are billable are listed."""
    return [
        Node(f"ICD10CM:{_written(key)}", "Diagnosis", name, {"is_billable": key in billable.split()})
        for key, name in names.items()
    ]


def _written(key: str) -> str:
    return f"{key[:3]}.{key[3:]}" if len(key) > len("I10") else key


def reasons(hits: Sequence[Hit]) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [(hit.curie, hit.match_type.name, hit.field.name, hit.text, hit.words) for hit in hits]


def found(searched: Finder, query: str, **wanted: object) -> list[str]:
    return [hit.curie for hit in searched.search(Search(query, limit=1000, **wanted)).hits]  # type: ignore[arg-type]


def codes(searched: Finder, query: str) -> list[str]:
    """What is found of one system, without its prefix."""
    return [curie.partition(":")[2] for curie in found(searched, query)]


def suggested(searched: Finder, query: str) -> list[str]:
    return [hit.curie for hit in searched.suggest(Search(query))]


def first(searched: Finder, query: str) -> tuple[str, str]:
    hit = searched.search(Search(query)).hits[0]
    return hit.curie, hit.match_type.name
