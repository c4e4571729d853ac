"""Records of documents in JSON: those of a determination's file, and the rows of answers of the CMS coverage API.

The API names the number `document_display_id` in lists, and `lcd_id`, `article_id` or `ncd_id` with `display_id` in the
rows of one document; dates and contractors have several names, too (https://api.coverage.cms.gov/docs).
"""

import re

from graph.ingest.files.json import JsonValue
from graph.ingest.policies.coverage_database import (
    CoverageDocument,
    document_number,
    document_type,
    is_nothing,
    iso_date,
    national_address,
    read_contractors,
    read_status,
)

_NUMBERS = {"lcd_id": "L", "article_id": "A"}
_DISPLAYED = ("document_display_id", "display_id", "lcd_display_id", "article_display_id", "ncd_display_id")
_VERSIONS = ("document_version", "lcd_version", "article_version", "ncd_version")
_EFFECTIVE = ("effective_date", "rev_eff_date", "orig_det_eff_date", "article_eff_date")
_RETIRED = ("retirement_date", "retired_date", "date_retired", "ent_det_end_date", "article_end_date")
_REVIEWED = ("updated_on", "last_updated", "last_reviewed_on")
_STATUS = ("note", "status")
_CONTRACTORS = ("contractor_name_type", "contractor_name", "contractor")
_NATIONAL_ID = re.compile(r"\bncdid=(\d+)", re.IGNORECASE)
KEYS = (*_NUMBERS, *_DISPLAYED, "ncd_id", "document_id")
"""The keys by one of which a record of the database is known."""
_LETTERS = {"lcd": "L", "article": "A"}


def read_record(record: JsonValue, id_key: str = "", letter: str = "", state: str = "") -> CoverageDocument | None:
    """The document that a record describes; None, which is a finding, where it has no number.

    `id_key` is where the records of this place have the number without its letter. Without a title, which is a finding,
    its number is its name.
    """
    number = _number(record, id_key, letter)
    if not number:
        return None
    title = record.get("title").text("a title")
    if not title and isinstance(record.get("title").value, str):
        record.get("title").fail("a title")
    retired, status = _date(record, _RETIRED), _words(record, _STATUS, "a status")
    is_told = retired or status or record.has("note", *_RETIRED)
    return CoverageDocument(
        number,
        title or number,
        _words(record, ("document_type",), "a type of document") or document_type(number),
        _words(record, _VERSIONS, "a version"),
        _address(record, number),
        read_status(status, retired) if is_told else "",
        _date(record, _EFFECTIVE),
        retired,
        _date(record, _REVIEWED),
        read_contractors(_raw(record, _CONTRACTORS, "the name of a contractor")),
        state,
    )


def _number(record: JsonValue, id_key: str, letter: str) -> str:
    for key in (*_DISPLAYED, *_NUMBERS, id_key):
        if key and record.has(key) and not record.get(key).is_absent():
            text = record.get(key).text("a number such as L33577")
            if text and not is_nothing(text):
                return document_number(text, _NUMBERS.get(key, letter))
            if text or not isinstance(record.get(key).value, str):
                break
    else:
        return _number_of_type(record) or _no_number(record, id_key)
    return ""


def _number_of_type(record: JsonValue) -> str:
    """The number by the database's own one and the type of document."""
    letter = _LETTERS.get(str(record.value.get("document_type")).casefold(), "")
    own = record.get("document_id").value
    return document_number(str(own), letter) if letter and isinstance(own, int | str) and own else ""


def _no_number(record: JsonValue, id_key: str) -> str:
    place = next((key for key in (id_key, *_DISPLAYED, *_NUMBERS) if key and record.has(key)), id_key or _DISPLAYED[0])
    record.get(place).fail("a number such as L33577")
    return ""


def _raw(record: JsonValue, keys: tuple[str, ...], expected: str) -> str:
    """The first of these that is said, with its line breaks; null and 'N/A' say nothing."""
    for key in keys:
        value = record.get(key)
        if not value.is_absent() and not is_nothing(text := value.text(expected)):
            return value.value if isinstance(value.value, str) else text
    return ""


def _words(record: JsonValue, keys: tuple[str, ...], expected: str) -> str:
    return " ".join(_raw(record, keys, expected).split())


def _date(record: JsonValue, keys: tuple[str, ...]) -> str:
    for key in keys:
        value = record.get(key)
        if value.is_absent():
            continue
        try:
            found = iso_date(value.text("a date"))
        except ValueError:
            value.fail("a date as MM/DD/YYYY or YYYY-MM-DD")
            continue
        if found:
            return found
    return ""


def _address(record: JsonValue, number: str) -> str:
    """The address that a record has; a national determination has only a path of the API, which tells its address."""
    url = _words(record, ("url",), "an address")
    if number.startswith("NCD "):
        match = _NATIONAL_ID.search(url)
        own = match[1] if match else _words(record, ("ncd_id", "document_id"), "a number")
        if own.isdigit():
            return national_address(own)
    return url if url.startswith(("https://", "http://")) else ""
