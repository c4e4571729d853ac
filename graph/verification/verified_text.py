"""A text verified: all that it claims, and what the graph says of each."""

from collections.abc import Iterator
from datetime import date

from graph.search.clinical_context import sentences
from graph.search.finder import Finder
from graph.traversal.topology import Topology
from graph.verification.claim import Claim
from graph.verification.code_claims import code_claims
from graph.verification.statement_claims import statement_claims


def verified_text(topology: Topology, finder: Finder, text: str, day: date | None) -> Iterator[Claim]:
    """The claims of a text in its order; codes as of a day, or of the last that sources know of.

    Raises:
        QueryTooCostly: the time is over.
    """
    for start, end in sentences(text):
        codes = code_claims(topology, finder, text, start, end, day)
        claims = sorted((*codes, *statement_claims(topology, finder, text, start, end)))
        yield from (claim._replace(text=text[claim.start : claim.end]) for claim in claims)
