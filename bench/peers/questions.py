"""What is asked: documents from `bench/queries/`, their variables, and when two answers count as the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from bench.peers.data import DEFAULT, Dataset
from bench.peers.load import request
from graph.model.source_files import ROOT

QUERIES = ROOT / "bench" / "queries"
PAGE, EVIDENCE = "page", "evidence"
OF_PAGES = (PAGE, EVIDENCE)
NAMES = (*OF_PAGES, "deep", "list", "neighborhood", "search", "path")
Variables = Mapping[str, object]
Comparable = Callable[[Any], object]
"""What of the data of an answer must be the same from every server."""


@dataclass(frozen=True, slots=True)
class Question:
    """A document and the variables with which it is asked in turn."""

    name: str
    variables: Sequence[Variables]
    comparable: Comparable

    def requests(self) -> list[bytes]:
        """The requests as bytes."""
        document = (QUERIES / f"{self.name}.graphql").read_text(encoding="utf-8")
        bodies = (orjson.dumps({"query": document, "variables": given}) for given in self.variables)
        return [request("/graphql", body) for body in bodies]


def names_of(size: str) -> Sequence[str]:
    """The names of the questions for a size: for the shipped graph only its pages."""
    return OF_PAGES if size == DEFAULT else NAMES


def questions(data: Dataset) -> list[Question]:
    """The questions for a size."""
    by_curie = [{"curie": curie} for curie in data.curies]
    of_pages = [Question(PAGE, by_curie, _whole), Question(EVIDENCE, by_curie, _without_cursors)]
    if data.name == DEFAULT:
        return of_pages
    apart = len(data.curies) * 3 // 7
    others = data.curies[apart:] + data.curies[:apart]
    return [
        *of_pages,
        Question("deep", by_curie, _whole),
        Question("list", [{"first": 1000}], _whole),
        Question("neighborhood", by_curie, _whole),
        Question("search", [{"query": words} for words in data.words], _found),
        Question("path", [{"from": a, "to": b} for a, b in zip(data.curies, others, strict=True)], _length),
    ]


def _whole(data: Any) -> object:
    return data


def _without_cursors(data: Any) -> object:
    """Cursors are opaque: of them only that they differ within a list, and that the list says where it ends."""
    for field in data["procedure"].values():
        if isinstance(field, dict) and "pageInfo" in field:
            cursors = [edge.pop("cursor") for edge in field["edges"]]
            assert all(cursors), field
            assert len(set(cursors)) == len(cursors), cursors
            assert field["pageInfo"].pop("endCursor") == (cursors[-1] if cursors else None), cursors
    return data


def _found(data: Any) -> object:
    """Ranking differs: the same is only that there are hits, and that as many nodes are shown as may be."""
    search = data["search"]
    assert len(search["nodes"]) == min(10, search["totalCount"]), search
    return bool(search["nodes"])


def _length(data: Any) -> object:
    """Of equally short paths any will do."""
    return data["path"] and data["path"]["length"]
