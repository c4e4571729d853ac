"""Parses lines of the sections about policies of health plans and about similar codes."""

import re
from datetime import date, datetime

from graph.ingest.pages.blocks import Block
from graph.ingest.pages.headings import SectionKey
from graph.ingest.pages.list_items import block_phrase
from graph.ingest.pages.record import PolicyMention, SimilarMention
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_URL = re.compile(r"\(?\b(?P<url>https?://[^\s()]+)\)?")
_DATE = re.compile(
    r"[,;(]?(?<!\s)\s*\b(?:effective(?:\s+date)?:?\s+)"
    r"(?P<date>\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})\)?",
    re.IGNORECASE,
)
# A word that may also stand in a title counts only where punctuation sets it apart: '…, retired', '(not covered)'.
_APART, _ENDED = r"(?:[,;(]|\s[\u2013\u2014-])\s*", r"\b\)?(?=\s*(?:[,;(]|$))"
_STATUS = re.compile(
    rf"{_APART}(?:status:?\s+)?(?P<status>active|retired|draft|archived|under review){_ENDED}", re.IGNORECASE
)
_COVERAGE = re.compile(
    rf"{_APART}(?P<coverage>not covered|covered (?:with|when|if)[^,;)]{{0,200}}|conditional(?:ly covered)?|covered)"
    rf"{_ENDED}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\((?:No\.?\s*|#\s*)?(?P<number>(?:[A-Z]++[ .-]?)*+\d[\dA-Z./-]{0,16})\)")
_PAYER = re.compile(r"(?P<payer>[^:]{2,80}?):\s+(?P<title>\S.*)")
_NOTHING = re.compile(
    r"(?:none|n/?a|not (?:available|applicable)|"
    r"no (?:similar|related|medical)?\s*(?:codes?|policies|policy|guidelines)\b.*)[.!]?",
    re.IGNORECASE,
)
_SYSTEMS = (CODE_SYSTEMS["HCPCS"], CODE_SYSTEMS["CPT"])
_ANY_CODE = f"(?:{'|'.join(system.pattern for system in _SYSTEMS)})"
# A code stands first, or last in brackets; a number within a name is none.
_CODE = re.compile(
    rf"^(?:(?:CPT|HCPCS)4?(?:\s+code)?:?\s*)?(?P<first>{_ANY_CODE})\b(?!,?\d)"
    rf"|\((?:(?:CPT|HCPCS)4?(?:\s+code)?:?\s*)?(?P<last>{_ANY_CODE})\)$"
)
_CODES = re.compile(rf"{_ANY_CODE}(?:\s*(?:,|;|and|or)\s*{_ANY_CODE})+")
_DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%B %d, %Y", "%b %d, %Y")


def read_policy(block: Block, section: SectionKey) -> PolicyMention:
    """Parse one line of a policy section. Missing fields are None; missing coverage is 'mentioned'."""
    text, url = _extract(_URL, block.text, "url")
    text, effective = _extract(_DATE, text, "date")
    text, number = _extract(_NUMBER, text, "number")
    text, coverage = _extract(_COVERAGE, text, "coverage")
    text, status = _extract(_STATUS, text, "status")
    text = text.strip(" ,;:–—-.")
    payer = _PAYER.fullmatch(text)
    return PolicyMention(
        block_phrase(block),
        section,
        payer["title"].strip() if payer else text or block.text,
        payer["payer"].strip() if payer else None,
        number,
        url,
        status.casefold() if status else None,
        _iso_date(effective),
        _coverage(coverage),
    )


def is_empty_notice(block: Block) -> bool:
    """Whether a line is a lead-in or says that the list is empty: 'No similar codes found'."""
    return block.text.endswith(":") or _NOTHING.fullmatch(block.text) is not None


def read_similar(block: Block) -> list[SimilarMention]:
    """A line of the similar codes: 'CODE – name', 'name (CODE)', a name alone, or codes alone."""
    if _CODES.fullmatch(block.text):
        return [_mention(block.sub_block(code), code, code) for code in re.findall(_ANY_CODE, block.text)]
    match = _CODE.search(block.text)
    if match is None:
        return [_mention(block, block.text, None)]
    name = (block.text[: match.start()] + block.text[match.end() :]).strip(" ,;:–—-.")
    code = match["first"] or match["last"]
    return [_mention(block, name or code, code)]


def _mention(block: Block, name: str, code: str | None) -> SimilarMention:
    prefix = next((system.prefix for system in _SYSTEMS if code and re.fullmatch(system.pattern, code)), None)
    return SimilarMention(block_phrase(block), name, code, prefix)


def _extract(pattern: re.Pattern[str], text: str, group: str) -> tuple[str, str | None]:
    match = pattern.search(text)
    if match is None:
        return text, None
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), match[group].strip()


def _iso_date(text: str | None) -> str | None:
    for form in _DATE_FORMATS if text else ():
        try:
            parsed: date = datetime.strptime(text or "", form).date()
        except ValueError:
            continue
        return parsed.isoformat()
    return None


def _coverage(words: str | None) -> str:
    match (words or "").casefold():
        case "":
            return "mentioned"
        case "not covered":
            return "not covered"
        case "covered":
            return "covered"
        case _:
            return "conditional"
