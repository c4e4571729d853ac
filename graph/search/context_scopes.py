"""Of which mentions of a sentence a cue holds: its scope, by the direction of the cue.

`forward` and `backward` hold for the nearest mention and those coordinated with it ('no fever, chills or cough');
`adjective` forward, but not beyond its noun; `either` forward or else backward, `adverb` backward or else forward,
`both` for both. `heading` holds for all that follows. `relative` holds as a heading if something is said that the
relative has. `clause` holds forward for what is asserted, not for what is presupposed: 'whether *the pain* is due to
gout'. `end` ends scopes of its categories, and `pseudo` is no cue.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from graph.search import context_grammar as grammar
from graph.search.context_sentence import Sentence

_Scope = Callable[[Sentence, int, str], Sequence[int]]

_LOOKED_AT = 120
"""Characters before and behind a relative that say whether something is of it."""


def held_mentions(sentence: Sentence, place: int, category: str) -> Sequence[int]:
    """The mentions, by their index, for which the cue at a place holds with one of its categories."""
    scope = _SCOPES.get(sentence.cues[place].direction)
    return scope(sentence, place, category) if scope else ()


def _forward(sentence: Sentence, place: int, category: str, cause: int | None = None) -> Sequence[int]:
    """The first mention behind a cue, or behind where its cause begins, and those coordinated with it."""
    cue = sentence.cues[place]
    cue = cue if cause is None else cue._replace(start=cause, end=cause)
    first = sentence.next_mention(cue.end)
    is_denied = category == "uncertain" and sentence.is_denied(place)
    if first is None or is_denied or not sentence.reaches(cue, first):
        return ()
    limit = sentence.limit(place, category, cue.start)
    return [*takewhile(lambda one: sentence.mentions[one][1] <= limit, sentence.list_from(first, category))]


def _backward(sentence: Sentence, place: int, category: str) -> Sequence[int]:
    """The last mention before a cue, and those coordinated with it by a conjunction."""
    cue, start = sentence.cues[place], sentence.limit_before(place, category)
    first, behind = sentence.next_mention(start), sentence.next_mention(cue.start)
    last = (len(sentence.mentions) if behind is None else behind) - 1
    if first is None or last < first or grammar.is_attribute(sentence.before(last)):
        return ()
    gap = sentence.text[sentence.mentions[last][1] : cue.start]
    is_near = grammar.is_near(gap) and not grammar.has_connector(gap.rstrip(", "))
    return sentence.list_to(last, first) if is_near else ()


def _heading(sentence: Sentence, place: int, category: str) -> Sequence[int]:
    """All mentions behind a cue, to the next clause."""
    cue, limit = sentence.cues[place], sentence.limit(place, category)
    first = sentence.next_mention(cue.end)
    if first is None or sentence.is_other_clause(cue, first):
        return ()
    following = sentence.clause_from(first)
    return [*takewhile(lambda one: sentence.mentions[one][1] <= limit, following)]


def _relative(sentence: Sentence, place: int, category: str) -> Sequence[int]:
    """As a heading, if the relative has something."""
    cue, text = sentence.cues[place], sentence.text
    first = sentence.next_mention(cue.end)
    if first is None:
        return ()
    before = text[max(sentence.start, cue.start - _LOOKED_AT) : cue.start]
    after = text[cue.end : min(sentence.end, cue.end + _LOOKED_AT)]
    has = grammar.relative_has(before, after, sentence.mentions[first][0] - cue.end)
    return _heading(sentence, place, category) if has else ()


def _clause(sentence: Sentence, place: int, category: str) -> Sequence[int]:
    """What a clause asserts: the cause, if one is said; what something is said to be; nothing that is presupposed."""
    start = sentence.cues[place].end
    cause = grammar.cause_in(sentence.text, start, sentence.end) if category != "hypothetical" else None
    asserted = [one for one in _forward(sentence, place, category, cause) if not sentence.is_presupposed(one)]
    first = sentence.next_mention(start)
    if asserted or first is None or first + 1 == len(sentence.mentions):
        return asserted
    return [first + 1] if sentence.is_presupposed(first) and grammar.is_copula(sentence.gaps[first + 1]) else ()


def _either(sentence: Sentence, place: int, category: str) -> Sequence[int]:
    return _forward(sentence, place, category) or _backward(sentence, place, category)


def _adverb(sentence: Sentence, place: int, category: str) -> Sequence[int]:
    """What a time is said of; what was done at a time was done then for its reason: 'surgery for gout in 1998'."""
    before = _backward(sentence, place, category)
    if len(before) == 1 and grammar.is_reason(sentence.gaps[before[0]]):
        return [before[0] - 1, *before]
    return before or _forward(sentence, place, category)


def _both(sentence: Sentence, place: int, category: str) -> Sequence[int]:
    return [*_forward(sentence, place, category), *_backward(sentence, place, category)]


_SCOPES: Mapping[str, _Scope] = {
    "forward": _forward,
    "adjective": _forward,
    "backward": _backward,
    "heading": _heading,
    "relative": _relative,
    "clause": _clause,
    "either": _either,
    "adverb": _adverb,
    "both": _both,
}
