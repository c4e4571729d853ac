"""The setting section: 'in a hospital operating room or an ambulatory surgery center'."""

import re
from collections.abc import Iterator

from graph.ingest.pages.concept_resolver import ConceptResolver
from graph.ingest.pages.record import Phrase
from graph.model.findings import UnknownTerm

_PERFORMED = re.compile(
    r"\b(?:performed|done|carried out|takes place|given|conducted|implanted|placed)\b.*?"
    r"\b(?:in|at)\s+(?:an?\s+|the\s+)?(?P<places>.+)",
    re.IGNORECASE,
)
# Separates settings only before an article: 'an office or a hospital', not '…, when it is urgent'.
_OR = re.compile(r",?(?<!\s)\s+or\s+(?:in\s+|at\s+)?(?:an?|the)\s+|,\s+(?:an?|the)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,|(?<!\s)\s+(?:that|which|where|with|when|while|under|so|for|by|if|because|after|before|depending)\b).*",
    re.IGNORECASE,
)
_MAX_WORDS = 5


def resolve_settings(phrase: Phrase, concepts: ConceptResolver, path: str) -> list[str]:
    """CURIEs of the settings in a phrase: known terms anywhere, unknown ones only after 'performed in' and the like."""
    found: list[str] = []
    for sentence in re.split(r"(?<=\.)\s+", phrase.text):
        found.extend(_settings_of_sentence(sentence, phrase, concepts, path))
    return list(dict.fromkeys(found))


def _settings_of_sentence(sentence: str, phrase: Phrase, concepts: ConceptResolver, path: str) -> Iterator[str]:
    vocabulary = concepts.vocabulary
    known = vocabulary.scan("Setting", sentence)
    yield from (concepts.resolve_term(vocabulary.terms["Setting"][item.label]) for item in known)
    performed = _PERFORMED.search(sentence)
    for part in _OR.split(performed["places"]) if performed else ():
        name = re.sub(r"(?<!\s)\s+setting$", "", _TAIL.sub("", part).strip(" ."))
        if vocabulary.scan("Setting", part) or len(name.split()) > _MAX_WORDS or not name:
            continue
        yield concepts.resolve("Setting", phrase, name, path)
    if not known and performed is None and sentence == phrase.text:
        concepts.findings.append(UnknownTerm(path, phrase.line, kind="Setting", term=sentence))
