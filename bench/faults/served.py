"""A server of two workers over a copy of the snapshot, which may be damaged."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.peers.process import START_SECONDS, end
from graph.machine.machine_code_cache import CACHE
from graph.model.source_files import ROOT

_STARTED = re.compile(r"Started server process \[(\d+)\]")
_PORT = re.compile(r"http://127\.0\.0\.1:(\d+)")
_FULL_DISK = (
    'mount -t tmpfs -o size=16k tmpfs "$1" && { dd if=/dev/zero of="$1/full" bs=4k 2>/dev/null; shift; exec "$@"; }'
)
"""Run in a mount namespace of its own: nobody else sees that disk."""
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Served:
    """The supervisor, the file of what all of its processes say, and the snapshot."""

    process: "subprocess.Popen[bytes]"
    said: Path
    snapshot: Path

    @property
    def log(self) -> str:
        return self.said.read_text(encoding="utf-8", errors="replace")

    @property
    def port(self) -> int:
        found = _PORT.search(self.log)
        return int(found[1]) if found else 0

    def workers(self) -> list[int]:
        """The workers that have started and live, the oldest first."""
        return [pid for pid in map(int, _STARTED.findall(self.log)) if Path(f"/proc/{pid}/cmdline").exists()]


def can_mount() -> bool:
    """Whether this user may mount a disk in a namespace of its own."""
    command = ["unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@contextmanager
def serving(snapshot: Path, *, full_disk: bool) -> Iterator[Served]:
    """The server, with all workers ready; with `full_disk`, the cache of machine code is on a disk without space."""
    with TemporaryDirectory() as place:
        copied, said = Path(place, "graph"), Path(place, "said")
        shutil.copytree(snapshot, copied)
        words = [sys.executable, "server.py", "--port", "0", "--workers", str(WORKERS), "--store", f"snapshot:{copied}"]
        with said.open("wb") as output:
            process = subprocess.Popen(
                [*_on_a_full_disk(), *words] if full_disk else words, cwd=ROOT, env=os.environ, stderr=output
            )
        served = Served(process, said, copied)
        try:
            _wait(served)
            yield served
        finally:
            end(process, 30)


def _on_a_full_disk() -> Sequence[str]:
    CACHE.mkdir(parents=True, exist_ok=True)
    return ("unshare", "-m", "sh", "-c", _FULL_DISK, "sh", str(CACHE))


def _wait(served: Served) -> None:
    end = time.monotonic() + START_SECONDS
    while len(served.workers()) < WORKERS or served.log.count("startup complete") < WORKERS or not served.port:
        assert served.process.poll() is None, served.log
        assert time.monotonic() < end, served.log
        time.sleep(0.1)
