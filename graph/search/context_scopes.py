"""Of which mentions of a sentence a cue holds: its scope, by the direction of the cue.

`forward` and `backward` hold for the nearest mention and those coordinated with it ('no fever, chills or cough');
`either` holds forward or else backward, `adverb` backward or else forward, `both` for both. `heading` holds for all that
follows. `relative` holds forward as a heading if something is said that the relative has. `clause` holds forward for
what is asserted, not for what is presupposed: 'if *the pain* is due to *gout*'. `end` ends scopes of its categories, and
`pseudo` is no cue. A scope does not go over into another clause ('without delay, and a mass was found').
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from graph.search.context_cues import Cue, any_word

Span = tuple[int, int]
_FORWARD = ("adjective", "clause", "forward", "heading")
_MOST_COORDINATED = 50
"""Mentions for which a cue may hold to each side."""
_MOST_WORDS = 8
"""Words that may stand between a cue and the first mention."""
_WORDS = re.compile(r"[\w/'’-]+")
_CONNECTOR = re.compile(r",|/|\+|&|\b(?:and|or|nor|vs|versus)\b", re.IGNORECASE)
_DISJUNCTION = re.compile(r"\b(?:or|nor)\b|/", re.IGNORECASE)
_CONJUNCTION = re.compile(r"\b(?:and|or|nor)\b|[/&+]", re.IGNORECASE)
_MODIFIER = re.compile(r"\s*(?:$|\(|-|(?:of|in|at|on|over|above|to|within|around|per|x\s?\d*|today|overnight|lately)\b)", re.IGNORECASE)
_PART_END = re.compile(r"\s*(?:$|[.,;:/()&]|\b(?:and|or|nor)\b)", re.IGNORECASE)
_PRESUPPOSED = re.compile(r"\b(?:the|her|his|their|my|your|its|this|these|those|\w+['’]s)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_COMES_AGAIN = re.compile(r"\s+(?:recur|return|come|reappear)", re.IGNORECASE)
_COPULA = re.compile(r"\s+(?:is|was|are|were|represents?)\s+(?:\w+\s+){0,3}", re.IGNORECASE)
_COMMA_AND = re.compile(r"[^,]*,\s*and\b", re.IGNORECASE)
_OTHER_NOUN = r"(?<!of)(?<!in)(?<!to)(?<!for)(?<!on)(?<!at)(?<!within)\s+(?:the|an?|his|her|their|this)\b(?<!^.the)"
_ATTRIBUTE = re.compile(
    r"\b(?:causes?|a?etiolog(?:y|ies)|source|origin|extent|severity|significance|degree|nature|stage|onset|treatment|role) (?:of|for)"
    r"\s+(?:(?:the|this|his|her|their)\s+)?$",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"\b(?:given|because of|due to|with|after|despite|for|in|on|since)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)


class Sentence:
    """A sentence from `start` to `end` of a text, with its mentions and cues in the order of the text."""

    def __init__(self, text: str, bounds: Span, mentions: Sequence[Span], cues: Sequence[Cue]) -> None:
        self.text, (self.start, self.end) = text, bounds
        self.mentions, self.cues = mentions, cues
        self._gaps = [text[one[1] : other[0]] for one, other in pairwise(mentions)]

    def held(self, place: int, category: str) -> Sequence[int]:
        """The mentions, by their index, for which the cue at a place holds with one of its categories."""
        cue = self.cues[place]
        read = _DIRECTIONS.get(cue.direction)
        return read(self, place, category) if read else ()

    def forward(self, place: int, category: str, cause: Cue | None = None) -> Sequence[int]:
        """The first mention behind a cue, or behind what says that a cause follows, and those coordinated with it."""
        cue, after = cause or self.cues[place], cause.end if cause else self.cues[place].start
        first, limit = self._next_mention(cue.end), self._limit(place, category, after)
        if first is None or not self._reaches(cue, first) or (category == "uncertain" and self._is_denied(place)):
            return ()
        return [*self._within(self._coordinated_from(first, category), limit)]

    def heading(self, place: int, category: str) -> Sequence[int]:
        """All mentions behind a cue, to the next clause."""
        first, limit = self._next_mention(self.cues[place].end), self._limit(place, category)
        following = range(len(self.mentions) if first is None else first, len(self.mentions))
        clause = next((one for one in following[1:] if self._begins_clause(one, self._gaps[one - 1])), len(self.mentions))
        return [*self._within(iter(following[: clause - following.start]), limit)]

    def relative(self, place: int, category: str) -> Sequence[int]:
        """As a heading, if the relative has something: 'his mother had', not 'his mother reports'."""
        cue, first = self.cues[place], self._next_mention(self.cues[place].end)
        before, after = self.text[self.start : cue.start], self.text[cue.end : self.end]
        if first is None or not _has_something(before, after, self.mentions[first][0] - cue.end):
            return ()
        return self.heading(place, category)

    def clause(self, place: int, category: str) -> Sequence[int]:
        """What a clause asserts: what is said to be the cause, if that is said, and nothing that is presupposed."""
        cause = self._cause(place) if category != "hypothetical" else None
        held = [one for one in self.forward(place, category, cause) if not self._is_presupposed(one)]
        return held or self._predicated(place)

    def _predicated(self, place: int) -> Sequence[int]:
        """What is asserted of something presupposed: 'whether her rash is *psoriasis*'."""
        first = self._next_mention(self.cues[place].end)
        if first is None or first + 1 == len(self.mentions) or not self._is_presupposed(first):
            return ()
        return [first + 1] if _COPULA.fullmatch(self._gaps[first]) else ()

    def backward(self, place: int, category: str) -> Sequence[int]:
        """The last mention before a cue, and those coordinated with it by a conjunction."""
        cue = self.cues[place]
        limit = max([self.start, *(one.end for one in self.cues[:place] if one.direction != "pseudo" and _divides(one, category))])
        before = [one for one, (first, last) in enumerate(self.mentions) if first >= limit and last <= cue.start]
        gap = self.text[self.mentions[before[-1]][1] : cue.start] if before else ""
        if not before or _ATTRIBUTE.search(self.text[self.start : self.mentions[before[-1]][0]]) or len(_WORDS.findall(gap)) > _MOST_WORDS or _CONNECTOR.search(gap.rstrip(", ")):
            return ()
        return self._coordinated_before(before[-1], before[0])

    def _coordinated_from(self, first: int, category: str) -> Iterator[int]:
        yield first
        for one in range(first + 1, min(len(self.mentions), first + _MOST_COORDINATED)):
            gap = self._gaps[one - 1]
            is_list = "," not in gap and (category == "hypothetical" or "," in self._gaps[max(first, one - 2)])
            is_aside = one == first + 1 and _COMMA_AND.match(gap)  # "no cough, and mild fever" is no list of two
            if is_aside or not _coordinates(gap) or (not is_list and self._begins_clause(one, gap)):
                return
            is_bare = self._stands_alone(one) and gap.rstrip().endswith(",")
            if not self._list_ends(one) and (category == "uncertain" or not is_bare):
                return
            yield one

    def _list_ends(self, place: int) -> bool:
        """Whether a list in which a mention stands has a conjunction before its last: one of commas alone is doubtful."""
        gaps = self._gaps[place - 1 : place - 1 + _MOST_COORDINATED]
        ends = next((gap for gap in gaps if not _coordinates(gap) or _CONJUNCTION.search(gap)), "")
        return bool(_CONJUNCTION.search(ends) and _coordinates(ends))

    def _stands_alone(self, place: int) -> bool:
        """Whether a mention is the whole of its part of a list: nothing but a connector or a sign is behind it."""
        return bool(_PART_END.match(self.text, self.mentions[place][1], self.end))

    def _coordinated_before(self, last: int, first: int) -> Sequence[int]:
        one = last
        while one > max(first, last - _MOST_COORDINATED):
            gap = self._gaps[one - 1]
            if not _coordinates(gap) or (one == last and not _CONJUNCTION.search(gap)):
                break
            one -= 1
        is_fronted = one < last and _FRONTED.search(self.text[self.start : self.mentions[one][0]])
        return range(last, last + 1) if is_fronted else range(one, last + 1)

    def _reaches(self, cue: Cue, first: int) -> bool:
        """Whether the first mention behind a cue is near, and in the clause of the cue."""
        gap = self.text[cue.end : self.mentions[first][0]]
        if cue.direction == "adverb":
            gap = gap.lstrip(", ")
        is_near = len(_WORDS.findall(gap)) <= _MOST_WORDS and not (cue.direction == "adjective" and _leaves_noun(gap.lstrip()))
        is_list = not _CONNECTOR.search(gap) or _CONJUNCTION.search(gap) or self._stands_alone(first)
        return bool(is_near and is_list) and not gap.lstrip().startswith(",") and not self._begins_clause(first, gap)

    def _begins_clause(self, mention: int, gap: str) -> bool:
        """Whether a mention is the subject of another clause: joined by a comma or `and`, and a predicate follows."""
        connectors = _CONNECTOR.findall(gap)
        if not connectors or _DISJUNCTION.match(connectors[-1]):
            return False
        stop = self.mentions[mention + 1][0] if mention + 1 < len(self.mentions) else self.end
        rest = _CONNECTOR.split(self.text[self.mentions[mention][1] : stop], maxsplit=1)[0]
        return _has_predicate(" ".join(_WORDS.findall(rest)[:5]))

    def _limit(self, place: int, category: str, after: int = 0) -> int:
        """Where the scope of a cue ends at the latest; what follows a negation at once does not end it ('no reported fever')."""
        cue, first = self.cues[place], self._next_mention(self.cues[place].end)
        caught = self.mentions[first][0] if first is not None else self.end
        following = [
            one
            for one in self.cues[place + 1 :]
            if one.start >= after and (category != "negated" or self.text[cue.end : one.start].strip())
        ]
        return next((one.start for one in following if _ends(one, category, one.start > caught)), self.end)

    def _is_denied(self, place: int) -> bool:
        """Whether a doubt stands within a negation: 'no symptoms suggestive of'."""
        before, cue = self.cues[place - 1] if place else None, self.cues[place]
        if before is None or "negated" not in before.categories or before.direction not in _FORWARD:
            return False
        between = self.text[before.end : cue.start]
        return not _CONNECTOR.search(between) and len(_WORDS.findall(between)) <= _MOST_WORDS

    def _cause(self, place: int) -> Cue | None:
        """What says that a cause follows, in the clause of a cue."""
        cue = self.cues[place]
        pattern = re.compile(rf"(?:\s+[\w'’-]+){{1,{_MOST_WORDS}}}?\s+{any_word('due to')}\b", re.IGNORECASE)
        match = pattern.match(self.text, cue.end, self.end)
        return cue._replace(start=match.end(), end=match.end()) if match else None

    def _is_presupposed(self, mention: int) -> bool:
        first, last = self.mentions[mention]
        is_definite = _PRESUPPOSED.search(self.text[max(self.start, first - 40) : first])
        return bool(is_definite and not _COMES_AGAIN.match(self.text, last))

    def _next_mention(self, place: int) -> int | None:
        return next((one for one, (first, _) in enumerate(self.mentions) if first >= place), None)

    def _within(self, mentions: Iterator[int], limit: int) -> Iterator[int]:
        for one in mentions:
            if self.mentions[one][1] > limit:
                return
            yield one


def _either(one: str, other: str, both: bool = False) -> Callable[[Sentence, int, str], Sequence[int]]:
    def read(sentence: Sentence, place: int, category: str) -> Sequence[int]:
        found: Sequence[int] = getattr(sentence, one)(place, category)
        return [*found, *getattr(sentence, other)(place, category)] if both or not found else found

    return read


_DIRECTIONS: Mapping[str, Callable[[Sentence, int, str], Sequence[int]]] = {
    "forward": Sentence.forward,
    "adjective": Sentence.forward,
    "backward": Sentence.backward,
    "heading": Sentence.heading,
    "relative": Sentence.relative,
    "clause": Sentence.clause,
    "either": _either("forward", "backward"),
    "adverb": _either("backward", "forward"),
    "both": _either("forward", "backward", both=True),
}


def _ends(cue: Cue, category: str, is_behind_mention: bool) -> bool:
    """Whether scopes of a category end at a cue: a negation ends all but those of negations and of the family."""
    if cue.direction == "end":
        return _divides(cue, category)
    if category in cue.categories and category != "family" and cue.direction in _FORWARD:
        return True  # the nearest cue holds
    is_negation = "negated" in cue.categories and cue.direction in _FORWARD
    return is_negation and category not in ("negated", "family") and (is_behind_mention or category != "hypothetical")


def _divides(cue: Cue, category: str) -> bool:
    return cue.direction != "end" or not cue.categories.isdisjoint(("all", category))


def _coordinates(gap: str) -> bool:
    """Whether the words between two mentions make them parts of a list: 'fever [of 39, and severe] cough'."""
    before, *between = _CONNECTOR.split(gap)
    is_near = len(_WORDS.findall(before)) <= _MOST_WORDS and len(_WORDS.findall(between[-1] if between else "")) <= 3
    return bool(between) and is_near and bool(_MODIFIER.match(before)) and not _has_predicate(gap)


def _has_predicate(words: str) -> bool:
    return bool(re.search(rf"\b{any_word('finite', 'predicate')}\b", words, re.IGNORECASE))


def _leaves_noun(gap: str) -> bool:
    """Whether the words behind an adjective or determiner go beyond its noun: 'without treatment [the] infection'."""
    return bool(re.search(rf"\b{any_word('finite')}\b|{_OTHER_NOUN}", gap, re.IGNORECASE))


def _has_something(before: str, after: str, distance: int) -> bool:
    """Whether the words behind a relative say that something is of it; `distance` is that of the next mention."""
    if re.search(r"\b(?:by|with|from|to|for|care of)\s+(?:\w+\s+)?$", before, re.IGNORECASE):
        return bool(re.match(r",?\s*(?:who|whose)\b|['’]s?\s", after))
    linking = re.compile(
        r"(?:['’]s?(?!\w))?(?:[\s,]+(?:and|or|her|his|their|both|all|each|also|who|whose|does|do|did|doesn['’]t|deceased|alive|living|well|at|age\w*|\d+\w*|may|might|possibly"
        rf"|reportedly|likely|never|not|no|is|was|are|were|been|being|be|known|recently|previously|a|an|the|side|on|in|{any_word('relative', 'side', 'other relatives')})(?![\w-]))*\s*",
        re.IGNORECASE,
    )
    link = linking.match(after)
    end = link.end() if link else 0
    is_beside = (end >= distance and "," not in after[:distance]) or re.match(r"\s*[:(–/-]", after[end:])
    has = re.compile(rf"[\s,]*{any_word('has')}\b(?!\s+(?:(?:also|been|not|never|just)\s+)*{any_word('report')}\b)", re.IGNORECASE)
    return bool(is_beside or (has.match(after, end) and not re.search(r"\band\s+$", after[:end])))
