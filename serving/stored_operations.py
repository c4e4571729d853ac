"""Stored operations: the documents of `data/queries/` and of the user's folders, as their comments declare them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from graph.ingest.data_folder import SHIPPED, Part, data_folders

_DESCRIBED = re.compile(r'^[ \t]*+\$(\w++):(?:"[^"\n]*+"|[^#"\n])*+#(.+)$', re.MULTILINE)
"""A variable on a line of its own, and the comment at its end."""


@dataclass(frozen=True, slots=True)
class StoredOperation:
    """A document: the first line of its comment, the others, what variables mean, and whether agents have it."""

    name: str
    text: str
    title: str
    description: str
    variables: Mapping[str, str]
    is_tool: bool


def stored_operations() -> dict[str, StoredOperation]:
    """The operations by name, in the order of their names; a later folder's replaces one of its name."""
    folders = [folder.part(Part.QUERIES) for folder in (SHIPPED, *data_folders())]
    paths = {path.stem: path for folder in folders for path in folder.glob("*.graphql")}
    return {name: read_operation(name, paths[name].read_text("utf-8-sig", "replace")) for name in sorted(paths)}


def read_operation(name: str, text: str) -> StoredOperation:
    """The operation that a document declares."""
    lines = [line.lstrip("# ").rstrip() for line in takewhile(lambda line: line.startswith("#"), text.splitlines())]
    variables = {variable: words.strip() for variable, words in _DESCRIBED.findall(text)}
    title, *more = [line for line in lines if line != "@tool"] or [""]
    return StoredOperation(name, text, title, " ".join(more), variables, "@tool" in lines)
