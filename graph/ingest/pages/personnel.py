"""The personnel section: 'Orthopedic surgeon or neurosurgeon specialized in spinal surgery'."""

import re

from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.list_items import block_phrase, extract_condition
from graph.ingest.pages.record import Phrase, Role

_SPECIALTY = re.compile(
    r",?(?<!\s)\s+(?:who\s+(?:is|are)\s+)?(?:specializ(?:ed|ing)|specialis(?:ed|ing)|trained|experienced|"
    r"with\s+(?:special\s+)?(?:expertise|training|experience))\s+in\s+(?P<specialty>[^,()]+)",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r",?(?<!\s)\s+(?:including|such as)\s+(?P<detail>.+)$", re.IGNORECASE)
_BRACKETS = re.compile(r"(?<!\s)\s*\([^()]*\)")
_PROFESSION = re.compile(
    r"(?:surgeon|nurse|technician|technologist|physician|doctor|specialist|assistant|therapist|practitioner|midwife|"
    r"team|staff|representative|anesthetist|anaesthetist|(?<![a-z])[a-z]+(?:ist|ician|grapher))s?$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"^(?:one or more|at least one|an?|the|one|two|several)\s+", re.IGNORECASE)


def read_personnel(blocks: list[Block]) -> tuple[list[Role], list[Phrase]]:
    """The roles of the section, and the passages that name none."""
    roles, remarks = list[Role](), list[Phrase]()
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            remarks.append(block_phrase(block))
        else:
            roles.extend(_roles(block, roles[-1].entry + 1 if roles else 0))
    return roles, remarks


def _roles(block: Block, entry: int) -> list[Role]:
    """The roles of an entry. 'A and B' is two entries, 'A or B' one of two roles."""
    text, _, detail = block.text.partition(": ")
    text, condition = extract_condition(text.strip(" ."))
    text, specialty = _extract(_SPECIALTY, text, "specialty")
    text, including = _extract(_INCLUDING, text, "detail")
    roles = []
    for offset, titles in enumerate(_entries(_DETERMINER.sub("", text))):
        for title in titles:
            any_of = len(titles) > 1
            more = detail or including
            roles.append(Role(block_phrase(block), title, entry + offset, specialty, condition, any_of, more or None))
    return roles


def _extract(pattern: re.Pattern[str], text: str, group: str) -> tuple[str, str | None]:
    match = pattern.search(text)
    if match is None:
        return text, None
    return text[: match.start()] + text[match.end() :], match[group].strip(" .")


def _entries(text: str) -> list[list[str]]:
    """'A and B or C' as [[A], [B, C]]; a text of which a part names no profession stays whole."""
    together = _split(text, r"(?<!\s)(?:\s*,\s*(?:and\s+)?|\s+and\s+)")
    if len(together) > 1 and not all(_split_or(part) and _profession(_split_or(part)[-1]) for part in together):
        together = [text]
    return [_split_or(part) for part in together]


def _split_or(text: str) -> list[str]:
    """'General or colorectal surgeon' as both surgeons: one word that names no profession shares the last one."""
    parts = _split(text, r"(?<!\s)(?:\s+or\s+|\s*/\s*)")
    shared = _profession(parts[-1])
    if len(parts) < 2 or shared is None:
        return [_capitalise(text)]
    titles = [part if _profession(part) else f"{part} {shared}" if len(part.split()) == 1 else "" for part in parts]
    return [_capitalise(_DETERMINER.sub("", title)) for title in titles] if all(titles) else [_capitalise(text)]


def _profession(text: str) -> str | None:
    match = _PROFESSION.search(_BRACKETS.sub("", text).strip())
    return match[0] if match else None


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _split(text: str, separator: str) -> list[str]:
    """Split outside brackets."""
    parts, start = [], 0
    for match in re.finditer(separator, text, re.IGNORECASE):
        if text.count("(", 0, match.start()) == text.count(")", 0, match.start()):
            parts.append(text[start : match.start()])
            start = match.end()
    return [part for part in (*parts, text[start:]) if part.strip()] or [text]
