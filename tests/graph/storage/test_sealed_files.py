"""Copies in memory: they stay as they are, and go with who has them."""

import os
from pathlib import Path

import pytest

from graph.storage.sealed_files import NoSealedFileError, SealedFiles

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="there are no sealed files here")


def test_a_copy_stays_as_it_is_and_cannot_be_changed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("what it was")
    files = SealedFiles()
    files.copy(tmp_path / "a", "folder/a")
    os.truncate(tmp_path / "a", 0)
    copy = files.folder / "folder" / "a"
    assert copy.read_text() == "what it was"
    with pytest.raises(PermissionError):
        copy.write_text("other")
    with pytest.raises(PermissionError):
        os.truncate(copy, 0)


def test_descriptors_and_links_go_with_the_object(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("text")
    files = SealedFiles()
    for name in ("a", "b", "folder/c"):
        files.copy(tmp_path / "a", name)
    folder, descriptors = files.folder, list(files.descriptors.values())
    assert [os.fstat(descriptor).st_size for descriptor in descriptors] == [4, 4, 4]
    del files
    assert not folder.exists()
    for descriptor in descriptors:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(descriptor)


def test_descriptors_that_another_process_made_are_taken_over(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("text")
    one = SealedFiles()
    one.copy(tmp_path / "a", "a")
    two = SealedFiles({"a": os.dup(one.descriptors["a"])})
    del one
    assert (two.folder / "a").read_text() == "text"


def test_it_is_said_where_there_can_be_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="No such file"):
        SealedFiles().copy(tmp_path / "nothing", "a")
    monkeypatch.setattr("graph.storage.sealed_files._HAS_SEALS", False)
    with pytest.raises(NoSealedFileError, match="no sealed files"):
        SealedFiles().copy(tmp_path / "a", "a")
