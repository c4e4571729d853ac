"""Snapshots changed by chance, with checksums that are right again: what somebody who means harm could hand over."""

import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import orjson

from graph.search.index_reader import folder_checksum
from graph.storage.columns import checksum

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 1, 2**31, 2**53, 2**63 - 1, 0.5, "", "x", "<u4", "../../etc/passwd", [], ["x"], {}, {"x": 1}),
)
FOOTER = 8
Manifest = dict[str, Any]


def forge(folder: Path, random: Random) -> str:
    """Change one thing or a few of a snapshot; what it was, for messages."""
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    change = random.choice((_change_column, _change_column, _change_column, _change_manifest, _change_index))
    said = change(folder, manifest, random)
    manifest["seal"] = _seal(manifest)
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    return said


def _seal(manifest: Manifest) -> str:
    unsealed = {name: value for name, value in manifest.items() if name != "seal"}
    return sha256(orjson.dumps(unsealed, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _change_column(folder: Path, manifest: Manifest, random: Random) -> str:
    """Write other numbers or bytes into a column."""
    path = folder / manifest["file"]
    data = bytearray(path.read_bytes())
    said = []
    for _ in range(random.choice((1, 1, 2, 8))):
        name, place = random.choice([item for item in manifest["columns"].items() if item[1]["count"]])
        size = int(place["dtype"][2])
        at = place["offset"] + size * random.randrange(place["count"])
        value = random.choice(_CHANGES)(int.from_bytes(data[at : at + size], "little"), size, random)
        data[at : at + size] = (value % (1 << 8 * size)).to_bytes(size, "little")
        said.append(f"{name} at {at}: {value}")
    path.write_bytes(data)
    manifest["checksum"] = checksum(path)
    return "; ".join(said)


_CHANGES: tuple[Callable[[int, int, Random], int], ...] = (
    lambda old, size, random: old + random.choice((-1, 1)),
    lambda old, size, random: random.randrange(1 << 8 * size),
    lambda old, size, random: (1 << 8 * size) - 1,
    lambda old, size, random: 0,
    lambda old, size, random: 0x1F,
    lambda old, size, random: old ^ 1 << random.randrange(8 * size),
    lambda old, size, random: random.randrange(64),
)


def _change_manifest(folder: Path, manifest: Manifest, random: Random) -> str:
    """Put an odd value somewhere into the manifest, or shift a column."""
    if random.random() < 0.4:
        name, place = random.choice(list(manifest["columns"].items()))
        field = random.choice(("offset", "count"))
        place[field] = max(0, place[field] + random.choice((-64, -4, -1, 1, 4, 64, 1 << 20)))
        return f"columns.{name}.{field} = {place[field]}"
    holder: Any = manifest
    path = []
    while True:
        keys = [key for key in (holder if isinstance(holder, dict) else range(len(holder))) if key != "seal"]
        key = random.choice(keys)
        path.append(str(key))
        if not isinstance(holder[key], dict | list) or not holder[key] or random.random() < 0.2:
            break
        holder = holder[key]
    if isinstance(holder, dict) and random.random() < 0.2:
        del holder[key]
        return f"without {'.'.join(path)}"
    holder[key] = random.choice(ODD_VALUES)
    return f"{'.'.join(path)} = {holder[key]!r}"


def _change_index(folder: Path, manifest: Manifest, random: Random) -> str:
    """Change a byte of a file of the index, or cut it short; the checksum of its footer is right or wrong."""
    index = folder / manifest["index"]
    path = random.choice([path for path in sorted(index.iterdir()) if path.stat().st_size])
    data = bytearray(path.read_bytes())
    at = random.randrange(len(data))
    said = f"{path.name} at {at}"
    if random.random() < 0.2:
        data, said = data[:at], f"{path.name} cut at {at}"
    else:
        data[at] = random.randrange(256)
    path.write_bytes(data)
    if random.random() < 0.5:
        said = f"{said}, with {_repair_footer(path)}"
    manifest["index_checksum"] = folder_checksum(index)
    return said


def _repair_footer(path: Path) -> str:
    """Write the checksum of a file of tantivy into its footer, where there is one; what was done."""
    data = path.read_bytes()
    end = len(data) - FOOTER - int.from_bytes(data[-FOOTER:-4], "little")
    try:
        footer = orjson.loads(data[max(end, 0) : -FOOTER]) | {"crc": zlib.crc32(data[:end])}
    except (orjson.JSONDecodeError, TypeError):
        return "no footer"
    written = orjson.dumps(footer)
    path.write_bytes(data[:end] + written + len(written).to_bytes(4, "little") + data[-4:])
    return "a right footer"
