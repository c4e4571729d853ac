"""Zips that stream."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.export.zip_stream import FASTEST, STORED, stream_zip

MEMBERS = [("one.txt", [b"first ", b"second"]), ("folder/leer.txt", []), ("three.bin", [bytes(range(256)) * 4096])]


@pytest.mark.parametrize("level", [FASTEST, STORED])
def test_members_come_out_as_they_went_in(level: int) -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(stream_zip(MEMBERS, level)))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: b"".join(pieces) for name, pieces in MEMBERS
        }
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_comes_while_the_members_are_still_made() -> None:
    made = list[int]()

    def endless() -> Iterator[bytes]:
        for number in range(10_000):
            made.append(number)
            yield bytes(range(256)) * 256

    stream = stream_zip([("big.bin", endless())], STORED)
    for _ in range(10):
        next(stream)
    assert len(made) < 100


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_another_program_unpacks_it(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"".join(stream_zip(MEMBERS)))
    subprocess.run(["unzip", "-q", "a.zip"], cwd=tmp_path, check=True)
    assert (tmp_path / "one.txt").read_bytes() == b"first second"
