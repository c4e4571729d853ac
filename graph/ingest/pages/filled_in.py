"""Places of a page that its template asks to fill in, as in `[Fill in: a risk]`: nothing is read from them."""

import re

from graph.ingest.pages.blocks import Block
from graph.model.data_findings import NotFilledIn
from graph.model.findings import SourceError

_PLACEHOLDER = re.compile(r"\[fill in\b[^\[\]]*\]", re.IGNORECASE)


def filled_in(blocks: list[Block], path: str, findings: list[SourceError]) -> list[Block]:
    """The blocks that have no placeholder; each that has one is a finding."""
    kept = list[Block]()
    for block in blocks:
        asked = _PLACEHOLDER.search(block.text)
        if asked is None:
            kept.append(block)
        else:
            findings.append(NotFilledIn(path, block.line, words=asked[0]))
    return kept
