"""The Node packages of peers, and the programs that run them."""

import shutil
import subprocess
from pathlib import Path


def install(folder: Path) -> None:
    """Install what the lock file of a folder names, just as it is locked; nothing to do where it is there."""
    mark = folder / "node_modules" / ".package-lock.json"
    if not mark.exists() or mark.stat().st_mtime < (folder / "package-lock.json").stat().st_mtime:
        command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=folder, check=True)
        mark.touch()


def program(name: str) -> str:
    """Where a program of Node is."""
    found = shutil.which(name)
    assert found is not None, f"{name} is needed: install Node"
    return found
