"""The entries of a list section: 'Fasting for at least 8 hours', 'Spinal deformities (e.g., scoliosis)'."""

import re

from graph.ingest.pages.blocks import Block, BlockKind
from graph.ingest.pages.durations import find_quantity, without_vague_time
from graph.ingest.pages.record import Item, Phrase

_EXAMPLE_WORDS = r"(?:e\.\s?g\.|eg\b|for example|for instance|such as|including|like)"
_BRACKETED_EXAMPLES = re.compile(rf"(?<!\s)\s*\(\s*{_EXAMPLE_WORDS}[,:]?\s*(?P<list>[^()]+)\)", re.IGNORECASE)
_TRAILING_EXAMPLES = re.compile(
    r",?(?<!\s)\s+(?:such as|(?<!would )(?<!feel )(?<!look )like|including)\s+(?P<list>[^()]+?)\.?$", re.IGNORECASE
)
_CONDITION = re.compile(
    r"(?<!\s)\s*(?:\((?P<bracketed>(?:if|when|as|for|in|unless|where|only|optional|depending)\b[^()]*)\)"
    r"|,\s*(?P<trailing>(?:if|when|as needed|unless)\b[^,()]*))",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<label>[^:.;]{2,60}):\s+(?P<rest>\S.*)")
_LISTING_LABELS = frozenset(
    "symptoms,conditions,medical condition,medical conditions,common conditions,diagnoses,common indications,signs,"
    "signs and symptoms,diseases".split(",")
)
_GROUPING = re.compile(
    r"(?:(?:less|more|most|very)\s+)?(?:common|rare|serious|possible|potential|minor|major|general|other)?\s*"
    r"(?:risks?|complications?|side effects|benefits?)?",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not (?:recommended|suitable|advised|indicated|appropriate|used)|contraindicat\w+|should not|must not)\b"
    r"|^(?:no|not)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<!\s)\s*\(https?://[^\s()]+\)")
_REMARK = re.compile(
    r"(?:patient criteria|patient selection|eligibility|selection criteria|candidates|suitable patients|note|goals)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"(?<!\s)\s*[,;]\s*(?:(?:and|or)\s+)?|(?<!\s)\s+(?:and/or|or|and)\s+(?=[^,;]*$)")


def block_phrase(block: Block) -> Phrase:
    return Phrase(block.text, block.start, block.end, block.line)


def split_list(text: str) -> list[str]:
    """'a, b, or c' as its parts.

    >>> split_list("physical therapy, bracing, or pain management")
    ['physical therapy', 'bracing', 'pain management']
    """
    parts = (part.strip(" .") for part in _SEPARATOR.split(text))
    return [part for part in parts if part and part.casefold() not in ("etc", "others", "other")]


def is_negated(text: str) -> bool:
    """Whether a passage is negated: 'not recommended for …', 'No risk of …'."""
    return _NEGATION.search(text) is not None


def read_items(blocks: list[Block]) -> tuple[list[Item], list[Phrase]]:
    """The list items of a section as entries, and its paragraphs as remarks."""
    items, remarks = list[Item](), list[Phrase]()
    for block in blocks:
        found = _entries(block) if block.kind is not BlockKind.PARAGRAPH else []
        items.extend(found)
        if not found:
            remarks.append(block_phrase(block))
    return items, remarks


def read_affirmed_items(blocks: list[Block]) -> tuple[list[Item], list[Phrase]]:
    """Like `read_items`, but negated passages ('No risk of …') are remarks, not entries."""
    negated = [block for block in blocks if is_negated(block.text)]
    items, remarks = read_items([block for block in blocks if not is_negated(block.text)])
    return items, sorted((*remarks, *map(block_phrase, negated)), key=lambda remark: remark.start)


def _entries(block: Block) -> list[Item]:
    if _REMARK.match(block.text):
        return []
    label = _LABEL.fullmatch(block.text)
    label_text = label["label"].strip() if label else ""
    if label and (label_text.casefold() in _LISTING_LABELS or _GROUPING.fullmatch(label_text)):
        return [read_item(block.sub_block(part)) for part in split_list(label["rest"])]
    return [read_item(block)]


def read_item(block: Block) -> Item:
    """The entry of one block: its term, and apart from that its label, examples, condition and time."""
    label = _LABEL.fullmatch(block.text)
    text, detail = (label["label"].strip(), label["rest"].strip()) if label else (block.text, None)
    text = _ADDRESS.sub("", text)
    term, examples = _extract_examples(text)
    term, condition = extract_condition(term)
    term = without_vague_time(term)
    quantity = find_quantity(term)
    if quantity is not None:
        term = quantity.without(term)
    return Item(
        block_phrase(block),
        term.strip(" .,;") or block.text,
        detail,
        condition,
        quantity or find_quantity(detail or ""),
        tuple(block_phrase(block.sub_block(example)) for example in examples),
    )


def _extract_examples(text: str) -> tuple[str, list[str]]:
    for pattern in (_BRACKETED_EXAMPLES, _TRAILING_EXAMPLES):
        match = pattern.search(text)
        if match is not None:
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return " ".join(rest.split()), split_list(match["list"])
    return text, []


def extract_condition(text: str) -> tuple[str, str | None]:
    """Split 'Radiology technician (if imaging is used)' into its name and its condition."""
    match = _CONDITION.search(text)
    if match is None:
        return text, None
    rest = " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
    return rest, (match["bracketed"] or match["trailing"]).strip(" .")
