"""What is said in place of a code that there is not: the codes that are nearest to it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from graph.model.limits import Limits
from graph.model.ontology import ONTOLOGY
from graph.search.entry import Field
from graph.search.grounding import AbstentionReason, Candidate, Grounding
from graph.search.match_type import MatchType
from graph.search.notices import NoticeKind, unknown
from graph.search.search_types import Hit, MatchReason, SearchPage
from graph.storage.frozen_graph import FrozenGraph
from graph.store.written_codes import read_written_code

_CONFIDENCE = 0.3
"""How much speaks for one of them: as much as for a code that begins as another one."""


def nearest_codes(graph: FrozenGraph, text: str) -> list[str]:
    """The CURIEs of codes that may be meant by a code that is unknown, or not of its system; none for other texts."""
    return [graph.curie(number) for number in _nearest(graph, text)]


def _nearest(graph: FrozenGraph, text: str) -> tuple[int, ...]:
    written = read_written_code(graph, text, Limits.candidates)
    return tuple(dict.fromkeys((*written.nodes, *written.nearest)))


def suggest_codes(graph: FrozenGraph, page: SearchPage, query: str) -> SearchPage:
    """The page, with the nearest codes as suggestions of its notice that a code is unknown."""
    if not any(notice.kind is NoticeKind.UNKNOWN_CODE for notice in page.notices):
        return page
    told = unknown(query.strip(), [curie.partition(":")[2] for curie in nearest_codes(graph, query)])
    return replace(page, notices=tuple(told if one.kind is told.kind else one for one in page.notices))


def offer_codes(graph: FrozenGraph, grounding: Grounding, kinds: tuple[str, ...]) -> Grounding:
    """The grounding, with the nearest codes as candidates if its term is a code that is unknown."""
    if grounding.abstention is not AbstentionReason.NOTHING_FOUND:
        return grounding
    return replace(grounding, candidates=tuple(_candidates(graph, grounding.term, kinds)))


def _candidates(graph: FrozenGraph, term: str, kinds: tuple[str, ...]) -> Iterator[Candidate]:
    for number in _nearest(graph, term):
        curie = graph.curie(number)
        prefix, _, code = curie.partition(":")
        if not kinds or ONTOLOGY.by_prefix[prefix].name in kinds:
            yield Candidate(Hit(curie, 0.0, MatchType.PREFIX, partial(_reason, code), number), _CONFIDENCE)


def _reason(code: str) -> MatchReason:
    return Field.CODE, code, ()
