"""What tests of builds upon kept layers build, and how they compare it."""

from datetime import date
from pathlib import Path

from graph.ingest.build_inputs import BuildInputs
from graph.ingest.data_folder import DataFolder, Part
from graph.ingest.graph_builder import Built
from graph.store.snapshot_writer import write_frozen

_DAY = date(2026, 11, 30)


def inputs(root: Path) -> BuildInputs:
    """A folder of data alone, without what ships."""
    return BuildInputs((DataFolder(root),), frozenset(Part), _DAY)


def written(built: Built, folder: Path) -> dict[str, bytes]:
    """Write what was built; all files of the snapshot by name, but for locks."""
    write_frozen(built.frozen, folder, "same")
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if not path.name.startswith(".")}


def said(built: Built) -> list[str]:
    """The findings, in their order."""
    return [str(finding) for finding in built.findings]
