"""The personnel section: 'Orthopedic surgeon or neurosurgeon specialized in spinal surgery'."""

import re

from graph.page.items import phrase, take_condition
from graph.page.layout import Block, BlockKind
from graph.page.record import Phrase, Role

_SPECIALTY = re.compile(
    r",?\s+(?:who\s+(?:is|are)\s+)?(?:specializ(?:ed|ing)|specialis(?:ed|ing)|trained|experienced|"
    r"with\s+(?:special\s+)?(?:expertise|training|experience))\s+in\s+(?P<specialty>[^,()]+)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*,?\s+(?P<joint>or|and/or|and)\s+|\s*/\s*|\s*,\s*", re.IGNORECASE)
_PROFESSION = re.compile(
    r"(?:surgeon|nurse|technician|technologist|physician|doctor|specialist|assistant|therapist|practitioner|midwife|"
    r"team|staff|representative|anesthetist|anaesthetist|[a-z]+ist|[a-z]+ician|[a-z]+grapher)s?$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"^(?:an?|the|one or more|one|two)\s+", re.IGNORECASE)


def read_personnel(blocks: list[Block]) -> tuple[list[Role], list[Phrase]]:
    """The roles of the section, and the passages that name none."""
    roles, remarks, entry = list[Role](), list[Phrase](), 0
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            remarks.append(phrase(block))
            continue
        roles.extend(_roles(block, entry))
        entry += 1
    return roles, remarks


def _roles(block: Block, entry: int) -> list[Role]:
    text, _, detail = block.text.partition(": ")
    text, condition = take_condition(text.strip(" ."))
    specialty = _SPECIALTY.search(text)
    if specialty is not None:
        text = text[: specialty.start()] + text[specialty.end() :]
    titles, any_of = _titles(text)
    field = specialty["specialty"].strip() if specialty else None
    return [Role(phrase(block), title, entry, field, condition or detail or None, any_of) for title in titles]


def _titles(text: str) -> tuple[list[str], bool]:
    """The roles that the text names, and whether one of them is enough."""
    joints = [match["joint"] for match in _JOINT.finditer(text)]
    parts = [_DETERMINER.sub("", part.strip()) for part in _split(text)]
    any_of = any(joint and "or" in joint.casefold() for joint in joints)
    profession = _PROFESSION.search(parts[-1])
    if len(parts) < 2 or profession is None:
        return [text], False
    # 'General or colorectal surgeon': what names no profession shares the last one.
    titles = [part if _PROFESSION.search(part) else f"{part} {profession[0]}" for part in parts]
    return [title[:1].upper() + title[1:] for title in titles], any_of


def _split(text: str) -> list[str]:
    """Split at joints outside brackets."""
    parts, start = [], 0
    for match in _JOINT.finditer(text):
        if text.count("(", 0, match.start()) == text.count(")", 0, match.start()):
            parts.append(text[start : match.start()])
            start = match.end()
    return [part for part in (*parts, text[start:]) if part.strip()]
