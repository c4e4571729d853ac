"""The alternatives section, with the pros and cons it gives for each or for all of them."""

import re
from dataclasses import replace
from functools import lru_cache

from graph.ingest.pages.blocks import Block
from graph.ingest.pages.list_items import block_phrase, read_items
from graph.ingest.pages.record import Alternative, Item, Phrase
from graph.model.elements import slugify

_COMPARISON = re.compile(r"(?:the\s+)?pros\s+(?:and|&)\s+cons\s*:\s*(?P<text>.+)", re.IGNORECASE)
_LABELLED = re.compile(r"\b(?P<side>pros?|cons?|advantages?|disadvantages?)\s*:\s*", re.IGNORECASE)
_CONTRAST = re.compile(r",?(?<!\s)\s+\b(?:but|however|though|although|whereas|while)\b,?\s+", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?P<subject>.+?)(?<!\s)\s+(?=(?:may|might|can|could|will|do|does|is|are|has|have|offers?|"
                      r"avoids?|provides?|gives?|allows?|needs?|requires?|leaves?|keeps?|treats?|relieves?|works?|removes?)\b)",
                      re.IGNORECASE)  # fmt: skip
_NEGATED = re.compile(r"\b(?:(?:may|might|can|do|does|is|are|will) not|cannot)\b", re.IGNORECASE)
_COMMON = frozenset("the a an of for and or with such as other options option treatment treatments may to in".split())


def read_alternatives(blocks: list[Block]) -> tuple[list[Alternative], list[Phrase], str | None]:
    """The alternatives, the remarks, and the text of a 'Pros and cons:' paragraph about all of them."""
    comparisons = [match["text"] for block in blocks if (match := _COMPARISON.match(block.text))]
    listed = [block for block in blocks if not _COMPARISON.match(block.text)]
    items, remarks = read_items(listed)
    alternatives = [_read_labelled_pros_and_cons(item) for item in items]
    unassigned = [
        clause for text in comparisons for clause in _clauses(text) if not _assign_clause(clause, alternatives)
    ]
    if unassigned:
        remarks.extend(block_phrase(block) for block in blocks if _COMPARISON.match(block.text))
    return alternatives, remarks, " ".join(comparisons) or None


def _read_labelled_pros_and_cons(item: Item) -> Alternative:
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


def _assign_clause(clause: str, alternatives: list[Alternative]) -> bool:
    """Add the pros and cons of a clause to the alternative it is about; False where none or several match."""
    match = _match_by_name(clause, alternatives) or _match_by_subject(clause, alternatives)
    if match is None:
        return False
    index, statement = match
    pros, cons = _split_pros_and_cons(statement)
    if not pros and not cons:
        return False
    alternative = alternatives[index]
    alternatives[index] = replace(alternative, pros=(*alternative.pros, *pros), cons=(*alternative.cons, *cons))
    return True


def _match_by_name(clause: str, alternatives: list[Alternative]) -> tuple[int, str] | None:
    """Index of the alternative whose term starts the clause, and the rest of the clause."""
    for index, alternative in enumerate(alternatives):
        term = alternative.item.term
        if clause.casefold().startswith(f"{term.casefold()} "):
            return index, clause[len(term) :].strip()
    return None


def _match_by_subject(clause: str, alternatives: list[Alternative]) -> tuple[int, str] | None:
    """Index of the alternative that shares most stems with the clause's subject, and the predicate; None on a tie."""
    subject = _SUBJECT.match(clause)
    scores = [_overlap(subject["subject"], alternative.item) for alternative in alternatives] if subject else []
    best = max(scores, default=0.0)
    if subject is None or best == 0 or scores.count(best) > 1:
        return None
    return scores.index(best), clause[subject.end() :]


def _split_pros_and_cons(text: str) -> tuple[list[str], list[str]]:
    """'may relieve pain but may not last' as its pros and its cons."""
    first, *rest = _CONTRAST.split(text, maxsplit=1)
    if not rest:  # Without a contrast only a negated clause can be classified: it is a con.
        return [], [first] if _NEGATED.match(first) else []
    # The contrast switches sides: after a negated clause ('may not last but …') comes the advantage.
    return (rest, [first]) if _NEGATED.match(first) and not _NEGATED.match(rest[0]) else ([first], rest)


def _overlap(subject: str, item: Item) -> float:
    item_stems = _stems(f"{item.term} {' '.join(example.text for example in item.examples)}")
    subject_stems = _stems(subject)
    return len(subject_stems & item_stems) / len(subject_stems) if subject_stems else 0.0


@lru_cache(1024)
def _stems(text: str) -> set[str]:
    """First letters of the words that carry meaning: 'surgeries' and 'surgical' are both 'surg'."""
    joined = re.sub(r"\bnon[- ]", "non", text, flags=re.IGNORECASE)  # 'non-surgical' is the opposite of 'surgical'
    words = (word for word in slugify(joined).split("-") if word not in _COMMON)
    return {word[:7] if word.startswith("non") else word[:4] if len(word) > 5 else word for word in words}
