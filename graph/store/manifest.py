"""The manifest of a snapshot: read, checked against what a build writes, and written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import orjson

from graph.model.elements import SourceDocument
from graph.model.errors import OtherOntology, SnapshotError
from graph.model.ontology import ONTOLOGY
from graph.storage.columns import Place
from graph.store.ontology_record import OntologyRecord, difference, parsed_record

FORMAT = "medcode-graph/10"
NAME = "manifest.json"
PART = f"{NAME}.part"
"""The manifest while it is written."""
COLUMNS_SUFFIX, INDEX_SUFFIX = ".columns", ".search"
_FILE_NAME = re.compile(r"[A-Za-z0-9_]+")
_MOST = 1 << 53
"""More than any count or offset can be."""
Value = TypeVar("Value")


class _Unexpected(ValueError):
    """A value that no build writes; the message names the field."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself; `index` and `file` are names in its folder."""

    version: str
    inputs: str
    file: str
    checksum: str
    index: str
    index_checksum: str
    documents: tuple[SourceDocument, ...]
    nodes: Mapping[str, int]
    edges: Mapping[str, int]
    columns: Mapping[str, Place]
    ontology: OntologyRecord
    slot: int | None = None
    """The slot of the version in a database that keeps its edges; None where the columns have them."""


def read_manifest(directory: Path, name: Path | None = None) -> Manifest:
    """The manifest of the snapshot in a folder; `name` is what errors call the folder, its path unless given.

    Raises:
        SnapshotError: there is none, or it is damaged, of another format, or says what no build would.
        OtherOntology: it was built with kinds or properties that this process does not have.
    """
    name = name or directory
    try:
        content = (directory / NAME).read_bytes()
    except FileNotFoundError as error:
        raise SnapshotError(directory=str(name), problem="there is no snapshot in this folder") from error
    except OSError as error:
        raise SnapshotError(file=str(name / NAME), problem=str(error)) from error
    return parse_manifest(content, name / NAME)


def parse_manifest(content: bytes, path: Path) -> Manifest:
    """The manifest that a file holds; `path` is what errors call it.

    Raises:
        SnapshotError: it is damaged, of another format, or says what no build would.
    """
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise SnapshotError(file=str(path), problem=str(error)) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise SnapshotError(file=str(path), problem=f"this is not of the format {FORMAT}")
    if found.get("seal") != _seal(found):
        raise SnapshotError(file=str(path), problem="the file is damaged: its checksum is not its own")
    try:
        ontology = _ontology(found.get("ontology"))
        problem = difference(ontology)
        if problem is not None:
            raise OtherOntology(file=str(path), problem=problem)
        return _parse(found, ontology)
    except _Unexpected as error:
        raise SnapshotError(file=str(path), problem=str(error)) from error


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Replace the manifest of a folder in one step."""
    unsealed = {"format": FORMAT, **orjson.loads(orjson.dumps(manifest))}
    part = directory / PART
    part.write_bytes(orjson.dumps(unsealed | {"seal": _seal(unsealed)}, option=orjson.OPT_INDENT_2))
    part.replace(directory / NAME)


def _seal(manifest: Mapping[str, Any]) -> str:
    unsealed = {name: value for name, value in manifest.items() if name != "seal"}
    return sha256(orjson.dumps(unsealed, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _parse(found: dict[str, Any], ontology: OntologyRecord) -> Manifest:
    return Manifest(
        **{name: _text(found.get(name), name) for name in ("version", "inputs", "checksum", "index_checksum")},
        file=_file_name(found.get("file"), "file", COLUMNS_SUFFIX),
        index=_file_name(found.get("index"), "index", INDEX_SUFFIX),
        documents=tuple(_document(item, f"documents[{at}]") for at, item in enumerate(_list(found, "documents"))),
        nodes=_counts(found.get("nodes"), "nodes", ONTOLOGY.nodes),
        edges=_counts(found.get("edges"), "edges", ONTOLOGY.edges),
        columns=_each(found.get("columns"), "columns", _place),
        slot=None if found.get("slot") is None else _count(found["slot"], "slot"),
        ontology=ontology,
    )


def _ontology(value: object) -> OntologyRecord:
    record = parsed_record(value)
    if record is None:
        raise _Unexpected("`ontology` has no kinds with their properties")
    return record


def _text(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise _Unexpected(f"`{field}` is not a text")
    return value


def _file_name(value: object, field: str, suffix: str) -> str:
    """A name of a file in the folder itself, so that a manifest leads nowhere else."""
    name = _text(value, field)
    if not name.endswith(suffix) or not _FILE_NAME.fullmatch(name.removesuffix(suffix)):
        raise _Unexpected(f"`{field}` is no name of a file with the ending {suffix}")
    return name


def _count(value: object, field: str) -> int:
    if type(value) is not int or not 0 <= value < _MOST:
        raise _Unexpected(f"`{field}` is not a count")
    return value


def _list(found: Mapping[str, Any], field: str) -> list[object]:
    value = found.get(field)
    if not isinstance(value, list):
        raise _Unexpected(f"`{field}` is not a list")
    return value


def _each(value: object, field: str, parse: Callable[[object, str], Value]) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise _Unexpected(f"`{field}` is not an object")
    return {name: parse(item, f"{field}.{name}") for name, item in value.items()}


def _counts(value: object, field: str, kinds: Mapping[str, object]) -> dict[str, int]:
    counts = _each(value, field, _count)
    for kind in counts:
        if kind not in kinds:
            raise _Unexpected(f"`{field}` has the unknown kind {kind}")
    return counts


def _document(value: object, field: str) -> SourceDocument:
    given: dict[str, Any] = _each(value, field, lambda item, _: item)
    declared = {item.name: item for item in fields(SourceDocument)}
    if not given.keys() <= declared.keys():
        raise _Unexpected(f"`{field}` has fields that no document has")
    for name, item in declared.items():
        is_default = item.default is not MISSING and given.get(name, item.default) == item.default
        expected = bool if name == "redistributable" else str
        if not is_default and not isinstance(given.get(name), expected):
            raise _Unexpected(f"`{field}.{name}` is not of the type {expected.__name__}")
    return SourceDocument(**given)


def _place(value: object, field: str) -> Place:
    given = _each(value, field, lambda item, _: item)
    if given.keys() != {"dtype", "offset", "count"}:
        raise _Unexpected(f"`{field}` has not just the fields dtype, offset and count")
    return Place(
        _text(given["dtype"], f"{field}.dtype"),
        _count(given["offset"], f"{field}.offset"),
        _count(given["count"], f"{field}.count"),
    )
