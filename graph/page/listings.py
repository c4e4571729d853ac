"""The sections that point elsewhere: policies of health plans, and similar codes."""

import re
from datetime import date, datetime

from graph.page.headings import SectionKey
from graph.page.items import phrase
from graph.page.layout import Block
from graph.page.record import PolicyMention, SimilarMention

_URL = re.compile(r"\(?\b(?P<url>https?://[^\s()]+)\)?")
_DATE = re.compile(
    r"[,;(]?\s*\b(?:effective(?:\s+date)?:?\s+)"
    r"(?P<date>\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4})\)?",
    re.IGNORECASE,
)
# A word that may also stand in a title counts only where punctuation sets it apart: '…, retired', '(not covered)'.
_APART, _ENDED = r"(?:[,;(]|\s[\u2013\u2014-])\s*", r"\b\)?(?=\s*(?:[,;(]|$))"
_STATUS = re.compile(
    rf"{_APART}(?:status:?\s+)?(?P<status>active|retired|draft|archived|under review){_ENDED}", re.IGNORECASE
)
_COVERAGE = re.compile(
    rf"{_APART}(?P<coverage>not covered|covered (?:with|when|if)[^,;)]*|conditional(?:ly covered)?|covered){_ENDED}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\((?P<number>(?=[^()]*\d)[A-Za-z0-9 ./#-]{1,24})\)")
_PAYER = re.compile(r"(?P<payer>[^:–—]{2,80}?)(?::| [–—-])\s+(?P<title>\S.*)")
_CODE_SHAPES = (("HCPCS", r"[A-V]\d{4}"), ("CPT", r"\d{4}[0-9FTUMA]"))
_CODE = re.compile(r"\b(?:(?:CPT|HCPCS)4?(?:\s+code)?:?\s*)?(?P<code>\d{4}[0-9FTUMA]|[A-V]\d{4})\b")
_DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%B %d, %Y", "%b %d, %Y")


def read_policy(block: Block, section: SectionKey) -> PolicyMention:
    """One line of a policy section. What it does not say stays None, and coverage stays 'mentioned'."""
    text, url = _take(_URL, block.text, "url")
    text, effective = _take(_DATE, text, "date")
    text, number = _take(_NUMBER, text, "number")
    text, coverage = _take(_COVERAGE, text, "coverage")
    text, status = _take(_STATUS, text, "status")
    text = text.strip(" ,;:–—-.")
    payer = _PAYER.fullmatch(text)
    return PolicyMention(
        phrase(block),
        section,
        payer["title"].strip() if payer else text or block.text,
        payer["payer"].strip() if payer else None,
        number,
        url,
        status.casefold() if status else None,
        _iso_date(effective),
        _coverage(coverage),
    )


def read_similar(block: Block) -> SimilarMention:
    """One line of the similar codes: '22849 – Reinsertion …', 'Reinsertion … (22849)' or a name alone."""
    text, code = _take(_CODE, block.text, "code")
    name = re.sub(r"\(\s*\)", "", text).strip(" ,;:–—-.") or code or block.text
    prefix = next((prefix for prefix, shape in _CODE_SHAPES if code and re.fullmatch(shape, code)), None)
    return SimilarMention(phrase(block), name, code, prefix)


def _take(pattern: re.Pattern[str], text: str, group: str) -> tuple[str, str | None]:
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
