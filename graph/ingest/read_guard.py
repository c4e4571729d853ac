"""The one boundary around reading a page, a file or a source: whatever goes wrong inside is a finding.

Readers report what they expect of bad input themselves and keep the rest. What they do not expect, an exception of a
library or a mistake of our own, ends here, so that one file never ends a build.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb

from graph.ingest.time_limit import TimeLimitExceededError, time_limit
from graph.model.findings import ReaderFailed, ReadingTooLong, SourceError, UnreadableFile
from graph.model.source_files import ROOT

_SHOWN = 200
"""Characters of the message of an exception that are shown."""


@contextmanager
def read_guard(path: str, findings: list[SourceError], seconds: int) -> Iterator[None]:
    """Read something of `path` in at most `seconds`; the finding about what goes wrong is added to `findings`.

    A `MemoryError` is raised on, as it says nothing of this file; so is what is no `Exception`, as Ctrl-C is.
    """
    try:
        with time_limit(seconds):
            yield
    except SourceError as finding:
        findings.append(finding)
    except TimeLimitExceededError:
        findings.append(ReadingTooLong(path, seconds=seconds))
    except (OSError, EOFError) as error:
        findings.append(UnreadableFile(path, reason=getattr(error, "strerror", None) or str(error)))
    except MemoryError:
        raise
    except Exception as error:
        words = f"{type(error).__name__}: {error}"[:_SHOWN]
        findings.append(ReaderFailed(path, error=words, at=_place(error)))


def _place(error: Exception) -> str:
    """The innermost place in this project that an exception passed."""
    frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(ROOT / "graph")]
    return f"{Path(frames[-1].filename).relative_to(ROOT).as_posix()}:{frames[-1].lineno}"
