"""From tables of nodes and edges to a snapshot."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.model.findings import SourceError
from graph.progress_bar import Progress
from graph.store.snapshot_writer import Frozen, locked_for_build, write_frozen
from graph.tables.import_tables import ImportedTables, import_tables


@dataclass(frozen=True, slots=True)
class TableSnapshot:
    """Tables that were read and can be written as a snapshot."""

    imported: ImportedTables
    directory: Path

    @property
    def findings(self) -> list[SourceError]:
        """What is wrong with rows that were left out."""
        return list(self.imported.findings)

    def write(self, progress: Progress) -> str:
        """Write the snapshot, replacing one that is there; how large it is, and which version.

        Raises:
            SnapshotError: the place is taken by something that is no snapshot.
            SnapshotWriteError: it cannot be written.
        """
        frozen = Frozen.of_columns(self.imported.columns, self.imported.documents)
        write_frozen(frozen, self.directory, "", progress)
        return frozen.summary


@contextmanager
def read_table_snapshot(given: Path, directory: Path, progress: Progress) -> Iterator[TableSnapshot]:
    """Read a folder or zip of tables, to be written into a folder; no other build writes there meanwhile.

    What is read lies beside that folder, on the same disk, and is removed afterwards: some 100 bytes for each edge, and
    what sorting puts there meanwhile.

    Raises:
        TableError: the tables cannot be read.
        SnapshotError, SnapshotWriteError: see `TableSnapshot.write`.
    """
    with locked_for_build(directory):
        prefix = f".{directory.name}-import-"
        for left in directory.parent.glob(f"{prefix}*"):  # By one that was killed.
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=prefix, dir=directory.parent) as work:
            yield TableSnapshot(import_tables(given, Path(work), progress), directory)
