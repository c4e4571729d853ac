"""Every operation that the project itself asks: of `data/queries/`, of the documents, and of the explorer."""

from collections.abc import Iterator
from typing import Any

from graphql import OperationDefinitionNode, parse

from tests import explorer_documents
from tests.blocks import blocks_in
from tests.documents import PAGES, QUERIES

Request = tuple[str, str, dict[str, Any]]


def shipped_requests() -> Iterator[Request]:
    """The name, text and variables of each."""
    for path in sorted(QUERIES.glob("*.graphql")):
        yield path.stem, path.read_text(encoding="utf-8"), {}
    yield from _documented()
    yield from explorer_documents.requests()


def _documented() -> Iterator[Request]:
    """What documents show, but for what asks for variables that it leaves to the reader."""
    for path in PAGES:
        shown = [one for one in blocks_in(path, path.read_text(encoding="utf-8")) if one.language == "graphql"]
        for number, block in enumerate(shown):
            operations = [one for one in parse(block.body).definitions if isinstance(one, OperationDefinitionNode)]
            if not any(one.variable_definitions for one in operations):
                yield f"{block.page} {number}", block.body, {}
