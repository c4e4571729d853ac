"""A sentence with its mentions and cues: which mentions are coordinated, which begin a clause, where scopes end."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from graph.search import context_grammar as grammar
from graph.search.context_cues import Cue

Span = tuple[int, int]
FORWARD = ("adjective", "clause", "forward", "heading")
"""The directions of cues that always hold for what follows."""
_LONGEST_LIST = 50
"""Mentions of a list for which a cue may hold to each side."""
_BEFORE = 60
"""Characters before a mention that are looked at."""


class Sentence:
    """A sentence from `start` to `end` of a text, with its mentions and cues in the order of the text."""

    def __init__(self, text: str, bounds: Span, mentions: Sequence[Span], cues: Sequence[Cue]) -> None:
        self.text, (self.start, self.end) = text, bounds
        self.mentions, self.cues = mentions, cues
        self.gaps = ["", *(text[one[1] : other[0]] for one, other in pairwise(mentions))]
        """The words before each mention, from the one before."""
        self._begins = [first for first, _ in mentions]

    def next_mention(self, place: int) -> int | None:
        """The first mention from a place of the text on, by its index."""
        found = bisect_left(self._begins, place)
        return found if found < len(self.mentions) else None

    def before(self, mention: int) -> str:
        """Some of the sentence before a mention."""
        first = self.mentions[mention][0]
        return self.text[max(self.start, first - _BEFORE) : first]

    def after(self, mention: int) -> str:
        """What is behind a mention, to the next or to the end of the sentence."""
        following = self._begins[mention + 1] if mention + 1 < len(self.mentions) else self.end
        return self.text[self.mentions[mention][1] : following]

    def is_presupposed(self, mention: int) -> bool:
        return grammar.is_presupposed(self.before(mention), self.after(mention))

    def reaches(self, cue: Cue, mention: int) -> bool:
        """Whether the first mention behind a cue is near, and in the clause of the cue."""
        gap = self.text[cue.end : self.mentions[mention][0]]
        gap = gap.lstrip(", ") if cue.direction == "adverb" else gap
        leaves_noun = cue.direction == "adjective" and grammar.leaves_noun(gap)
        if leaves_noun or not grammar.is_near(gap) or gap.lstrip().startswith(","):
            return False
        is_list = grammar.has_conjunction(gap) or grammar.stands_alone(self.after(mention))
        return (is_list or not grammar.has_connector(gap)) and not grammar.begins_clause(gap, self.after(mention))

    def is_other_clause(self, cue: Cue, mention: int) -> bool:
        """Whether the first mention behind a cue begins another clause."""
        return grammar.begins_clause(self.text[cue.end : self.mentions[mention][0]], self.after(mention))

    def list_from(self, first: int, category: str) -> Iterator[int]:
        """A mention and those coordinated with it, in the same clause."""
        yield first
        for one in range(first + 1, min(len(self.mentions), first + _LONGEST_LIST)):
            if not self._goes_on(first, one, category):
                return
            yield one

    def _goes_on(self, first: int, one: int, category: str) -> bool:
        """Whether a list goes on with a mention.

        A list of commas alone goes on only with bare items, and not if it is of doubts or of the past.
        """
        gap = self.gaps[one]
        is_last = "," not in gap and (category == "hypothetical" or (one > first + 1 and "," in self.gaps[one - 1]))
        is_aside = one == first + 1 and grammar.is_comma_and(gap)
        if is_aside or not self._coordinated[one] or (self._begins_clause[one] and not is_last):
            return False
        is_bare = gap.rstrip().endswith(",") and grammar.stands_alone(self.after(one))
        return self._list_ends[one] or (is_bare and category not in ("historical", "uncertain"))

    def list_to(self, last: int, first: int) -> Sequence[int]:
        """A mention and those before it with which a conjunction coordinates it, back to `first`."""
        one, first = last, max(first, last - _LONGEST_LIST)
        while one > first and self._coordinated[one] and (one < last or grammar.has_conjunction(self.gaps[one])):
            one -= 1
        return range(last if one < last and grammar.is_fronted(self.before(one)) else one, last + 1)

    def clause_from(self, first: int) -> Iterator[int]:
        """The mentions from one to the next clause."""
        yield first
        for one in range(first + 1, len(self.mentions)):
            if self._begins_clause[one]:
                return
            yield one

    def limit(self, place: int, category: str, after: int = 0) -> int:
        """Where the scope of a cue ends at the latest, by the cues behind it and behind `after`.

        What follows a negation or the family at once does not end it: 'no reported fever'.
        """
        cue, first = self.cues[place], self.next_mention(self.cues[place].end)
        caught = self.mentions[first][0] if first is not None else self.end
        for one in self.cues[place + 1 :]:
            is_part = category in ("negated", "family") and not self.text[cue.end : one.start].strip()
            if one.start >= after and not is_part and _ends(one, category, one.start > caught):
                return one.start
        return self.end

    def limit_before(self, place: int, category: str) -> int:
        """Where the scope of a cue for what is before it begins: behind the last other cue."""
        before = [one for one in self.cues[:place] if one.direction != "pseudo" and _divides(one, category)]
        return before[-1].end if before else self.start

    def is_denied(self, place: int) -> bool:
        """Whether a cue stands within a negation: 'no symptoms *suggestive of*'."""
        cue, before = self.cues[place], self.cues[place - 1] if place else None
        if before is None or "negated" not in before.categories or before.direction not in FORWARD:
            return False
        between = self.text[before.end : cue.start]
        return grammar.is_near(between) and not grammar.has_connector(between)

    @cached_property
    def _coordinated(self) -> Sequence[bool]:
        return [grammar.coordinates(gap) for gap in self.gaps]

    @cached_property
    def _begins_clause(self) -> Sequence[bool]:
        return [grammar.begins_clause(gap, self.after(one)) for one, gap in enumerate(self.gaps)]

    @cached_property
    def _list_ends(self) -> Sequence[bool]:
        """Whether the list in which a mention stands has a conjunction before its last, from this mention on."""
        ends = [False]
        for one in reversed(range(len(self.mentions))):
            ends.append(self._coordinated[one] and (grammar.has_conjunction(self.gaps[one]) or ends[-1]))
        return ends[:0:-1]


def _ends(cue: Cue, category: str, is_behind_mention: bool) -> bool:
    """Whether scopes of a category end at a cue: the nearest cue of a category holds, but for the family.

    A negation ends all but the family, and what is hypothetical only behind a mention: 'if no fever'. Behind a
    mention, another category ends all but negations: 'possible stroke, prior gout'.
    """
    if cue.direction == "end":
        return _divides(cue, category)
    if category == "family" or cue.direction not in FORWARD:
        return False
    is_other = category != "negated" and is_behind_mention and "negated" not in cue.categories
    is_negation = "negated" in cue.categories and (is_behind_mention or category != "hypothetical")
    return is_other or is_negation or category in cue.categories


def _divides(cue: Cue, category: str) -> bool:
    return cue.direction != "end" or not cue.categories.isdisjoint(("all", category))
