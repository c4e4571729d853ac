"""The two programs that can install packages: uv, which is fast, and pip, which is always there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from install.pip_configuration import UnknownOptionError, uv_variables

LOCK = Path("requirements", "uv.txt")
"""The versions of pip and uv themselves."""
_UV = Path(sys.prefix, "Scripts" if os.name == "nt" else "bin", "uv")
_HASHES = "--require-hashes"
_INSTALL = ("install", "-q", "--disable-pip-version-check")


@dataclass(frozen=True, slots=True)
class Installer:
    """How a program is called, with which lock files and variables beside those that are given."""

    command: tuple[str, ...]
    own: tuple[Path, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)

    def locked(self, *files: Path) -> bool:
        """Install what lock files name; whether it succeeded. The program has said why if it did not."""
        return self._run(_HASHES, *(word for path in (*self.own, *files) for word in ("-r", str(path))))

    def editable(self, folder: Path) -> bool:
        """Install a project in place, with the build back end that is installed already."""
        return self._run("--no-deps", "--no-build-isolation", "--editable", str(folder))

    def _run(self, *words: str) -> bool:
        environment = {**os.environ, **self.variables}
        return subprocess.run([*self.command, *words], env=environment, check=False).returncode == 0


def installers() -> Iterator[Installer]:
    """Those that can be had here, the faster one first."""
    if found := _uv():
        yield found
        print("uv could not install that; pip tries.", file=sys.stderr)
    yield Installer((*_own_pip(), *_INSTALL))


def _uv() -> Installer | None:
    """The uv of `LOCK`, as the user has configured pip; None where it cannot be had or cannot honour that."""
    pip, configuration = _configured_pip()
    try:
        variables = uv_variables(configuration.splitlines(), os.environ)
    except UnknownOptionError as unknown:
        print(f"pip is configured with {unknown}, which uv does not know: pip installs.", file=sys.stderr)
        return None
    if _output(str(_UV), "--version") is None:  # It is not there, or was cut short.
        words = ("--force-reinstall", "--only-binary", ":all:", _HASHES, "-r", str(LOCK))
        if _output(*pip, *_INSTALL, *words) is None:
            return None
    return Installer((str(_UV), "pip", "install", "-q", "--python", sys.executable), (LOCK,), variables)


def _configured_pip() -> tuple[tuple[str, ...], str]:
    """A pip that can install here, and its configuration.

    That of the interpreter that this environment was made with comes first (pip 22.3 has `--python`): to put one into
    the environment takes longer than all the rest.
    """
    base = (os.path.realpath(getattr(sys, "_base_executable", sys.executable)), "-m", "pip", "--python", sys.executable)
    configuration = _output(*base, "config", "list")
    if configuration is not None:
        return base, configuration
    own = _own_pip()
    return own, _output(*own, "config", "list") or ""


def _own_pip() -> tuple[str, ...]:
    """The pip of this environment, which is put there if it is missing.

    Raises:
        subprocess.CalledProcessError: Python came without one; the error is printed.
    """
    pip = (sys.executable, "-m", "pip")
    if _output(*pip, "--version") is None:
        subprocess.run([sys.executable, "-m", "ensurepip", "--default-pip"], stdout=subprocess.DEVNULL, check=True)
    return pip


def _output(*command: str) -> str | None:
    """What a program prints; None if it fails, or is not there."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
