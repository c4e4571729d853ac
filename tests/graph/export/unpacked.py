"""The files in an export that is a zip."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from graph.export.formats import FORMATS
from graph.export.subgraph import ExportedSubgraph


def unpacked(name: str, part: ExportedSubgraph) -> dict[str, bytes]:
    """Each member's content."""
    with ZipFile(BytesIO(b"".join(FORMATS[name].write(part)))) as archive:
        assert archive.testzip() is None
        return {member: archive.read(member) for member in archive.namelist()}


def unpack(name: str, part: ExportedSubgraph, folder: Path) -> Path:
    """The same as files."""
    for member, content in unpacked(name, part).items():
        path = folder / member
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
