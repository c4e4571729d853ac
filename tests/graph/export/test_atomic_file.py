"""Files that are whole or not there, whatever happens while they are written."""

import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.export.atomic_file import write_file, write_files
from graph.model.errors import ExportError, ExportInterrupted
from graph.model.source_files import ROOT

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _breaking() -> Iterator[bytes]:
    yield b"half"
    raise OSError(28, "No space left on device")


def _export(*words: str, **options: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "medcode", "export", "--format", "jsonl", "--of", "RISK:infection", *words]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


def test_it_is_written_whole(tmp_path: Path) -> None:
    assert write_file(tmp_path / "a", [b"one", b"two"]) == 6
    assert (tmp_path / "a").read_bytes() == b"onetwo"
    assert _names(tmp_path) == ["a"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("x")])
def test_what_breaks_off_leaves_what_was_there(error: BaseException, tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise error

    (tmp_path / "a").write_bytes(b"before")
    with pytest.raises((ExportError, KeyboardInterrupt, ValueError)):
        write_file(tmp_path / "a", pieces())
    assert _names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"before"


def test_files_that_belong_together_are_all_there_or_none(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No space left"):
        write_files({tmp_path / "a": [b"whole"], tmp_path / "a.manifest.json": _breaking()})
    assert _names(tmp_path) == []


@pytest.mark.parametrize("path", ["missing/a", "folder"])
def test_where_no_file_can_be_it_is_told(path: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError, match=path.partition("/")[0]):
        write_file(tmp_path / path, [b"x"])
    assert _names(tmp_path) == ["folder"]


@needs_full
def test_a_full_device_is_told_and_stays_a_device() -> None:
    with pytest.raises(ExportInterrupted, match="No space left"):
        write_file(FULL, [b"x" * 100_000])
    assert FULL.is_char_device()


def test_a_named_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = list[bytes]()
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_file(pipe, [b"one", b"two"])
    reader.join(3)
    assert read == [b"onetwo"]


@pytest.mark.usefixtures("shipped")
def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path: Path) -> None:
    """As full as the system makes it: no file may be longer than 8 KB."""
    out = tmp_path / "a.jsonl"
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))  # noqa: E731
    process = _export("--out", str(out), preexec_fn=limit)
    said = process.communicate(timeout=300)[1].decode()
    assert process.returncode == 1
    assert "The export could not be written" in said
    assert "File too large" in said
    assert "Traceback" not in said
    assert _names(tmp_path) == []


WORDS = pytest.mark.parametrize("words", [["--depth", "1"], ["--depth", "0"]], ids=["much", "less than a buffer"])


@needs_full
@WORDS
def test_standard_output_that_is_full_is_told(words: list[str]) -> None:
    with FULL.open("wb") as full:
        process = _export("--out", "-", *words, stdout=full)
        said = process.communicate(timeout=300)[1].decode()
    assert process.returncode == 1
    assert "The export broke off" in said
    assert "No space left on device" in said
    assert "Exception" not in said


@WORDS
def test_a_pipe_that_is_closed_is_told(words: list[str]) -> None:
    with _export("--out", "-", *words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
        assert process.wait(300) == 1
    assert "The export broke off" in said
    assert "Broken pipe" in said
    assert "Exception" not in said
