"""The name block: the name of a procedure and what else it is called."""

import re
from collections.abc import Iterator

from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.list_items import block_phrase
from graph.ingest.pages.record import Phrase

_CALLED = re.compile(
    r"(?:also|commonly|sometimes|otherwise)?(?<!\s)\s*(?:known as|called|referred to as)\s+(?P<names>.+)", re.IGNORECASE
)
_LABELLED = re.compile(
    r"(?P<label>common names?|technical(?:\s*(?:/|or|and)\s*medical)? (?:terms?|names?)|medical (?:terms?|names?)|"
    r"other names?|also known as|synonyms?)\s*:\s*(?P<names>.+)",
    re.IGNORECASE,
)
# A code in a name block is the page talking about codes; the page's own code comes from its path only.
_CODE = re.compile(r"(?<!\s)\s*\((?:(?:CPT|HCPCS)\s*(?:code)?:?\s*)?[A-Z]?\d{4,5}[A-Z]?\)", re.IGNORECASE)
_SEPARATOR = re.compile(r"(?<!\s)(?:\s*[,;]\s*(?:(?:and|or)\s+)?|\s+(?:OR|or)\s+)")
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)


def read_names(blocks: list[Block]) -> tuple[str, tuple[str, ...], list[Phrase]]:
    """Name, synonyms and the passages that are neither.

    A block without a name line of its own is named by its first common name.
    """
    name, synonyms, remarks = "", list[str](), list[Phrase]()
    for block in blocks:
        labelled, called = _LABELLED.match(block.text), _CALLED.match(block.text)
        if labelled or called:
            synonyms.extend(_names((labelled or called)["names"]))  # type: ignore[index]
        elif not name:
            name = block.text
        elif block.kind is BlockKind.PARAGRAPH and (named := _CALLED.search(block.text)):
            synonyms.extend(_names(named["names"]))
        else:
            remarks.append(block_phrase(block))
    name = name or (synonyms[0] if synonyms else "")
    return name, tuple(dict.fromkeys(other for other in synonyms if other.casefold() != name.casefold())), remarks


def _names(text: str) -> list[str]:
    plain = re.split(r"\.\s+(?=[A-Z])", _CODE.sub("", text).strip(" ."))[0]
    names = (part.strip(" .\"'“”‘’") for part in _split(plain))
    return [_ARTICLE.sub("", name) for name in names if name]


def _split(text: str) -> Iterator[str]:
    """The parts between separators, but for those within brackets: a bracket that closes comes next."""
    start = 0
    for separator in _SEPARATOR.finditer(text):
        opening, closing = text.find("(", separator.end()), text.find(")", separator.end())
        if closing < 0 or 0 <= opening < closing:
            yield text[start : separator.start()]
            start = separator.end()
    yield text[start:]
