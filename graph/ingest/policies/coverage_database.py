"""Documents of the Medicare Coverage Database, and how it writes numbers, addresses, dates and contractors.

Local coverage determinations are numbered L33577, articles A52345, both by the number of the database; national
determinations by the section of the manual ('NCD 240.2'), so that only the database's own number tells their address.
"""

import re
from dataclasses import dataclass
from datetime import date

from graph.model.elements import Value

_VIEW = "https://www.cms.gov/medicare-coverage-database/view/"
_LOCAL = re.compile(r"(?P<letter>[LA])(?P<id>\d{5})")
_LOCAL_PAGES = {"L": "lcd.aspx?lcdid=", "A": "article.aspx?articleid="}
_TYPES = {"L": "LCD", "A": "Article"}
_MANUAL_SECTION = re.compile(r"(?:NCD\s*)?(?P<section>\d{1,3}(?:\.\d{1,2}){1,3})", re.IGNORECASE)
_LEGAL_FORM = re.compile(r",?(?<!\s)\s*\b(?:LLC|L\.L\.C\.|Inc\.?)$")
_CONTRACTOR = re.compile(r"(?P<name>[^()]+)(?:\((?P<parts>[^()]*)\))?")
_DATE = re.compile(
    r"(?:(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})|(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2}))(?:[T ].*)?"
)
_NOTHING = frozenset(("", "n/a", "na", "none", "null", "-"))
_STATES = {"a": "active", "f": "future", "r": "retired"}


@dataclass(frozen=True, slots=True)
class Contractor:
    """A Medicare contractor, and for which parts of the program it is one, as in 'MAC - Part A, MAC - Part B'."""

    name: str
    parts: str = ""


@dataclass(frozen=True, slots=True)
class CoverageDocument:
    """What a list or an answer says of a document; dates are YYYY-MM-DD, empty where they are not said."""

    number: str
    title: str
    type: str = ""
    version: str = ""
    url: str = ""
    status: str = ""
    effective_date: str = ""
    retired_date: str = ""
    review_date: str = ""
    contractors: tuple[Contractor, ...] = ()
    state: str = ""

    def properties(self) -> dict[str, Value]:
        """The properties of its node."""
        parts = dict.fromkeys(contractor.parts for contractor in self.contractors if contractor.parts)
        values = {
            "number": self.number,
            "type": self.type,
            "version": self.version,
            "url": document_address(self.number) or self.url,
            "status": self.status,
            "effective_date": self.effective_date,
            "retired_date": self.retired_date,
            "review_date": self.review_date,
            "jurisdiction": self.state or "; ".join(parts),
        }
        return {name: value for name, value in values.items() if value}


def document_number(text: str, letter: str = "") -> str:
    """A number as documents are cited by it: 33577 is L33577 with the letter L, 240.2 is NCD 240.2."""
    number = text.upper()
    section = _MANUAL_SECTION.fullmatch(number)
    if section:
        return f"NCD {section['section']}"
    return f"{letter}{number}" if number.isdigit() else number


def is_medicare_number(number: str) -> bool:
    """Whether a number is only of a determination of Medicare, L33577 or NCD 240.2; of articles others are alike."""
    match = _LOCAL.fullmatch(number)
    return match["letter"] == "L" if match else document_type(number) == "NCD"


def document_type(number: str) -> str:
    """The type of document that a number tells; empty where it tells none."""
    if number.startswith("NCD "):
        return "NCD"
    return _TYPES[number[0]] if re.fullmatch(r"[LA]\d+", number) else ""


def document_address(number: str) -> str | None:
    """The address of a local document, which always leads to its present version."""
    match = _LOCAL.fullmatch(number)
    return f"{_VIEW}{_LOCAL_PAGES[match['letter']]}{match['id']}" if match else None


def national_address(document_id: str) -> str:
    """The address of a national determination, by the number that the database gave it."""
    return f"{_VIEW}ncd.aspx?ncdid={document_id}"


def read_contractors(text: str) -> tuple[Contractor, ...]:
    """The contractors of a cell: names, each with its parts of the program in brackets, blank lines between them."""
    found = [match for part in re.split(r"\n\s*\n", text.replace("\r", "")) for match in _CONTRACTOR.finditer(part)]
    named = [(_LEGAL_FORM.sub("", " ".join(match["name"].split())), match["parts"] or "") for match in found]
    return tuple(Contractor(name, " ".join(parts.split())) for name, parts in named if not is_nothing(name))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: 'N/A', 'None'."""
    return text.strip().casefold() in _NOTHING


def iso_date(text: str) -> str:
    """A date as MM/DD/YYYY, YYYY-MM-DD or YYYYMMDD, with or without a time, as YYYY-MM-DD; empty for 'N/A'.

    Raises:
        ValueError: it is no date.
    """
    if is_nothing(text):
        return ""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"'{text[:40]}' is no date")
    parts = (match["year"] or match["y"], match["month"] or match["m"], match["day"] or match["d"])
    return date(*map(int, parts)).isoformat()


def read_status(note: str, retired_date: str) -> str:
    """The status of a document by its note: 'Future', 'Retired', 'R'; notes on the period of notice are none."""
    said = re.sub(r"\([^()]*\)", "", note).strip().casefold()
    if retired_date:
        return "retired"
    return "active" if is_nothing(said) else _STATES.get(said, said)
