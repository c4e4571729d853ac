"""Installs lock files into this environment, with uv where it can be had and with pip otherwise."""

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from install.installers import Installer, installers

_ROOT = Path(__file__).parent.parent
_INTERRUPTED = 130


def main() -> int:
    """Install; the exit code."""
    parser = ArgumentParser(prog="python -m install", description=__doc__)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a lock file")
    parser.add_argument("--optional", metavar="FILE", type=Path, help="one that may fail to install")
    parser.add_argument("--without", metavar="TEXT", default="", help="what to say where it did")
    parser.add_argument("--editable", action="store_true", help="install the project itself, too, in place")
    given = parser.parse_args()
    try:
        return 0 if any(_install(installer, given) for installer in installers()) else 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except subprocess.CalledProcessError:
        print("Python has no ensurepip module; on Debian: apt install python3-venv.", file=sys.stderr)
        return 1


def _install(installer: Installer, given: Namespace) -> bool:
    """Install with one program; whether all that is needed could be had."""
    if not (given.optional and installer.locked(*given.files, given.optional)):
        if not installer.locked(*given.files):
            return False
        if given.optional:
            print(given.without, file=sys.stderr)
    return not given.editable or installer.editable(_ROOT)


if __name__ == "__main__":
    sys.exit(main())
