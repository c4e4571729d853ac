"""The words of lists of codes: what names none or all of a system, what excepts, what joins and separates codes.

Words that name the codes of another system are not among those of a list: 'all diagnoses' is no list of CPT.
"""

import re
import unicodedata

_NOUNS = {
    "CPT": r"cpt(?:-?4)?|procedures?|procedural",
    "HCPCS": r"hcpcs|level ii|procedures?",
    "ICD10CM": r"icd[- ]?10(?:[- ]?cm)?|diagnos[ei]s|diagnostic|dx",
    "ICD10PCS": r"icd[- ]?10(?:[- ]?pcs)?|procedures?|procedural",
}
_ANY_NOUN = "|".join(_NOUNS.values())
_GROUPS = r"(?:sub)?categor(?:y|ies)|ranges?|blocks?|series"
_GIVEN = r"(?:\s+(?:listed|specified|applicable|apply|given|named))?"
NONE = re.compile(
    rf"(?:n/?a|not applicable|nil|-+|(?:none|no(?:\s+(?:{_ANY_NOUN}|codes?))*){_GIVEN})\.?", re.IGNORECASE
)
"""A list that names no code."""
_ALL = {
    system: re.compile(rf"(?:all|any|every|each)(?:(?:\s+of)?(?:\s+the)?(?:\s+(?:{nouns}|codes?))+)?\.?", re.IGNORECASE)
    for system, nouns in _NOUNS.items()
}
_BEFORE = {
    system: re.compile(
        rf"(?:(?:(?:all|any|each|every|either|one|of|the|those|these|following|in|within|under|codes?|{_GROUPS}|{nouns})\b"
        rf"|from\b(?=.{{0,200}}(?:-|\bto\b|\bthrough\b|\bthru\b)))[\s:]*)*",
        re.IGNORECASE,
    )
    for system, nouns in _NOUNS.items()
}
_AFTER = {
    system: re.compile(rf",?\s(?:codes?|inclusive|{_GROUPS}|{nouns})$", re.IGNORECASE)
    for system, nouns in _NOUNS.items()
}
_LONGEST_WORD = 40
"""Characters of a word after codes, with the comma before it."""
EXCEPT = re.compile(
    r"\b(?:with the exceptions? of|except(?:ing|ions?)?(?:\s+for)?|exclud(?:ing|es?|ed)"
    r"|exclusive of|without|other than|but not|not including"
    r"|apart from|minus)\b:?|\bw/o\b",
    re.IGNORECASE,
)
"""What stands before the codes that a list excepts."""
SEPARATOR = re.compile(r",(?!\s*inclusive)|[;|\n]|\band/or\b|\b(?:and|or|plus)\b|[/&]", re.IGNORECASE)
"""What stands between the items of a list."""
_BULLET = re.compile(r"[-*•·]\s+")
_ACROSS_LINES = re.compile(r"(?<!\s)\s+(to|through|thru)\s+", re.IGNORECASE)
_ANY_OF = re.compile(r"\b(?:one or more|at least one)(?=\s+of\b)", re.IGNORECASE)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNWRITTEN = dict.fromkeys(map(ord, "\"'`´‘’‚“”„«»®™\u00ad\u200b\u200c\u200d\ufeff"))
"""Quotes, marks, and characters that are not seen."""


def plain_list(text: str) -> str:
    """A list without quotes, bullets and invisible characters, with plain dashes, and line feeds between its lines."""
    plain = unicodedata.normalize("NFKC", text.translate(_UNWRITTEN)).translate(_DASHES)
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    if all(_BULLET.match(line) for line in lines):
        lines = [_BULLET.sub("", line) for line in lines]
    return _ANY_OF.sub("any", _ACROSS_LINES.sub(r" \1 ", "\n".join(lines))).strip(" ,;")


def names_all(text: str, system: str) -> bool:
    """Whether a text says all codes of a system, and nothing else."""
    return _ALL[system].fullmatch(text) is not None


def without_words(item: str, system: str) -> str:
    """An item without the words around its codes, with single spaces: of 'all codes in E10-E11' the 'E10-E11'."""
    plain = " ".join(item.split()).removesuffix(".").rstrip()
    match = _BEFORE[system].match(plain)
    start, end = match.end() if match else 0, len(plain)
    while word := _AFTER[system].search(plain, max(start, end - _LONGEST_WORD), end):
        end = word.start()
    return plain[start:end]
