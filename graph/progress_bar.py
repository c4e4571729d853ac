"""How far a build has come: one bar over all stages on a terminal, a line for each stage elsewhere, or nothing.

A stage takes a share of the whole, which was measured once (`STAGES`); what a stage has done moves the bar within that
share, so that it neither jumps nor goes back. Stages that do not run leave their share behind when the next one begins.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, NoReturn, Protocol

READING, MERGING = "Reading sources", "Merging"
INDEXING, WRITING = "Writing the index", "Writing the graph"
STAGES: Mapping[str, int] = {
    READING: 35,
    MERGING: 22,
    INDEXING: 30,
    WRITING: 13,
}
"""The stages of a build in their order, each with its share of the CPU time in hundredths."""
_FORMAT = "{desc} {percentage:3.0f} % |{bar}| {elapsed}"


class Progress(Protocol):
    """What stages report to."""

    def stage(self, name: str, detail: str = "") -> None:
        """Begin a stage, or say anew what it is at."""

    def advance(self, done: int, total: int) -> None:
        """Say how much of the stage is done; a total of 0 says nothing."""

    def close(self) -> None:
        """All is done, or it failed."""


class NoProgress:
    """Shows nothing."""

    def stage(self, name: str, detail: str = "") -> None: ...

    def advance(self, done: int, total: int) -> None: ...

    def close(self) -> None: ...


class ProgressLines:
    """A line when a stage begins, for logs and pipes."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream, self._name = stream, ""

    def stage(self, name: str, detail: str = "") -> None:
        if name != self._name:
            self._name = name
            print(f"{name} …", file=self._stream, flush=True)

    def advance(self, done: int, total: int) -> None: ...

    def close(self) -> None: ...


class ProgressBar:
    """One bar over all stages, which is gone when it is closed."""

    def __init__(self, stream: IO[str], stages: Mapping[str, int] = STAGES) -> None:
        from tqdm import tqdm  # noqa: PLC0415  (takes longer to be imported than most commands wait for anything)

        self._stages = stages
        total = sum(stages.values())
        self._bar: tqdm[NoReturn] = tqdm(total=total, file=stream, leave=False, bar_format=_FORMAT)
        self._begin, self._share = 0, 0

    def stage(self, name: str, detail: str = "") -> None:
        names, shares = list(self._stages), self._stages
        self._begin, self._share = sum(shares[earlier] for earlier in names[: names.index(name)]), shares[name]
        self._bar.set_description_str(f"{name}: {detail}" if detail else name, refresh=False)
        self._move_to(self._begin)
        self._bar.refresh()

    def advance(self, done: int, total: int) -> None:
        if total:
            self._move_to(self._begin + self._share * min(done, total) / total)

    def close(self) -> None:
        self._bar.close()

    def _move_to(self, place: float) -> None:
        if place > self._bar.n:  # It never goes back.
            self._bar.update(place - self._bar.n)


@contextmanager
def shown_progress(
    *, quiet: bool = False, stream: IO[str] | None = None, stages: Mapping[str, int] = STAGES
) -> Iterator[Progress]:
    """What suits a stream, standard error unless given; `stages` are what will be reported, with their shares."""
    stream = stream or sys.stderr
    if quiet:
        yield NoProgress()
        return
    progress = ProgressBar(stream, stages) if stream.isatty() else ProgressLines(stream)
    try:
        yield progress
    finally:
        progress.close()
