"""A folder of data: what ships in `data/`, and what a user has of the same shape.

Each part is optional:
    pages/       pages, below folders named after specialties
    codes/       official files of code systems, recognised by their content
    policies/    files of policies, recognised by their content
    mappings/    sets of mappings, `*.sssom.tsv`
    vocabulary/  terms, `<kind>.tsv`
    queries/     stored queries, `*.graphql`
"""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graph.model.source_files import ROOT

DATA = "MEDCODE_DATA"
"""The variable that names folders of data of the user's own."""


class Part(StrEnum):
    """A part of a folder of data; the value is the name of its folder."""

    PAGES = "pages"
    CODES = "codes"
    POLICIES = "policies"
    MAPPINGS = "mappings"
    VOCABULARY = "vocabulary"
    QUERIES = "queries"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder of data, whether or not it is there."""

    root: Path

    def part(self, part: Part) -> Path:
        """The folder of a part, whether or not it is there."""
        return self.root / part.value


SHIPPED = DataFolder(ROOT / "data")


def data_folders() -> list[DataFolder]:
    """The folders of data that `MEDCODE_DATA` names, separated as in `PATH`."""
    return [DataFolder(Path(folder)) for folder in os.environ.get(DATA, "").split(os.pathsep) if folder]
