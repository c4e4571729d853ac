"""A node that may answer a query, as the index has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.search.entry import Field


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a node, and what it says as signed stems."""

    field: Field
    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node that may answer, as the index has it; `code` is the key of its code, if it has one."""

    curie: str
    code: str
    is_billable: bool
    names: Sequence[Name]
