"""Findings about tables: so many of each kind are listed, and the others are counted."""

from collections import Counter

from graph.model.data_findings import MoreFindings
from graph.model.findings import SourceError
from graph.model.limits import Limits


class FindingLog:
    """Findings as they come."""

    def __init__(self) -> None:
        self._listed = list[SourceError]()
        self._counts = Counter[tuple[str, str]]()

    def add(self, finding: SourceError) -> None:
        """Take up a finding."""
        key = finding.path, type(finding).__name__
        if self._counts[key] < Limits.table_findings:
            self._listed.append(finding)
        self._counts[key] += 1

    def add_uncounted(self, kind: type[SourceError], path: str, count: int) -> None:
        """Count findings of one cause, of which as many as are listed were added one by one before."""
        self._counts[path, kind.__name__] += max(0, count - Limits.table_findings)

    def findings(self) -> list[SourceError]:
        """The listed findings, and for each kind that has more how many more."""
        listed = Counter((finding.path, type(finding).__name__) for finding in self._listed)
        more = [
            MoreFindings(path, kind=kind, count=count - listed[path, kind])
            for (path, kind), count in sorted(self._counts.items())
            if count > listed[path, kind]
        ]
        return [*self._listed, *more]
