"""What is shown while a build runs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

import pytest

from graph.ingest.layer import empty_layer
from graph.ingest.merge import Merger
from graph.ingest.source import Item, no_progress
from graph.ingest.source import Progress as Track
from graph.ingest.source_progress import SourceProgress
from graph.model.elements import SourceDocument
from graph.model.findings import SourceError
from graph.progress_bar import (
    INDEXING,
    MERGING,
    READING,
    STAGES,
    WRITING,
    NoProgress,
    ProgressBar,
    ProgressLines,
    shown_progress,
)


class Recorded(NoProgress):
    """Which stages were begun, and how far they came."""

    def __init__(self) -> None:
        self.stages, self.shares = list[tuple[str, str]](), list[float]()

    def stage(self, name: str, detail: str = "") -> None:
        self.stages.append((name, detail))

    def advance(self, done: int, total: int) -> None:
        self.shares.append(done / total)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def places(steps: list[tuple[str, int, int]]) -> list[float]:
    """Where the bar is after each of these steps: a stage, and how much of it is done."""
    bar, found = ProgressBar(Terminal()), []
    for name, done, total in steps:
        bar.stage(name)
        bar.advance(done, total)
        found.append(bar._bar.n)
    bar.close()
    return found


def test_the_shares_of_the_stages_are_hundredths_of_the_whole() -> None:
    assert sum(STAGES.values()) == 100


def test_the_bar_moves_within_the_share_of_a_stage() -> None:
    reading = STAGES[READING]
    assert places([(READING, 0, 4), (READING, 2, 4), (READING, 4, 4)]) == [0, reading / 2, reading]
    assert places([(MERGING, 1, 2)]) == [reading + STAGES[MERGING] / 2]
    assert places([(WRITING, 7, 7)]) == [pytest.approx(100)]


def test_the_bar_never_goes_back_or_beyond_a_stage() -> None:
    found = places([(READING, 3, 4), (READING, 1, 4), (INDEXING, 0, 0), (INDEXING, 9, 3), (MERGING, 1, 2)])
    assert found == sorted(found)
    assert found[3] == sum(STAGES.values()) - STAGES[WRITING]


def test_a_terminal_has_one_bar_that_names_the_stage_and_goes() -> None:
    terminal = Terminal()
    with shown_progress(stream=terminal) as progress:
        progress.stage(MERGING)
    written = terminal.getvalue()
    assert f"{MERGING} " in written
    assert "\n" not in written
    assert written.rpartition("\r")[0].endswith(" ")  # It is written over with spaces.


def test_elsewhere_each_stage_is_one_line() -> None:
    stream = StringIO()
    with shown_progress(stream=stream) as progress:
        assert isinstance(progress, ProgressLines)
        for detail in ("pages (1 of 2)", "codes (2 of 2)"):
            progress.stage(READING, detail)
            progress.advance(1, 2)
        progress.stage(MERGING)
    assert stream.getvalue() == f"{READING} …\n{MERGING} …\n"


def test_quiet_shows_nothing() -> None:
    terminal = Terminal()
    with shown_progress(quiet=True, stream=terminal) as progress:
        progress.stage(READING)
        progress.advance(1, 2)
    assert terminal.getvalue() == ""


def test_sources_count_as_much_each_and_are_divided_by_their_inputs() -> None:
    recorded = Recorded()
    track = SourceProgress(recorded, 2)
    track.read([Inputs("pages", ["a", "b"]), Inputs("codes", ["c"])], Merger(empty_layer()))
    assert recorded.stages == [(READING, "pages (1 of 2)"), (READING, "codes (2 of 2)")]
    assert recorded.shares == [0, 0, 0.25, 0.5, 0.5]


@dataclass
class Inputs:
    """A source of some inputs, which say nothing."""

    label: str
    items: list[str]
    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Track = no_progress) -> Iterator[Item]:
        for _ in track(self.items, self.label):
            yield from ()
