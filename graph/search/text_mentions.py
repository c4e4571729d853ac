"""What a text mentions: the longest stretches of its words that are names of nodes, with what each means."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.model.deadline import until_deadline
from graph.search.clinical_context import MentionContext, Span, cue_at, mention_contexts
from graph.search.finder import Finder
from graph.search.grounding import Grounding, ground, singular
from graph.search.paraphrases import is_part_of_names
from graph.search.reading import FILLERS
from graph.search.words import folded_words, key_of_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = re.compile(r"[ \t\n/()'’-]*")
_LONGEST, _SHORT = 10, 3
"""Words of a name, and the letters up to which a word must stand in capitals to be an abbreviation: 'OR', 'MI'."""


class Mention(NamedTuple):
    """A stretch of a text that names something; `start` and `end` count characters (Unicode code points)."""

    text: str
    start: int
    end: int
    grounding: Grounding
    contexts: tuple[MentionContext, ...]


def annotate(finder: Finder, text: str, mentions: Sequence[Span]) -> list[Mention]:
    """What the mentions of a clinical text mean, and in which context."""
    names = until_deadline(dict.fromkeys(text[start:end] for start, end in mentions), at_once=1)
    meanings = {name: ground(finder, name) for name in names}
    found = zip(mentions, mention_contexts(text, mentions), strict=True)
    return [Mention(text[a:b], a, b, meanings[text[a:b]], contexts) for (a, b), contexts in found]


def named_spans(finder: Finder, text: str) -> Iterator[Span]:
    """Where names of nodes stand, none within another; a name does not begin with a cue of a context."""
    words = [(*match.span(), folded_words(match[0])) for match in _WORD.finditer(text)]
    end = 0
    for place, (start, _, _) in enumerate(words):
        if place >= end and not cue_at(text, start):
            last = place + 1
            while last < len(words) and last < place + _LONGEST and _BETWEEN.fullmatch(text, words[last - 1][1], words[last][0]):
                last += 1
            ends = (end for end in range(last, place, -1) if _is_name(finder, text[start : words[end - 1][1]], words[place:end]))
            end = next(ends, place)
            if end > place:
                yield start, words[end - 1][1]


def _is_name(finder: Finder, written: str, folded: Sequence[tuple[int, int, list[str]]]) -> bool:
    """Whether something is called so, in singular or plural; one short word is only taken for an abbreviation."""
    words = [word for _, _, parts in folded for word in parts]
    is_lower = len(words) == 1 and len(written) <= _SHORT and not (written.isupper() and written.isalpha())
    if not words or is_lower or words[0] in FILLERS or (words[-1] in FILLERS and not written.endswith(" A")):
        return False
    *before, last = key_of_words(words).split()
    names = {" ".join((*before, form)) for form in (last, singular(last))}
    return any(not is_part_of_names(curie) for name in names for _, curie in finder.called(name))
