"""A layer of a graph on disk, from which the next build goes on where its sources have not changed.

It is a snapshot, and beside it in `<name>.layer` what else the next layer needs. Both have the key of what they were
read from.
"""

import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.ingest.layer import Layer
from graph.ingest.merge import Merged, Merger
from graph.model.errors import SnapshotError
from graph.progress_bar import MERGING, Progress
from graph.storage.extend import extend
from graph.store.snapshot import Snapshot, attach_snapshot, inputs_of
from graph.store.snapshot_writer import Frozen, locked_for_build, write_frozen

_KEPT = 6
"""Layers that are kept, of all folders of data."""


@dataclass(frozen=True, slots=True)
class StoredLayer:
    """A layer with its snapshot, the folder of that and the key; the empty one, below all, has none of them."""

    layer: Layer
    key: str = ""
    folder: Path | None = None
    snapshot: Snapshot | None = None

    def frozen(self, merged: Merged) -> Frozen:
        """The graph of this layer with what was merged upon it."""
        extended = extend(self.layer.graph, merged.additions)
        if self.snapshot is None or self.folder is None:
            return Frozen.of(extended.rows, merged.documents)
        return Frozen.upon(self.snapshot, self.folder, merged.additions, extended)


def read_or_build(
    folder: Path, key: str, below: StoredLayer, read: Callable[[Merger], None], progress: Progress
) -> StoredLayer:
    """The layer of this key in a folder; where there is another one, or none, `read` reads it anew.

    Raises:
        SnapshotError: it cannot be written.
    """
    known = _read(folder, key)
    if known is not None:
        return known
    with locked_for_build(folder):
        known = _read(folder, key)  # Another process may have built it meanwhile.
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
        found = known or _read(folder, key)
    if found is None:
        raise SnapshotError(directory=str(folder), problem="what was just written is gone")
    return found


def remove_old_layers(folder: Path) -> None:
    """Remove the layers that were written longest ago; each folder of data has its own."""
    layers = sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: -path.stat().st_mtime)
    for path in layers[_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
        _beside(path).unlink(missing_ok=True)


def _beside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.layer")


def _write_beside(folder: Path, key: str, merged: Merged) -> None:
    part = _beside(folder).with_suffix(".part")
    kept = key, merged.documents, merged.findings, merged.denied, merged.waiting, merged.names
    part.write_bytes(pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
    part.replace(_beside(folder))


def _read(folder: Path, key: str) -> StoredLayer | None:
    """The layer of a folder; None where it is of another key, or damaged."""
    if inputs_of(folder) != key:
        return None
    try:
        kept = pickle.loads(_beside(folder).read_bytes())  # noqa: S301  (our own cache, as the code beside it)
        of_key, documents, findings, denied, waiting, names = kept
        snapshot = attach_snapshot(folder)
    except (OSError, ValueError, TypeError, EOFError, AttributeError, ImportError, pickle.PickleError, SnapshotError):
        return None
    if of_key != key:
        return None
    layer = Layer(snapshot.graph, documents, findings, denied, waiting, names, snapshot.finder)
    return StoredLayer(layer, key, folder, snapshot)
