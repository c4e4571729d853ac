"""Every operation that the project itself asks: of `data/queries/`, of the documents, and of the explorer."""

import re
from collections.abc import Iterator
from typing import Any

from graphql import OperationDefinitionNode, parse

from graph.model.source_files import ROOT
from tests import explorer_documents
from tests.documents import PAGES, QUERIES

Request = tuple[str, str, dict[str, Any]]
_BLOCK = re.compile(r"^```graphql\n(.*?)^```", re.MULTILINE | re.DOTALL)


def shipped_requests() -> Iterator[Request]:
    """The name, text and variables of each."""
    for path in sorted(QUERIES.glob("*.graphql")):
        yield path.stem, path.read_text(encoding="utf-8"), {}
    yield from _documented()
    yield from explorer_documents.requests()


def _documented() -> Iterator[Request]:
    """What documents show, but for what asks for variables that it leaves to the reader."""
    for path in PAGES:
        for number, match in enumerate(_BLOCK.finditer(path.read_text(encoding="utf-8"))):
            operations = [one for one in parse(match[1]).definitions if isinstance(one, OperationDefinitionNode)]
            if not any(one.variable_definitions for one in operations):
                yield f"{path.relative_to(ROOT)} {number}", match[1], {}
