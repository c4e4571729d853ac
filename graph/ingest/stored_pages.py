"""What pages were read as, kept on disk from one build to the next."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

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
                self._write(code)

    def _read(self, code: str) -> PageRecords:
        try:
            of_code, known = pickle.loads(self.path.read_bytes())  # noqa: S301  (our own cache, as the code beside it)
        except (OSError, ValueError, TypeError, EOFError, AttributeError, ImportError, pickle.PickleError):
            return {}
        return known if of_code == code else {}

    def _write(self, code: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_bytes(pickle.dumps((code, self._known), pickle.HIGHEST_PROTOCOL))
        part.replace(self.path)
