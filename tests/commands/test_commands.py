"""The command line, as someone types it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.model.source_files import ROOT
from graph.store.snapshot import attach_snapshot
from medcode.__main__ import main
from tests.shipped import PAGES

_ALONE = ["build", *(word for part in ("codes", "mappings", "pages") for word in ("--without", part)), "--data"]
"""A build of a folder of data by itself."""
KNEE = PAGES / "orthopedics" / "total-hip-replacement.txt"


@pytest.mark.parametrize("words", [["build", "--what"], ["new"], ["check", "x", "--system", "LOINC"]])
def test_wrong_words_exit_with_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == USAGE


def test_a_code_that_is_none_exits_with_2() -> None:
    assert main(["check", str(KNEE), "--code", "xyz", "--system", "CPT"]) == USAGE


@pytest.mark.parametrize(
    "words", [["--code", "00100"], ["--system", "CPT"], ["second-page.txt", "--code", "00100", "--system", "CPT"]]
)
def test_a_code_needs_its_system_and_one_page(words: list[str]) -> None:
    assert main(["check", str(KNEE), *words]) == USAGE


def test_it_runs_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--without", "codes", "--without", "mappings", "--out", "here", "--strict"]) == OK
    monkeypatch.chdir("/")
    assert main(["verify", "--graph", str(tmp_path / "here")]) == OK


def test_build_stats_and_verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = tmp_path / "mine" / "pages"
    shutil.copytree(PAGES / "orthopedics", pages)
    (pages / "letter.txt").write_text("Dear reader,")
    out = tmp_path / "out"
    assert main([*_ALONE, str(tmp_path / "mine"), "--out", str(out), "--strict"]) == FINDINGS
    assert not out.exists()
    assert main([*_ALONE, str(tmp_path / "mine"), "--out", str(out)]) == OK
    assert attach_snapshot(out).to_networkx().has_node("PAGE:total-hip-replacement")
    capsys.readouterr()
    assert main(["stats", "--graph", str(out)]) == OK
    assert "Procedure" in capsys.readouterr().out
    assert main(["verify", "--graph", str(out)]) == OK
    (pages / KNEE.name).write_text("tampered")
    assert main(["verify", "--graph", str(out)]) == FINDINGS


def test_a_build_of_nothing_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main([*_ALONE, str(tmp_path / "nowhere"), "--out", str(out)]) == USAGE
    assert "there is no such folder" in capsys.readouterr().err
    (tmp_path / "page").mkdir()
    assert main([*_ALONE, str(tmp_path), "--out", str(out)]) == USAGE
    assert "this folder has no part of a folder of data" in capsys.readouterr().err
    (tmp_path / "pages").mkdir()
    assert main([*_ALONE, str(tmp_path), "--out", str(out)]) == FINDINGS
    assert not out.exists()


def test_a_snapshot_that_is_none_is_a_clear_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--graph", str(tmp_path)]) == FINDINGS
    assert "there is no snapshot in this folder" in capsys.readouterr().err


def test_it_runs_as_a_program_whose_reader_may_leave(tmp_path: Path) -> None:
    """Two builds in processes with different hash seeds write the same bytes; a closed pipe is no error."""
    words = [sys.executable, "-m", "medcode", "build", "--without", "codes", "--without", "mappings", "--out"]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*words, str(tmp_path / seed)], cwd=ROOT, env=environment, check=True, capture_output=True)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / seed).glob("*.columns")} for seed in ("1", "2"))
    assert one == two
    reader, writer = os.pipe()
    os.close(reader)
    left = subprocess.run(
        [sys.executable, "-m", "medcode", "stats", "--graph", str(tmp_path / "1")],
        cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (left.returncode, left.stderr) == (OK, b"")


def test_an_unknown_variable_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDCODE_DATAS", str(tmp_path))
    assert main(["check", str(PAGES / "urology" / "shock-wave-lithotripsy.txt")]) == OK
    assert "MEDCODE_DATAS is no setting; did you mean MEDCODE_DATA?" in capsys.readouterr().err
