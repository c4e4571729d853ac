"""What a text mentions: the longest stretches of its words that are names of nodes, with what each means."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.model.deadline import until_deadline
from graph.search.clinical_context import MentionContext, mention_contexts
from graph.search.context_cues import cue_at
from graph.search.context_sentence import Span
from graph.search.finder import Finder
from graph.search.grounding import Grounding, ground, singular
from graph.search.paraphrases import is_part_of_names
from graph.search.reading import FILLERS
from graph.search.words import folded_words, key_of_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STRETCH = re.compile(rf"{_WORD.pattern}(?:[ \t\n/()'’-]{{0,3}}{_WORD.pattern}){{0,9}}")
"""Up to ten words that no sign divides but those which stand within names."""
_SHORT = 3
"""Letters up to which a word must stand in capitals to be an abbreviation: 'OR', 'MI'."""


class Mention(NamedTuple):
    """A stretch of a text that names something; `start` and `end` count characters (Unicode code points)."""

    text: str
    start: int
    end: int
    grounding: Grounding
    contexts: tuple[MentionContext, ...]


def annotate_mentions(finder: Finder, text: str, mentions: Sequence[Span]) -> list[Mention]:
    """What the mentions of a clinical text mean, and in which context."""
    names = until_deadline(dict.fromkeys(text[start:end] for start, end in mentions), at_once=1)
    meanings = {name: ground(finder, name) for name in names}
    found = zip(mentions, mention_contexts(text, mentions), strict=True)
    return [Mention(text[a:b], a, b, meanings[text[a:b]], contexts) for (a, b), contexts in found]


def named_spans(finder: Finder, text: str) -> Iterator[Span]:
    """Where names of nodes stand, none within another; a name does not begin with a cue of a context."""
    end = 0
    for word in _WORD.finditer(text):
        stretch = _STRETCH.match(text, word.start()) if word.start() >= end and not cue_at(text, word.start()) else None
        if stretch:
            ends = [one.end() for one in _WORD.finditer(stretch[0])]
            named = next((to for to in reversed(ends) if _is_name(finder, stretch[0][:to])), None)
            if named is not None:
                end = word.start() + named
                yield word.start(), end


def _is_name(finder: Finder, written: str) -> bool:
    """Whether something is called so, in singular or plural; one short word is only taken for an abbreviation."""
    words = folded_words(written)
    is_word = len(words) == 1 and len(written) <= _SHORT and not (written.isupper() and written.isalpha())
    if not words or is_word or words[0] in FILLERS or (words[-1] in FILLERS and not written.endswith(" A")):
        return False
    *before, last = key_of_words(words).split()
    names = {" ".join((*before, form)) for form in (last, singular(last))}
    return any(not is_part_of_names(curie) for name in names for _, curie in finder.called(name))
