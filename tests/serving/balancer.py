"""HAProxy as `deploy/haproxy.cfg` sets it up, before servers of a test."""

import csv
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.model.source_files import ROOT
from tests.serving.live_server import wait_until
from tests.serving.server_process import is_listening
from tests.test_server import free_port

CONFIGURATION = ROOT / "deploy" / "haproxy.cfg"
HAPROXY = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
"""Debian installs it where only root looks."""
NAMES = ("a", "b")
"""Of the servers of the configuration."""


@dataclass(frozen=True, slots=True)
class Balancer:
    """A balancer that runs, and the socket at which it says how servers are."""

    port: int
    control: Path

    def statistics(self, column: str) -> dict[str, str]:
        """What a column of `show stat` says of each server (HAProxy Management Guide, 9.1)."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.control))
            connection.sendall(b"show stat\n")
            with connection.makefile(encoding="ascii") as said:
                rows = list(csv.DictReader(said))
        return {row["svname"]: row[column] for row in rows if row["svname"] in NAMES}

    def serving(self) -> set[str]:
        """The servers that get requests; `UP 1/2` is one whose last check failed."""
        return {name for name, status in self.statistics("status").items() if status.startswith("UP")}

    def waiting(self) -> int:
        """Requests that servers have not answered yet."""
        return sum(map(int, self.statistics("scur").values()))

    def retried(self) -> int:
        """How often requests were sent once more; one that went to another server may count twice."""
        return sum(int(n) for column in ("wretr", "wredis") for n in self.statistics(column).values())


def configuration(folder: Path, port: int, servers: tuple[int, ...]) -> str:
    """The file with the addresses of the test, without what only the superuser may."""
    replaced = {
        "/dev/log local0": "stderr format raw local0",
        "    chroot /var/lib/haproxy\n    user haproxy\n    group haproxy\n": "",
        "/run/haproxy/admin.sock": str(folder / "control"),
        ":443 ssl crt /etc/haproxy/graph.example.pem alpn h2,http/1.1": f"127.0.0.1:{port}",
        "192.0.2.11:8000": f"127.0.0.1:{servers[0]}",
        "192.0.2.12:8000": f"127.0.0.1:{servers[1]}",
    }
    text = CONFIGURATION.read_text(encoding="utf-8")
    for documented, tested in replaced.items():
        assert text.count(documented) == 1, documented
        text = text.replace(documented, tested)
    return text


@contextmanager
def balanced(folder: Path, *servers: int) -> Iterator[Balancer]:
    """A balancer before servers at these ports; `folder` is for its files."""
    balancer, file = Balancer(free_port(), folder / "control"), folder / "haproxy.cfg"
    file.write_text(configuration(folder, balancer.port, servers), encoding="utf-8")
    with (folder / "haproxy.log").open("wb") as log:
        process = subprocess.Popen([str(HAPROXY), "-db", "-f", str(file)], stdout=log, stderr=log)
    try:
        wait_until(lambda: process.poll() is not None or (balancer.control.exists() and is_listening(balancer.port)))
        assert process.poll() is None, (folder / "haproxy.log").read_text(encoding="utf-8")
        yield balancer
    finally:
        process.terminate()
        process.wait()
