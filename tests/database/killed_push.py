"""A push that is killed: `python -m tests.database.killed_push FOLDER STATEMENTS SECONDS`.

It pushes the snapshot in a folder into the database of MEDCODE_TEST_ADDRESS with small batches, and ends itself with
SIGKILL so many seconds after it has begun to send so many statements.
"""

import os
import signal
import sys
import time
from itertools import count
from pathlib import Path
from threading import Thread

from graph.database import push_edges, push_nodes, stored_files
from graph.database.address import parse_address
from graph.database.connection import Database
from graph.database.push import push
from graph.progress_bar import NoProgress

VARIABLE = "MEDCODE_TEST_ADDRESS"


def main(folder: Path, statements: int, seconds: float) -> None:
    """Push, and be killed before the end if there are more statements."""
    push_nodes._NODES_AT_ONCE = push_nodes._LISTS_AT_ONCE = push_edges._EDGES_AT_ONCE = 2
    stored_files._PARTS_AT_ONCE = 2
    numbers = count(1)

    def kill() -> None:
        time.sleep(seconds)
        os.kill(os.getpid(), signal.SIGKILL)

    def seen(statement: str, parameters: object) -> None:
        if next(numbers) == statements:
            if not seconds:
                kill()
            Thread(target=kill).start()

    with Database(parse_address(os.environ[VARIABLE])) as database:
        database.on_statement = seen
        push(database, folder, NoProgress())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
