"""A client that exports again and again, and forgets what it reads.

python -m bench.heavy.reader PORT PATH      over HTTP
python -m bench.heavy.reader apart FORMAT   from a process that attaches the snapshot for itself

It writes a line for each export that is whole, the seconds it took and its bytes, until it is ended.
"""

import http.client
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from graph.model.source_files import ROOT

_PIECE = 1 << 18


def served(port: int, path: str) -> Iterator[bytes]:
    """An export over HTTP."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", path, headers={"Accept-Encoding": "identity"})
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    yield from iter(lambda: answer.read1(_PIECE), b"")
    connection.close()


def apart(name: str) -> Iterator[bytes]:
    """An export by the command."""
    words = [sys.executable, "-m", "medcode", "export", "--format", name, "--out", "-"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        read = process.stdout.read
        try:
            yield from iter(lambda: read(_PIECE), b"")
        finally:
            process.kill()
    assert process.returncode in (0, -9)


def main(export: Callable[[], Iterator[bytes]]) -> None:
    while True:
        start = time.perf_counter()
        size = sum(map(len, export()))
        print(time.perf_counter() - start, size, flush=True)


if __name__ == "__main__":
    where, what = sys.argv[1:]
    main((lambda: apart(what)) if where == "apart" else (lambda: served(int(where), what)))
