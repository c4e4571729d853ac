"""What a file of data was read as, and what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.ingest.data_folder import Part
from graph.model.findings import SourceError


@dataclass(slots=True)
class CheckedFile:
    """A file after it was checked.

    `title` says what it is in a line, `summary` what was understood, `counts` how many there are of what; `record` is
    that of a page. An ontology is of no part.
    """

    path: Path
    part: Part | None
    title: str = ""
    summary: Sequence[str] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    record: dict[str, Any] | None = None
    findings: list[SourceError] = field(default_factory=list)
    is_read: bool = True
