"""What the words around mentions say of the structure of a clinical sentence: lists, clauses, what a relative has.

There is no parser: the classes of words of `data/language/context-words.tsv`, connectors and commas decide.
"""

import re
from functools import cache

from graph.search.context_cues import any_word

FAR = 8
"""Words that may stand between a cue and its first mention, and within an item of a list."""
_NEAR = 3
"""Words that may stand between a connector and the item of a list that follows it."""
_PREDICATE_WITHIN = 5
"""Words behind a mention in which the predicate of its clause is looked for."""
_WORDS = re.compile(r"[\w/'’-]+")
_CONNECTOR = re.compile(r",|/|&|\b(?:and|or|nor|vs|versus)\b", re.IGNORECASE)
_CONJUNCTION = re.compile(r"\b(?:and|or|nor)\b|[/&]", re.IGNORECASE)
_DISJUNCTION = re.compile(r"or|nor|/", re.IGNORECASE)
_COMMA_AND = re.compile(r"[^,]*,\s*and\b", re.IGNORECASE)
_MODIFIER = re.compile(
    r"\s*(?:$|\(|-|(?:of|in|at|on|over|above|to|within|around|per|x\s?\d*|today|overnight|lately)\b)", re.IGNORECASE
)
_OTHER_NOUN = r"(?<!of)(?<!in)(?<!to)(?<!for)(?<!on)(?<!at)(?<!within)\s+(?:the|an?|his|her|their|this)\b"
_DEFINITE = re.compile(
    r"\b(?:the|her|his|their|my|your|its|this|these|those|\w+['’]s)\s+(?:(?!(?:is|was|are|were|has|had|could|may|might|be)\b)[\w-]+\s+)?$",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"\b(?:causes?|a?etiolog(?:y|ies)|source|origin|extent|severity|significance|degree|nature|stage|onset|treatment|role)"
    r" (?:of|for)\s+(?:(?:the|this|his|her|their)\s+)?$",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"\b(?:given|because of|due to|with|after|despite|for|in|on|since)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_COPULA = re.compile(r"\s+(?:is|was|are|were|represents?)\s+(?:\w+\s+){0,3}", re.IGNORECASE)
_REASON = re.compile(r"\s+for\s+(?:(?!of\b)\w+\s+){0,2}", re.IGNORECASE)
_COMES_AGAIN = re.compile(r"\s+(?:recur|return|come|reappear)", re.IGNORECASE)
_PART_END = re.compile(r"\s*(?:$|[.,;:/()&]|\b(?:and|or|nor)\b)", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:by|with|from|to|for|care of)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OF_OBJECT = re.compile(r",?\s*(?:who|whose)\b|['’]s?\s", re.IGNORECASE)
_LINKING = (
    r"and|or|her|his|their|both|all|each|also|who|whose|does|do|did|doesn['’]t|deceased|alive|sick|ill|living|well|at|age\w*|\d+\w*"
    r"|may|might|possibly|reportedly|likely|never|not|no|is|was|are|were|been|being|be|known|recently|previously|an?|the"
    r"|side|on|in"
)


def is_near(words: str) -> bool:
    """Whether words are few enough to stand between a cue and its mention."""
    return len(_WORDS.findall(words)) <= FAR


def has_connector(words: str) -> bool:
    """Whether a comma or a conjunction is among words."""
    return bool(_CONNECTOR.search(words))


def has_conjunction(words: str) -> bool:
    """Whether `and`, `or`, `nor` or a sign for one of them is among words."""
    return bool(_CONJUNCTION.search(words))


def coordinates(gap: str) -> bool:
    """Whether the words between two mentions make them parts of a list: 'fever [of 39, and severe] cough'.

    A plus begins something that is there: 'no fever, + cough'.
    """
    before, *between = _CONNECTOR.split(gap)
    is_item = bool(between) and len(_WORDS.findall(between[-1])) <= _NEAR
    return is_item and "+" not in gap and is_near(before) and bool(_MODIFIER.match(before)) and not _has_predicate(gap)


def is_comma_and(gap: str) -> bool:
    """Whether the first connector of a gap is `, and`: no list of two has it ('no cough, and mild fever')."""
    return bool(_COMMA_AND.match(gap))


def begins_clause(gap: str, after: str) -> bool:
    """Whether a mention begins another clause: a comma or `and` before it, and a predicate in the words behind it."""
    connectors = _CONNECTOR.findall(gap)
    if not connectors or _DISJUNCTION.fullmatch(connectors[-1]):
        return False
    return _has_predicate(" ".join(_WORDS.findall(_CONNECTOR.split(after, maxsplit=1)[0])[:_PREDICATE_WITHIN]))


def stands_alone(after: str) -> bool:
    """Whether nothing but a connector or a sign is behind a part of a list."""
    return bool(_PART_END.match(after))


def leaves_noun(gap: str) -> bool:
    """Whether the words behind an adjective or determiner go beyond its noun: 'without treatment [the] infection'."""
    return bool(re.search(rf"\b{any_word('finite')}\b|{_OTHER_NOUN}", gap.lstrip(), re.IGNORECASE))


def is_presupposed(before: str, after: str) -> bool:
    """Whether a mention in a clause of doubt is there all the same: 'if her pain persists', but not 'if it recurs'."""
    return bool(_DEFINITE.search(before) and not _COMES_AGAIN.match(after))


def is_copula(gap: str) -> bool:
    """Whether the words between two mentions say that one is the other."""
    return bool(_COPULA.fullmatch(gap))


def is_reason(gap: str) -> bool:
    """Whether a mention is said to be the reason for the one before it: 'a hysterectomy for fibroids'."""
    return bool(_REASON.fullmatch(gap))


def is_attribute(before: str) -> bool:
    """Whether what is said behind a mention is said of something of it: 'the cause of her anemia is unclear'."""
    return bool(_ATTRIBUTE.search(before))


def is_fronted(before: str) -> bool:
    """Whether a mention is part of an adverbial: 'given fever, …'."""
    return bool(_FRONTED.search(before))


def cause_in(text: str, start: int, end: int) -> int | None:
    """Where in a clause its cause begins: behind 'due to' and the like."""
    match = re.compile(rf"(?:\s+[\w'’-]+){{1,{FAR}}}?\s+{any_word('due to')}\b", re.IGNORECASE).match(text, start, end)
    return match.end() if match else None


def relative_has(before: str, after: str, distance: int) -> bool:
    """Whether the words behind a relative say that something is of it; `distance` is that of the next mention.

    'his mother had', 'mother: ', 'her brother's'; but not 'mother reports', 'seen with his mother'.
    """
    if _OBJECT.search(before):
        return bool(_OF_OBJECT.match(after))
    link = _relative_links().match(after)
    end = link.end() if link else 0
    is_beside = (end >= distance and "," not in after[:distance]) or re.match(r"\s*[:(–/-]", after[end:])
    return bool(is_beside or (_relative_verbs().match(after, end) and not after[:end].rstrip().endswith(" and")))


@cache
def _relative_links() -> re.Pattern[str]:
    words = rf"(?:{_LINKING}|{any_word('relative', 'side', 'other relatives')})(?![\w-])"
    return re.compile(rf"(?:['’]s?(?!\w))?(?:[\s,]+{words})*\s*", re.IGNORECASE)


@cache
def _relative_verbs() -> re.Pattern[str]:
    reports = rf"\s+(?:(?:also|been|not|never|just)\s+)*{any_word('report')}\b"
    return re.compile(rf"[\s,]*{any_word('has')}\b(?!{reports})", re.IGNORECASE)


def _has_predicate(words: str) -> bool:
    return bool(re.search(rf"\b{any_word('finite', 'predicate')}\b", words, re.IGNORECASE))
