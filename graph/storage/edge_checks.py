"""A number that is kept with each edge where edges are kept elsewhere: it says whether what came is what was written.

Machine code reads what comes, and looks no bound up; nobody else would notice that a property was changed, or that the
edge is one of another version of the graph. So the number depends on all that is kept of an edge, on the evidence that
it names, and on the version. It is no protection against somebody who knows how it is made.
"""

from struct import Struct, error

from xxhash import xxh3_64_intdigest

from graph.storage.columns import NamedArrays
from graph.storage.evidence_columns import EvidenceLists

_NUMBERS = Struct("<7Q")
_BITS = (1 << 32) - 1
"""32 bits: a changed edge passes once in four billion times, and they take five bytes on their way."""


class EdgeChecks:
    """Makes the numbers of the edges of a version."""

    def __init__(self, version: str, columns: NamedArrays) -> None:
        self._seed = xxh3_64_intdigest(version.encode())
        self._lists = EvidenceLists(columns)
        self._known: list[int | None] = [None] * len(self._lists)

    def of(self, source: int, target: int, place: int, entry: int, parallel: int, evidence: int, record: bytes) -> int:
        """The number of an edge with these numbers (see `EdgeRecord`) and this record of its properties.

        Raises:
            ValueError: they are no numbers of an edge of this version.
        """
        try:
            numbers = _NUMBERS.pack(source, target, place, entry, parallel, evidence, self._evidence(evidence))
        except (IndexError, TypeError, error) as problem:
            raise ValueError(str(problem)) from None
        return xxh3_64_intdigest(numbers + record, self._seed) & _BITS

    def _evidence(self, number: int) -> int:
        """The hash of a list of evidence: in another snapshot of the same graph its number may be another one."""
        known = self._known[number]
        if known is None:
            known = self._known[number] = xxh3_64_intdigest(self._lists.key(number))
        return known
