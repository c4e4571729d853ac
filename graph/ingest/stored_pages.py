"""What pages were read as, kept on disk from one build to the next."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from graph.ingest.kept_file import read_kept, write_kept
from graph.ingest.pages.page_folders import PageRecords


@dataclass(slots=True)
class StoredPages:
    """The pages of a file, read once."""

    path: Path
    _code: str | None = None
    _known: PageRecords = field(default_factory=dict)

    @contextmanager
    def of(self, code: str) -> Iterator[PageRecords]:
        """The pages as code of this fingerprint reads them; what was read in between is kept for the next time."""
        if self._code != code:
            self._code, self._known = code, self._read(code)
        before = set(self._known)
        yield self._known
        if set(self._known) != before:
            with suppress(OSError):  # The next build reads them again.
                write_kept(self.path, code, self._known)

    def _read(self, code: str) -> PageRecords:
        known = read_kept(self.path, code)
        return known if isinstance(known, dict) else {}
