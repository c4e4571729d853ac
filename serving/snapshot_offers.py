"""Snapshots on their way from the supervisor to a worker: the descriptors of the copies, so that there is one of each.

A message is a line of JSON with the folder and the paths of the copies, and then a byte that carries the descriptors
(`SCM_RIGHTS`, unix(7)). Without copies the worker maps the files in the folder.
"""

import logging
import socket
from multiprocessing.connection import Connection
from os import dup
from pathlib import Path

import orjson

from graph.model.errors import SnapshotError
from graph.storage.sealed_files import SealedFiles
from graph.store.manifest import read_manifest
from graph.store.snapshot import Snapshot
from graph.store.snapshot_copy import SnapshotCopy
from serving.snapshot_source import Use
from serving.stored_graph import attach

log = logging.getLogger("medcode.server")


def send_snapshot(channel: "Connection[bytes, bytes]", copy: SnapshotCopy) -> None:
    """Send a snapshot.

    Raises:
        OSError: the other process is gone, or takes nothing.
    """
    copies = copy.files.descriptors if copy.files else {}
    channel.send_bytes(orjson.dumps([str(copy.directory), list(copies)]))
    if copies:
        with socket.socket(fileno=dup(channel.fileno())) as carrier:
            socket.send_fds(carrier, [b"."], list(copies.values()))


def _receive_snapshot(channel: "Connection[bytes, bytes]") -> SnapshotCopy:
    """The next snapshot that was sent; waits for it.

    Raises:
        EOFError, OSError: the other process is gone.
        SnapshotError: there were no copies, and the folder has none any more.
    """
    directory, paths = orjson.loads(channel.recv_bytes())
    if not paths:
        return SnapshotCopy(Path(directory), read_manifest(Path(directory)), None)
    with socket.socket(fileno=dup(channel.fileno())) as carrier:
        _, descriptors, _, _ = socket.recv_fds(carrier, 1, len(paths))
    files = SealedFiles(dict(zip(paths, descriptors, strict=True)))
    return SnapshotCopy(Path(directory), read_manifest(files.folder), files)


class OfferedSnapshots:
    """What the supervisor sends to a worker: the snapshot in use when it starts, and each later one."""

    _copy: SnapshotCopy

    def __init__(self, channel: "Connection[bytes, bytes]") -> None:
        self._channel = channel

    def first(self) -> Snapshot:
        """The snapshot that was sent first, attached.

        Raises:
            SnapshotError: it cannot be used.
        """
        self._copy = _receive_snapshot(self._channel)
        return attach(self._copy)

    def follow(self, use: Use) -> None:
        """Use what is sent until the supervisor is gone; of several that wait, the last."""
        while True:
            try:
                copy = _receive_snapshot(self._channel)
                if not self._channel.poll() and copy.manifest != self._copy.manifest:
                    self._take(use, copy)
            except SnapshotError as error:
                self._log_refusal(error)
            except (EOFError, OSError):
                return

    def _take(self, use: Use, copy: SnapshotCopy) -> None:
        try:
            use(copy)
        except SnapshotError as error:
            self._log_refusal(error)
        except Exception:  # Memory or descriptors have run out, say.
            log.exception("A snapshot could not be taken into use; %s is served on.", self._copy.manifest.version)
        else:
            self._copy = copy

    def _log_refusal(self, error: SnapshotError) -> None:
        log.warning("%s The version before it, %s, is served on.", error, self._copy.manifest.version)
