"""A TCP proxy before a database: it delays what comes from it, withholds it, cuts connections, or turns elsewhere."""

import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Event, Lock, Thread

from graph.database.address import DatabaseAddress, parse_address
from graph.database.fetch_version import folder_of

Address = tuple[str, int]


class DatabaseProxy:
    """The proxy; `target` is where new connections lead to, None where they are taken and lead nowhere."""

    def __init__(self, listening: socket.socket, target: Address) -> None:
        self.port: int = listening.getsockname()[1]
        self.target: Address | None = target
        self.delay = 0.0
        """Seconds by which each piece from the database comes later."""
        self._flowing, self._open, self._lock = Event(), set[socket.socket](), Lock()
        self._flowing.set()
        self._listening = listening
        Thread(target=self._serve, daemon=True).start()

    @property
    def open_connections(self) -> int:
        """How many connections clients have."""
        with self._lock:
            return len(self._open)

    def withhold(self) -> None:
        """Let nothing through in either direction, and no sign that it does not."""
        self._flowing.clear()

    def let_through(self) -> None:
        self._flowing.set()

    def cut(self) -> None:
        """Reset all connections (RST)."""
        with self._lock:
            for client in self._open:
                with suppress(OSError):
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    client.shutdown(socket.SHUT_RDWR)

    def turn_to(self, target: Address) -> None:
        """Fail over: all connections are cut, and new ones lead elsewhere."""
        self.target = target
        self.cut()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                Thread(target=self._connect, args=[client], daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        with self._lock:
            self._open.add(client)
        try:
            self._flowing.wait()
            if self.target is not None:
                with suppress(OSError), socket.create_connection(self.target) as server:
                    back = Thread(target=self._pump, args=(server, client), daemon=True)
                    back.start()
                    self._pump(client, server, delayed=False)
                    back.join()
            else:
                while client.recv(1 << 16):
                    """It goes nowhere."""
        except OSError:
            pass
        finally:
            with self._lock:
                self._open.discard(client)
            client.close()

    def _pump(self, source: socket.socket, target: socket.socket, *, delayed: bool = True) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                time.sleep(self.delay if delayed else 0)
                self._flowing.wait()
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def database_proxy(target: Address) -> Iterator[DatabaseProxy]:
    """A proxy that listens while it is used."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        proxy = DatabaseProxy(listening, target)
        yield proxy
        proxy.let_through()
        proxy.cut()
        listening.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxied(address: str) -> Iterator[tuple[DatabaseProxy, DatabaseAddress]]:
    """A proxy before a database, and the address by it; nothing was brought from there."""
    parsed = parse_address(address)
    with database_proxy((parsed.host, parsed.port)) as proxy:
        through = replace(parsed, port=proxy.port)
        try:
            yield proxy, through
        finally:
            shutil.rmtree(folder_of(through), ignore_errors=True)
