"""Files as sources: their place, checksum and licence."""

from functools import cache
from hashlib import file_digest
from importlib.util import find_spec
from os.path import realpath
from pathlib import Path

from graph.model.elements import Evidence, SourceDocument

ROOT = Path(__file__).parent.parent.parent
"""The folder of the project."""
PROJECT = "project:"
"""Marks the path of a file that the project ships, below its folder."""
PACKAGE = "package:"
"""Marks the path of a file that an installed package ships: it is found wherever the package is."""
PUBLIC_DOMAIN = "public domain (work of the US government)"


def package_document(package: str, name: str, id: str, title: str, licence: str = PUBLIC_DOMAIN) -> SourceDocument:
    """A file of an installed package as a document."""
    path = f"{PACKAGE}{package}/{name}"
    return SourceDocument(id, title, path, _digest(local_path(path)), licence)


def document_path(path: Path) -> str:
    """A document's place, written so that it is found again from any folder and wherever the project is."""
    resolved = Path(realpath(path))  # `Path.resolve` raises where links lead in a circle.
    return f"{PROJECT}{resolved.relative_to(ROOT).as_posix()}" if resolved.is_relative_to(ROOT) else str(resolved)


def file_document(
    path: Path, id: str, title: str, licence: str = PUBLIC_DOMAIN, *, redistributable: bool = True
) -> SourceDocument:
    """A file of the user's as a document.

    Raises:
        OSError: it cannot be read.
    """
    return SourceDocument(id, title, document_path(path), _digest(path), licence, redistributable)


def local_path(path: str) -> Path:
    """Where a document lies on this machine.

    Raises:
        OSError: its package is not installed.
    """
    if path.startswith(PROJECT):
        return ROOT / path.removeprefix(PROJECT)
    if not path.startswith(PACKAGE):
        return Path(path)
    package, _, name = path.removeprefix(PACKAGE).partition("/")
    return package_folder(package) / name


def package_folder(package: str) -> Path:
    """The folder of an installed package, found without importing it: some parse all their data when imported.

    Raises:
        FileNotFoundError: it is not installed.
    """
    top, *below = package.split(".")
    spec = find_spec(top)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"{PACKAGE}{package}")
    return Path(spec.submodule_search_locations[0], *below)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@cache
def document_evidence(document: SourceDocument) -> tuple[Evidence, ...]:
    """Evidence by a document as a whole: one tuple for all edges that come from it."""
    return (Evidence(document.id),)
