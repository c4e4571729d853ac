"""The command line, as someone types it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.console import FINDINGS, OK, USAGE
from graph.ingest.build_inputs import PAGES
from graph.model.source_files import ROOT
from graph.store.snapshot import attach_snapshot
from medcode.__main__ import main

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
    assert main(["build", "--pages-only", "--out", "here", "--strict"]) == OK
    monkeypatch.chdir("/")
    assert main(["verify", "--graph", str(tmp_path / "here")]) == OK


def test_build_stats_and_verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = tmp_path / "pages"
    shutil.copytree(PAGES / "orthopedics", pages)
    (pages / "letter.txt").write_text("Dear reader,")
    out = tmp_path / "out"
    assert main(["build", "--pages-only", "--pages", str(pages), "--out", str(out), "--strict"]) == FINDINGS
    assert not out.exists()
    assert main(["build", "--pages-only", "--pages", str(pages), "--out", str(out)]) == OK
    assert attach_snapshot(out).to_networkx().has_node("PAGE:total-hip-replacement")
    capsys.readouterr()
    assert main(["stats", "--graph", str(out)]) == OK
    assert "Procedure" in capsys.readouterr().out
    assert main(["verify", "--graph", str(out)]) == OK
    (pages / KNEE.name).write_text("tampered")
    assert main(["verify", "--graph", str(out)]) == FINDINGS


def test_a_build_of_nothing_writes_nothing(tmp_path: Path) -> None:
    assert (
        main(["build", "--pages-only", "--pages", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")])
        == FINDINGS
    )
    assert not (tmp_path / "out").exists()


def test_a_snapshot_that_is_none_is_a_clear_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--graph", str(tmp_path)]) == FINDINGS
    assert "there is no snapshot in this folder" in capsys.readouterr().err


def test_it_runs_as_a_program_whose_reader_may_leave(tmp_path: Path) -> None:
    """Two builds in processes with different hash seeds write the same bytes; a closed pipe is no error."""
    words = [sys.executable, "-m", "medcode", "build", "--pages-only", "--pages", str(PAGES / "urology"), "--out"]
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
    monkeypatch.setenv("MEDCODE_CODE", str(tmp_path))
    assert main(["check", str(PAGES / "urology" / "shock-wave-lithotripsy.txt")]) == OK
    assert "MEDCODE_CODE is no setting; did you mean MEDCODE_CODES?" in capsys.readouterr().err
