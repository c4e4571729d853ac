"""Members of a zip, line by line."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from graph.model.errors import UnreadableExport


def iter_zip_lines(path: Path, member: str) -> Iterator[str]:
    """The lines of a file in a zip, without their ends: only a line feed ends a line.

    Raises:
        UnreadableExport: there is no such zip, or no such file in it, or it is damaged; also while lines are taken.
    """
    try:
        with ZipFile(path) as archive, archive.open(member) as file:
            for line in file:
                yield line.decode().removesuffix("\n")
    except OSError as error:
        raise UnreadableExport(file=str(path), problem=error.strerror or str(error)) from error
    except KeyError as error:
        raise UnreadableExport(file=str(path), problem=f"{member} is not in it") from error
    except (BadZipFile, zlib.error, UnicodeDecodeError) as error:
        raise UnreadableExport(file=str(path), member=member, problem=str(error)) from error
