"""The segments of an X12 interchange, version 00401 or 00501.

The separators are those of its ISA segment, which has a fixed length of 106 characters. A password may stand in it, so
no finding repeats any of it.
"""

from collections import Counter
from collections.abc import Iterator

from pyx12.segment import Segment

from graph.model.findings import MalformedFile

_LENGTH = 106
_VERSION, _VERSIONS = slice(84, 89), ("00401", "00501")
_ELEMENT, _COMPONENT, _END = 3, -2, -1
"""Where the separators stand in the ISA segment."""
_TRAILERS = {"ISA": "IEA", "ST": "SE"}


def read_interchange(path: str, text: str) -> Iterator[tuple[int, Segment] | MalformedFile]:
    """Each segment with its number, empty ones left out; a finding where the interchange is none or breaks off.

    A last segment that nothing ends may be cut off, so it is not read unless it is the trailer of the interchange.
    """
    first = text[:_LENGTH]
    if len(first) < _LENGTH or first[_VERSION] not in _VERSIONS:
        reason = "it is no X12 interchange: its ISA segment is not 106 characters long, of version 00401 or 00501"
        yield MalformedFile(path, 1, reason=reason)
        return
    element, component, end = first[_ELEMENT], first[_COMPONENT], first[_END]
    *pieces, rest = (piece.strip() for piece in text.split(end))
    counts = Counter[str]()
    for number, piece in enumerate(filter(None, [*pieces, *[rest] * rest.startswith("IEA")]), 1):
        if piece.startswith("ISA") and piece[_ELEMENT : _ELEMENT + 1] != element:
            yield MalformedFile(path, number, reason="another interchange has other separators; it was not read")
            continue
        segment = Segment(piece, end, element, component)
        counts[segment.get_seg_id() or ""] += 1
        yield number, segment
    missing = [trailer for header, trailer in _TRAILERS.items() if counts[trailer] < counts[header]]
    if missing:
        yield MalformedFile(path, reason=f"it breaks off: {' and '.join(missing)} missing at the end")
