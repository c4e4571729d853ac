"""Builds a graph from what ships and from folders of the user's, and keeps its snapshot up to date.

It is built in layers: ICD-10 with all that belongs to it and the shipped mappings; official files and policies of the
user's; and upon these pages, and the user's mappings and edges, which change most. The lower ones are kept (see
`graph.ingest.stored_layer`), so that what a change costs depends on what it is in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from os.path import realpath
from pathlib import Path

from graph.ingest.build_inputs import (
    OWN_KINDS_NAME,
    OWN_SNAPSHOT,
    BuildInputs,
    code_fingerprint,
    fingerprint,
    joined_key,
)
from graph.ingest.code_sources import CodeSources, code_sources
from graph.ingest.data_folder import SHIPPED, Part
from graph.ingest.layer import empty_layer
from graph.ingest.merge import Merger
from graph.ingest.own_edges import OwnEdges
from graph.ingest.pages.page_folders import UNKNOWN_LICENCE, PageSource
from graph.ingest.source import Source
from graph.ingest.source_progress import SourceProgress
from graph.ingest.sssom import SssomMappings
from graph.ingest.stored_layer import PAGES, StoredLayer, read_layer, read_or_build, remove_all_but_the_latest
from graph.ingest.stored_pages import StoredPages
from graph.ingest.vocabulary import read_vocabulary
from graph.model.built_files import DEFAULT_SNAPSHOT, built_path, writable_path
from graph.model.findings import SourceError
from graph.model.ontology import OWN_KINDS
from graph.progress_bar import NoProgress, Progress
from graph.storage.collector import collector_paused
from graph.store.snapshot import inputs_of
from graph.store.snapshot_writer import Frozen, locked_for_build, write_frozen

SHIPPED_LICENCE = "MIT"


@dataclass(frozen=True, slots=True)
class Built:
    """A graph that can be written, and the findings about its sources."""

    frozen: Frozen
    findings: Sequence[SourceError]


class GraphBuilder:
    """Builds the graph of some inputs, again and again: the layers that have not changed stay open."""

    def __init__(self, inputs: BuildInputs, layers: Path | None = None) -> None:
        """`layers` is the folder of the layers that are kept; `build/layers` unless given.

        Where that can only be read, what it has is used, and further layers are kept in the cache of the user.
        """
        self.inputs = inputs
        self._layers, self._known = layers or writable_path("layers"), layers or built_path("layers")
        self._open: dict[str, StoredLayer] = {}
        self._pages = StoredPages(self._layers / f"{PAGES}{inputs.name}.layer")

    def build(self, progress: Progress | None = None) -> Built:
        """Read what has changed, and merge it upon the rest.

        Raises:
            SnapshotError: a layer cannot be written.
        """
        with collector_paused():
            return self._build(progress or NoProgress())

    def _build(self, progress: Progress) -> Built:
        sources, code = code_sources(self.inputs), code_fingerprint()
        own = self._own_statements()
        track = SourceProgress(progress, len(sources.icd10) + len(sources.other) + len(own) + 1)
        below = self._icd10(sources, code, track)
        if sources.other:
            below = self._other(sources, below, track)
        vocabulary, findings = read_vocabulary(self.inputs.folders(Part.VOCABULARY))
        merger = Merger(below.layer)
        with self._pages.of(code) as known:
            track.read([PageSource(self._licences(), vocabulary, known), *own], merger)
        merged = merger.merge(is_last=True)
        return Built(below.frozen(merged), [*OWN_KINDS.findings, *sources.findings, *findings, *merged.findings])

    def _own_statements(self) -> list[Source]:
        """The user's mappings, and edges of kinds of their own."""
        mappings = (SssomMappings(path, own=path.parent.name) for path in self.inputs.own_folders(Part.MAPPINGS))
        return [*mappings, *(OwnEdges(path, path.parent.name) for path in self.inputs.own_folders(Part.EDGES))]

    def _icd10(self, sources: CodeSources, code: str, track: SourceProgress) -> StoredLayer:
        """The layer of ICD-10 and the shipped mappings, as code of this fingerprint reads them."""
        if not sources.icd10:
            return StoredLayer(empty_layer())
        official = [Path(path) for source in sources.icd10 if (path := getattr(source, "path", None)) is not None]
        folders = self.inputs.own_folders(Part.CODES, Part.POLICIES)
        own = [path for path in official if any(path.is_relative_to(folder) for folder in folders)]
        shipped = [SHIPPED.part(part) for part in (Part.CODES, Part.MAPPINGS) if part not in self.inputs.without]
        day = self.inputs.official_day() if own else ""
        key = joined_key(code, day, str(own), fingerprint([SHIPPED.root / "spelling", *shipped, *own]))
        is_shared = not own and len(shipped) > 1
        name = "-".join(filter(None, ("icd10", OWN_KINDS_NAME if is_shared else self.inputs.name)))
        return self._layer(name, key, StoredLayer(empty_layer()), partial(track.read, sources.icd10), track.progress)

    def _other(self, sources: CodeSources, below: StoredLayer, track: SourceProgress) -> StoredLayer:
        """The layer of the user's other official files and policies."""
        files = self.inputs.own_folders(Part.CODES, Part.POLICIES)
        key = joined_key(below.key, self.inputs.official_day(), self.inputs.name, fingerprint(files))
        return self._layer(f"files-{self.inputs.name}", key, below, partial(track.read, sources.other), track.progress)

    def _layer(
        self, name: str, key: str, below: StoredLayer, read: Callable[[Merger], None], progress: Progress
    ) -> StoredLayer:
        known = self._open.get(name)
        if known is None or known.key != key or not known.is_there:
            known = read_layer(self._known / name, key)
            known = known or read_or_build(self._layers / name, key, below, read, progress)
            self._open[name] = known
        return known

    def _licences(self) -> dict[Path, str]:
        """The folders of pages, each with the licence of its pages."""
        shipped = realpath(SHIPPED.root)
        return {
            folder: SHIPPED_LICENCE if Path(realpath(folder)).is_relative_to(shipped) else UNKNOWN_LICENCE
            for folder in self.inputs.folders(Part.PAGES)
        }

    def ensure_snapshot(self, directory: Path | None = None, progress: Progress | None = None) -> Built | None:
        """Build into `directory`, unless it holds a build of just that; what was built, if anything.

        Raises:
            SnapshotError: the snapshot cannot be written.
        """
        directory, of = directory or self.inputs.snapshot, self.inputs.fingerprint()
        if inputs_of(directory) == of:
            return None
        with locked_for_build(directory), collector_paused():
            if inputs_of(directory) == of:  # Another process has built it meanwhile.
                return None
            built = self.build(progress)
            write_frozen(built.frozen, directory, of, progress)
        if directory == self.inputs.snapshot != DEFAULT_SNAPSHOT:
            remove_all_but_the_latest(directory.parent.glob(f"{OWN_SNAPSHOT}*"))
        return built


def ensure_default_snapshot() -> Built | None:
    """Build the graph of what ships and of the folders that the environment names, unless that is there.

    Raises:
        InvalidArgument: the environment names what is not there.
        SnapshotError: the snapshot cannot be written.
    """
    return GraphBuilder(BuildInputs.from_environment()).ensure_snapshot()
