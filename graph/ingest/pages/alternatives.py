"""The alternatives section, with the pros and cons it gives for each or for all of them."""

import re
from dataclasses import replace

from graph.ingest.pages.layout import Block
from graph.ingest.pages.list_items import phrase, read_items
from graph.ingest.pages.record import Alternative, Item, Phrase
from graph.model.elements import slugify

_WEIGHING = re.compile(r"(?:the\s+)?pros\s+(?:and|&)\s+cons\s*:\s*(?P<text>.+)", re.IGNORECASE)
_LABELLED = re.compile(r"\b(?P<side>pros?|cons?|advantages?|disadvantages?)\s*:\s*", re.IGNORECASE)
_TURN = re.compile(r",?\s+\b(?:but|however|though|although|whereas|while)\b,?\s+", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?P<subject>.+?)\s+(?=(?:may|might|can|could|will|do|does|is|are|has|have|offers?|avoids?|"
                      r"provides?|gives?|allows?|needs?|requires?|leaves?|keeps?|treats?|relieves?|works?|removes?)\b)",
                      re.IGNORECASE)  # fmt: skip
_DENIED = re.compile(r"\b(?:(?:may|might|can|do|does|is|are|will) not|cannot)\b", re.IGNORECASE)
_COMMON = frozenset("the a an of for and or with such as other options option treatment treatments may to in".split())


def read_alternatives(blocks: list[Block]) -> tuple[list[Alternative], list[Phrase], str | None]:
    """The alternatives, the passages that are none, and the weighing of all of them together."""
    weighing = [match["text"] for block in blocks if (match := _WEIGHING.match(block.text))]
    listed = [block for block in blocks if not _WEIGHING.match(block.text)]
    items, remarks = read_items(listed)
    alternatives = [_labelled(item) for item in items]
    unplaced = [clause for text in weighing for clause in _clauses(text) if not _place(clause, alternatives)]
    if unplaced:
        remarks.extend(phrase(block) for block in blocks if _WEIGHING.match(block.text))
    return alternatives, remarks, " ".join(weighing) or None


def _labelled(item: Item) -> Alternative:
    """'X: Pros: a. Cons: b.' has its own pros and cons."""
    detail = item.detail or ""
    marks = list(_LABELLED.finditer(detail))
    if not marks:
        return Alternative(item)
    ends = [mark.start() for mark in marks[1:]] + [len(detail)]
    sides: dict[bool, list[str]] = {True: [], False: []}
    for mark, end in zip(marks, ends, strict=True):
        sides[mark["side"].casefold().startswith(("pro", "adv"))].append(detail[mark.end() : end].strip(" .;"))
    kept = detail[: marks[0].start()].strip(" .;") or None
    return Alternative(replace(item, detail=kept), tuple(sides[True]), tuple(sides[False]))


def _clauses(text: str) -> list[str]:
    return [clause.strip(" .") for clause in re.split(r";|\.\s+(?=[A-Z])", text) if clause.strip(" .")]


def _place(clause: str, alternatives: list[Alternative]) -> bool:
    """Give a clause to the one alternative it speaks of; False where that is none or more than one."""
    named = _named(clause, alternatives) or _meant(clause, alternatives)
    if named is None:
        return False
    index, said = named
    pros, cons = _weigh(said)
    if not pros and not cons:
        return False
    placed = alternatives[index]
    alternatives[index] = replace(placed, pros=(*placed.pros, *pros), cons=(*placed.cons, *cons))
    return True


def _named(clause: str, alternatives: list[Alternative]) -> tuple[int, str] | None:
    """The alternative with whose very words the clause begins, and what it says of it."""
    for index, alternative in enumerate(alternatives):
        term = alternative.item.term
        if clause.casefold().startswith(f"{term.casefold()} "):
            return index, clause[len(term) :].strip()
    return None


def _meant(clause: str, alternatives: list[Alternative]) -> tuple[int, str] | None:
    """The alternative that shares most words with the subject of the clause, if it is one alone."""
    subject = _SUBJECT.match(clause)
    scores = [_overlap(subject["subject"], alternative.item) for alternative in alternatives] if subject else []
    best = max(scores, default=0.0)
    if subject is None or best == 0 or scores.count(best) > 1:
        return None
    return scores.index(best), clause[subject.end() :]


def _weigh(text: str) -> tuple[list[str], list[str]]:
    """'may relieve pain but may not last' as what speaks for it and what against it."""
    first, *rest = _TURN.split(text, maxsplit=1)
    if not rest:  # Said alone, only what is denied tells which side it is on.
        return [], [first] if _DENIED.match(first) else []
    # The turn changes sides: a clause whose own verb is denied ('may not last but …') closes with the advantage.
    return (rest, [first]) if _DENIED.match(first) and not _DENIED.match(rest[0]) else ([first], rest)


def _overlap(subject: str, item: Item) -> float:
    named = _stems(f"{item.term} {' '.join(example.text for example in item.examples)}")
    asked = _stems(subject)
    return len(asked & named) / len(asked) if asked else 0.0


def _stems(text: str) -> set[str]:
    """First letters of the words that carry meaning: 'surgeries' and 'surgical' are both 'surg'."""
    joined = re.sub(r"\bnon[- ]", "non", text, flags=re.IGNORECASE)  # 'non-surgical' is the opposite of 'surgical'
    words = (word for word in slugify(joined).split("-") if word not in _COMMON)
    return {word[:7] if word.startswith("non") else word[:4] if len(word) > 5 else word for word in words}
