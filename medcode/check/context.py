"""What files are checked with: the vocabulary, the codes of a built graph, and the pages of the user's own data."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graph.ingest.data_folder import SHIPPED, DataFolder, Part
from graph.ingest.known_nodes import KnownNodes
from graph.ingest.layer import empty_layer
from graph.ingest.pages.page_folders import UNKNOWN_LICENCE, PageSource
from graph.ingest.vocabulary import Vocabulary, read_vocabulary
from graph.model.elements import Node
from graph.model.errors import InvalidArgument, SnapshotError
from graph.model.findings import SourceError
from graph.storage.frozen_graph import FrozenGraph
from serving.settings import SETTINGS, limits_of_environment

if TYPE_CHECKING:
    from graph.store import GraphStore
    from schema.create_schema import Schema

_STORE = next(setting for setting in SETTINGS if setting.name == "store")


@dataclass
class CheckContext:
    """`folders` are those of the user's own data; `vocabularies` further folders of terms that are checked."""

    folders: Sequence[DataFolder]
    vocabularies: Sequence[Path] = field(default_factory=tuple)

    @property
    def own_vocabularies(self) -> list[Path]:
        """The folders of terms of the user's own."""
        shipped = os.path.realpath(SHIPPED.part(Part.VOCABULARY))
        own = [folder.part(Part.VOCABULARY) for folder in self.folders]
        return [path for path in _each_once((*own, *self.vocabularies)) if os.path.realpath(path) != shipped]

    @cached_property
    def read_terms(self) -> tuple[Vocabulary, list[SourceError]]:
        """The shipped vocabulary with that of the user's own, and the findings about both."""
        return read_vocabulary([SHIPPED.part(Part.VOCABULARY), *self.own_vocabularies])

    @property
    def vocabulary(self) -> Vocabulary:
        return self.read_terms[0]

    @cached_property
    def graph(self) -> FrozenGraph | None:
        """The graph that is built, be it of older data; None where there is none."""
        return None if self.store is None else self.store.topology.graph

    @cached_property
    def store(self) -> "GraphStore | None":
        """The store over that graph, with the value sets of the user's own."""
        from graph.store import open_store  # noqa: PLC0415  (pages need no graph)
        from graph.value_sets.library import value_sets_of  # noqa: PLC0415

        try:
            found = open_store(str(_STORE.value(os.environ)))
            value_sets_of(found, self.folders)
            return found
        except (SnapshotError, InvalidArgument, ValueError):
            return None

    @cached_property
    def nodes(self) -> KnownNodes:
        """The nodes that codes and CURIEs may name; official files that are checked add theirs."""
        pages = {folder.part(Part.PAGES): UNKNOWN_LICENCE for folder in self.folders}
        source = PageSource({path: licence for path, licence in pages.items() if path.is_dir()}, self.vocabulary)
        known = KnownNodes(self.graph or empty_layer().graph)
        known.own.update({item.curie: item for item in source.read() if isinstance(item, Node)})
        return known

    @cached_property
    def schema(self) -> "Schema":
        """What stored queries are checked by."""
        from schema.create_schema import create_schema  # noqa: PLC0415  (takes longer than pages need altogether)

        return create_schema(limits_of_environment())

    def vocabulary_folder(self, path: Path) -> Path:
        """The folder to which a term of a page is added: that of its own data, or else of the first."""
        around = [folder for folder in self.folders if path.absolute().is_relative_to(folder.root.absolute())]
        root = (around or [*self.folders] or [DataFolder(Path())])[0]
        return root.part(Part.VOCABULARY)


def _each_once(paths: Iterable[Path]) -> list[Path]:
    return list({os.path.realpath(path): path for path in paths}.values())
