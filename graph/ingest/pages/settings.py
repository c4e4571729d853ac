"""The setting section: 'in a hospital operating room or an ambulatory surgery center'."""

import re
from collections.abc import Iterator

from graph.ingest.pages.concept_resolver import Concepts
from graph.ingest.pages.record import Phrase
from graph.model.errors import UnknownTerm

_DONE = re.compile(
    r"\b(?:performed|done|carried out|takes place|given|conducted|implanted|placed)\b.*?"
    r"\b(?:in|at)\s+(?:an?\s+|the\s+)?(?P<places>.+)",
    re.IGNORECASE,
)
# Only what is put beside another place with an article is one: 'an office or a hospital', not '…, when it is urgent'.
_OR = re.compile(r",?\s+or\s+(?:in\s+|at\s+)?(?:an?|the)\s+|,\s+(?:an?|the)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,|\s+(?:that|which|where|with|when|while|under|so|for|by|if|because|after|before|depending)\b).*",
    re.IGNORECASE,
)
_LONGEST = 5


def places(phrase: Phrase, concepts: Concepts, path: str) -> list[str]:
    """The CURIEs of the places a sentence names: known ones wherever they stand, unknown ones where it is done."""
    found: list[str] = []
    for sentence in re.split(r"(?<=\.)\s+", phrase.text):
        found.extend(_of_sentence(sentence, phrase, concepts, path))
    return list(dict.fromkeys(found))


def _of_sentence(sentence: str, phrase: Phrase, concepts: Concepts, path: str) -> Iterator[str]:
    vocabulary = concepts.vocabulary
    known = vocabulary.scan("Setting", sentence)
    yield from (concepts.known(vocabulary.terms["Setting"][item.label]) for item in known)
    done = _DONE.search(sentence)
    for part in _OR.split(done["places"]) if done else ():
        place = re.sub(r"\s+setting$", "", _TAIL.sub("", part).strip(" ."))
        if vocabulary.scan("Setting", part) or len(place.split()) > _LONGEST or not place:
            continue
        yield concepts.resolve("Setting", phrase, place, path)
    if not known and done is None and sentence == phrase.text:
        concepts.findings.append(UnknownTerm(path, phrase.line, kind="Setting", term=sentence))
