"""Titles of diagnoses that leave open, or deny, what another title says."""

import re
from dataclasses import dataclass
from functools import lru_cache

_WITHOUT = re.compile(r"(?P<stem>.+),? without |(?P<uncomplicated>.+?),? uncomplicated\b")
_UNSPECIFIED = re.compile(r"(?P<stem>[^,].*?), (?:(?:site|part|stage|type|level) )?unspecified\b[^,]*(?P<tail>.*)")
_UNSPECIFIED_FIRST = re.compile(r"unspecified (?P<stem>[^,]+?)(?P<tail>,.*| with.*)?")
_HEAD = re.compile(r",| with")
_AS_OPEN = ("other ", "unspecified ")
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class _OpenTitle:
    """What a title with 'unspecified' is about, and what follows that the other title must have, too.

    `is_adjective`: it begins with the word, so that another title has its own word before the stem.
    """

    stem: str
    tail: str
    is_adjective: bool


def denies(title: str, other: str) -> bool:
    """Whether a title says that the patient is without what the other says that they have.

    >>> denies("Type 2 diabetes mellitus without complications", "Type 2 diabetes mellitus with hyperglycemia")
    True
    >>> denies("Migraine without aura, intractable, without status", "Migraine with aura, intractable, with status")
    False
    """
    stem = _denying_stem(title)
    return bool(stem) and other.startswith((f"{stem} with ", f"{stem}, with "))


def leaves_open(title: str, other: str, *, is_whole: bool = False) -> bool:
    """Whether a title is that of the other with 'unspecified' for what the other says, and ends as that does.

    `is_whole`: only where the other begins as this one does, not where it has an adjective before.

    >>> leaves_open("Acute kidney failure, unspecified", "Acute kidney failure with tubular necrosis")
    True
    >>> leaves_open("Heart failure, unspecified", "Acute systolic (congestive) heart failure")
    True
    >>> leaves_open("Osteochondropathy, unspecified, left knee", "Osteochondropathy, unspecified, left hip")
    False
    >>> leaves_open("Pain in unspecified joint", "Pain in right shoulder")
    False
    """
    opened, other = _opened(title.casefold()), other.casefold()
    if opened is None or not other.endswith(opened.tail):
        return False
    if not opened.is_adjective and (f"{other},").startswith((f"{opened.stem},", f"{opened.stem} ")):
        return True
    if is_whole or opened.stem not in other:
        return False
    return not other.startswith(_AS_OPEN) and _HEAD.split(other)[0].endswith(f" {opened.stem}")


@lru_cache(_REMEMBERED)
def _denying_stem(title: str) -> str:
    match = _WITHOUT.match(title)
    return (match["stem"] or match["uncomplicated"]).rstrip(",") if match else ""


@lru_cache(_REMEMBERED)
def _opened(title: str) -> _OpenTitle | None:
    after, before = _UNSPECIFIED.match(title), _UNSPECIFIED_FIRST.fullmatch(title)
    match = after or before
    return _OpenTitle(match["stem"], _site(match["tail"]), after is None) if match else None


def _site(tail: str | None) -> str:
    """What follows a comma, which both titles must have, as the side or the fetus; what a diagnosis is with, not."""
    return tail if tail and not tail.startswith((" with", ", with", ", uncomplicated")) else ""
