"""How far the sources of a build are read: each counts as much, and its inputs divide what it counts."""

from collections.abc import Iterable, Iterator

from graph.ingest.merge import Merger
from graph.ingest.source import Source
from graph.progress_bar import READING, Progress

_STEPS = 1000
"""Into how many steps a source is divided."""


class SourceProgress:
    """A `graph.ingest.source.Progress` of one source among several, within the stage of reading."""

    def __init__(self, progress: Progress, sources: int) -> None:
        self.progress, self._sources, self._at = progress, sources, -1

    def read(self, sources: Iterable[Source], merger: Merger) -> None:
        """Read some of the sources."""
        for source in sources:
            self._at += 1
            self.progress.advance(self._at * _STEPS, self._sources * _STEPS)
            merger.read(source, self)

    def __call__(self, items: list[str], label: str) -> Iterable[str]:
        self.progress.stage(READING, f"{label} ({self._at + 1} of {self._sources})")
        return self._items(items)

    def _items(self, items: list[str]) -> Iterator[str]:
        for number, item in enumerate(items):
            done = self._at * _STEPS + number * _STEPS // len(items)
            self.progress.advance(done, self._sources * _STEPS)
            yield item
