"""Titles of diagnoses that leave open, or deny, what another title says."""

import re

_WITHOUT = re.compile(r"(?P<stem>.+),? without |(?P<uncomplicated>.+?),? uncomplicated\b")
_UNSPECIFIED = re.compile(r"(?P<stem>[^,].*?), (?:(?:site|part|stage|type|level) )?unspecified\b[^,]*(?P<tail>.*)")
_UNSPECIFIED_FIRST = re.compile(r"unspecified (?P<stem>[^,]+?)(?P<tail>,.*| with.*)?")
_HEAD = re.compile(r",| with")


def denies(title: str, other: str) -> bool:
    """Whether a title says that the patient is without what the other says that they have.

    >>> denies("Type 2 diabetes mellitus without complications", "Type 2 diabetes mellitus with hyperglycemia")
    True
    >>> denies("Migraine without aura, intractable, without status", "Migraine with aura, intractable, with status")
    False
    """
    match = _WITHOUT.match(title)
    stem = (match["stem"] or match["uncomplicated"]).rstrip(",") if match else ""
    rest = other.removeprefix(stem) if stem and other.startswith(stem) else ""
    return rest.startswith((" with ", ", with "))


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
    title, other = title.casefold(), other.casefold()
    match = _UNSPECIFIED.match(title)
    if match and other.endswith(_site(match["tail"])) and re.match(rf"{re.escape(match['stem'])}(?:,| |$)", other):
        return True
    match = match or _UNSPECIFIED_FIRST.fullmatch(title)
    if is_whole or match is None or other.startswith(("other ", "unspecified ")):
        return False
    return other.endswith(_site(match["tail"])) and _HEAD.split(other)[0].endswith(f" {match['stem']}")


def _site(tail: str | None) -> str:
    """What follows a comma, which both titles must have, as the side or the fetus; what a diagnosis is with, not."""
    return tail if tail and not tail.startswith((" with", ", with", ", uncomplicated")) else ""
