"""Which program installs, and what is asked of it; nothing is installed here."""

import subprocess
import sys
from pathlib import Path

import pytest

from install import __main__ as command
from install.installers import LOCK, Installer, installers

FILES = (Path("run.txt"), Path("native.txt"))


def installer(folder: Path, refuses: str = "") -> Installer:
    """A program that writes down what it is asked for, and fails where a word is among it."""
    code = (
        "import pathlib, sys; words = sys.argv[1:]\n"
        f"with open({str(folder / 'asked')!r}, 'a') as file: print(*words, file=file)\n"
        f"sys.exit({refuses!r} in words)"
    )
    return Installer((sys.executable, "-c", code))


def run(monkeypatch: pytest.MonkeyPatch, *programs: Installer) -> int:
    words = ["install", "run.txt", "--optional", "native.txt", "--without", "No machine code.", "--editable"]
    monkeypatch.setattr(sys, "argv", words)
    monkeypatch.setattr(command, "installers", lambda: iter(programs))
    return command.main()


def asked(folder: Path) -> list[str]:
    return (folder / "asked").read_text().splitlines()


def test_all_is_installed_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert run(monkeypatch, installer(tmp_path)) == 0
    locked, editable = asked(tmp_path)
    assert locked == "--require-hashes -r run.txt -r native.txt"
    assert editable.startswith("--no-deps --no-build-isolation --editable ")


def test_what_may_be_missing_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, installer(tmp_path, "native.txt")) == 0
    assert asked(tmp_path)[1] == "--require-hashes -r run.txt"
    assert capsys.readouterr().err == "No machine code.\n"


def test_the_next_program_tries_where_one_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    first, second = installer(folders[0], "run.txt"), installer(folders[1])
    assert run(monkeypatch, first, second) == 0
    assert len(asked(folders[1])) == 2
    assert run(monkeypatch, first) == 1


def test_pip_installs_where_uv_would_not_honour_what_pip_is_configured_with(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIP_NO_BINARY", ":none:")
    (only,) = installers()
    assert only.command[:3] == (sys.executable, "-m", "pip")
    assert only.own == ()
    assert "no-binary" in capsys.readouterr().err


def test_the_lock_of_the_installers_is_there() -> None:
    assert LOCK.is_file()
    subprocess.run([sys.executable, "-m", "install", "--help"], check=True, capture_output=True)
