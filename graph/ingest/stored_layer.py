"""A layer of a graph on disk, from which the next build goes on where its sources have not changed.

It is a snapshot, and beside it in `<name>.layer` what else the next layer needs. Both have the key of what they were
read from.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph.ingest.kept_file import read_kept, write_kept
from graph.ingest.layer import Layer
from graph.ingest.merge import Merged, Merger
from graph.model.errors import SnapshotError
from graph.progress_bar import MERGING, Progress
from graph.storage.extend import extend
from graph.store.manifest import read_manifest
from graph.store.snapshot import Snapshot, attach_snapshot, inputs_of
from graph.store.snapshot_writer import Frozen, locked_for_build, write_frozen

_KEPT = 6
"""Layers that are kept, of all folders of data, and as many files of pages."""
PAGES = "pages-"
"""What the names of files of pages begin with (see `graph.ingest.stored_pages`)."""


@dataclass(frozen=True, slots=True)
class StoredLayer:
    """A layer with its snapshot, the folder and the files of its index, and the key; the empty one has none of them."""

    layer: Layer
    key: str = ""
    index: Path | None = None
    snapshot: Snapshot | None = None
    files: frozenset[tuple[str, int]] = frozenset()

    @property
    def is_there(self) -> bool:
        """Whether its index is on disk still: another build may have written another layer in its place."""
        return self.index is None or _files(self.index) == self.files

    def frozen(self, merged: Merged) -> Frozen:
        """The graph of this layer with what was merged upon it."""
        extended = extend(self.layer.graph, merged.additions)
        if self.snapshot is None or self.index is None:
            return Frozen.of(extended.rows, merged.documents)
        return Frozen.upon(self.snapshot, self.index, merged.additions, extended)


def read_or_build(
    folder: Path, key: str, below: StoredLayer, read: Callable[[Merger], None], progress: Progress
) -> StoredLayer:
    """The layer of this key in a folder; where there is another one, or none, `read` reads it anew.

    Raises:
        SnapshotError: it cannot be written.
    """
    known = read_layer(folder, key)
    if known is not None:
        return known
    with locked_for_build(folder):
        known = read_layer(folder, key)  # Another process may have built it meanwhile.
        if known is None:
            merger = Merger(below.layer)
            read(merger)
            progress.stage(MERGING)
            merged = merger.merge(is_last=False)
            progress.advance(1, 2)
            frozen = below.frozen(merged)
            write_frozen(frozen, folder, key, progress)
            _write_beside(folder, key, merged)
            remove_old_layers(folder.parent)
        found = known or read_layer(folder, key)
    if found is None:
        raise SnapshotError(directory=str(folder), problem="what was just written is gone")
    return found


def remove_old_layers(folder: Path) -> None:
    """Remove the layers that were asked for longest ago, and the pages; each folder of data has its own."""
    layers = [path for path in folder.iterdir() if path.is_dir()]
    pages = list(folder.glob(f"{PAGES}*"))
    remove_all_but_the_latest(layers)
    remove_all_but_the_latest(pages)


def remove_all_but_the_latest(paths: Iterable[Path]) -> None:
    """Remove folders, with what lies beside them, and files, but for those that were written or asked for last."""
    for path in sorted(paths, key=_time, reverse=True)[_KEPT:]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
            _beside(path).unlink(missing_ok=True)
        else:
            path.unlink(missing_ok=True)


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # Another build has just removed it.
        return 0


def _beside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.layer")


def _write_beside(folder: Path, key: str, merged: Merged) -> None:
    kept = merged.documents, merged.findings, merged.denied, merged.waiting, merged.names
    write_kept(_beside(folder), key, kept)


def read_layer(folder: Path, key: str) -> StoredLayer | None:
    """The layer of a folder; None where it is of another key, or damaged."""
    kept = read_kept(_beside(folder), key) if inputs_of(folder) == key else None
    if not isinstance(kept, tuple):
        return None
    try:
        snapshot = attach_snapshot(folder)
        index = folder / read_manifest(folder).index
    except SnapshotError:
        return None
    with suppress(OSError):
        os.utime(folder)  # It is not among those that were asked for longest ago.
    documents, findings, denied, waiting, names = kept
    layer = Layer(snapshot.graph, documents, findings, denied, waiting, names, snapshot.finder)
    return StoredLayer(layer, key, index, snapshot, _files(index))


def _files(folder: Path) -> frozenset[tuple[str, int]]:
    """The files of a folder with their sizes in bytes, but for locks; none where it cannot be read."""
    try:
        return frozenset((path.name, path.stat().st_size) for path in folder.glob("[!.]*"))
    except OSError:
        return frozenset()
