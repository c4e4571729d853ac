"""A folder of data: what ships in `data/`, and what a user has of the same shape.

Each part is optional:
    pages/       pages, below folders named after specialties
    codes/       official files of code systems, recognised by their content
    policies/    files of policies, recognised by their content
    mappings/    sets of mappings, `*.sssom.tsv`
    vocabulary/  terms, `<kind>.tsv`
    edges/       edges of kinds of the user's own, `*.tsv`
    queries/     stored queries, `*.graphql`
    valuesets/   value sets, `*.toml` and `*.json`

Beside these, `ontology.toml` declares kinds of edges (see `graph.model.ontology_files`).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graph.model.errors import InvalidArgument
from graph.model.ontology_files import DATA_VARIABLE, FILE_NAME
from graph.model.source_files import ROOT

DATA, WITHOUT = DATA_VARIABLE, "MEDCODE_WITHOUT"
"""The variables that name folders of data of the user's own, and the parts of what ships that are left out."""


class Part(StrEnum):
    """A part of a folder of data; the value is the name of its folder."""

    PAGES = "pages"
    CODES = "codes"
    POLICIES = "policies"
    MAPPINGS = "mappings"
    VOCABULARY = "vocabulary"
    EDGES = "edges"
    QUERIES = "queries"
    VALUESETS = "valuesets"

    @classmethod
    def checked(cls, name: str) -> "Part":
        """The part of a name.

        Raises:
            InvalidArgument: there is none.
        """
        try:
            return cls(name)
        except ValueError:
            allowed = [part.value for part in cls]
            raise InvalidArgument(
                problem="there is no such part of a folder of data", value=name, allowed=allowed
            ) from None


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder of data, whether or not it is there."""

    root: Path

    @classmethod
    def checked(cls, root: Path) -> "DataFolder":
        """A folder of data that is there and has a part.

        Raises:
            InvalidArgument: it is not, or has none.
        """
        folder = cls(root)
        if not root.is_dir():
            raise InvalidArgument(problem="there is no such folder", data=str(root))
        if not any(folder.part(part).exists() for part in Part) and not folder.ontology.exists():
            names = [f"{part.value}/" for part in Part]
            raise InvalidArgument(problem="this folder has no part of a folder of data", data=str(root), parts=names)
        return folder

    @property
    def ontology(self) -> Path:
        """The file of kinds of edges of the user's own, whether or not it is there."""
        return self.root / FILE_NAME

    def part(self, part: Part) -> Path:
        """The folder of a part, whether or not it is there."""
        return self.root / part.value


BUILT_FROM = tuple(part for part in Part if part is not Part.QUERIES)
"""The parts that are in the graph, and value sets: who serves it reads them anew with each build."""
SHIPPED_PARTS = tuple(part for part in BUILT_FROM if part not in (Part.EDGES, Part.VALUESETS))
"""Those of them that ship, and can be left out."""
SHIPPED = DataFolder(ROOT / "data")


def data_folders(environment: Mapping[str, str] = os.environ) -> list[DataFolder]:
    """The folders that `MEDCODE_DATA` names, separated as in `PATH`, whether or not they are there."""
    return [DataFolder(Path(folder)) for folder in environment.get(DATA, "").split(os.pathsep) if folder]
