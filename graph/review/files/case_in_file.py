"""A case as a file has it."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.findings import SourceError
from graph.review.case import Case


@dataclass(frozen=True, slots=True)
class CaseInFile:
    """A case, and what the file calls it: an id, a claim number, or its line."""

    name: str
    line: int
    case: Case


CasesOrFindings = Iterator[CaseInFile | SourceError]
"""What a reader yields: cases, and findings about what could not be read."""
