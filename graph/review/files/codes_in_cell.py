"""Codes in a cell of a table, with spaces, commas, semicolons or bars between.

A diagnosis may end in `/Y`, `/N`, `/U`, `/W` or `/1` (present on admission), a procedure in `-LT-59` (modifiers) and
`*2` (units). What follows a code and is none of these is told, and the code is read without it.
"""

import re
from collections.abc import Generator

from graph.model.limits import Limits
from graph.review.case import PresentOnAdmission

_BETWEEN = re.compile(r"[\s,;|]+")
_REST = re.compile(r"(?P<modifiers>(?:-[A-Za-z0-9]{2})*)(?:\*0*(?P<units>[1-9][0-9]{0,8}))?")
_INDICATORS = {item.value: item.name for item in PresentOnAdmission}
_SHOWN = 60

Stated = list[dict[str, object]]
"""Codes as JSON has them."""


def split(text: str) -> list[str]:
    """The parts of a cell."""
    return [part for part in _BETWEEN.split(text) if part]


def diagnoses_of(cell: str) -> Generator[str, None, Stated]:
    """The diagnoses of a cell; yields what of it cannot be read."""
    found: Stated = []
    for text in split(cell):
        code, slash, indicator = text.partition("/")
        known = _INDICATORS.get(indicator.upper())
        if slash and not known:
            yield f"diagnoses: {text[:_SHOWN]!r} has an indicator that is not Y, N, U, W or 1; it was read without it"
        if (yield from _is_code(code, "diagnoses")):
            found.append({"code": code, "presentOnAdmission": known})
    return found


def procedures_of(cell: str) -> Generator[str, None, Stated]:
    """The procedures of a cell; yields what of it cannot be read."""
    found: Stated = []
    for text in split(cell):
        code, rest = text, ""
        if sign := re.search(r"[-*]", text):
            code, rest = text[: sign.start()], text[sign.start() :]
        modifiers, units = yield from _rest(text, rest)
        if (yield from _is_code(code, "procedures")):
            found.append({"code": code, "modifiers": modifiers, "units": units})
    return found


def _rest(text: str, rest: str) -> Generator[str, None, tuple[list[str], int]]:
    """Modifiers and units of what follows a code; none and 1 where it is neither."""
    match = _REST.fullmatch(rest)
    units = int(match["units"] or 1) if match else 0
    if match and units <= Limits.units:
        return [modifier for modifier in match["modifiers"].split("-") if modifier], units
    told = f"modifiers (-LT-59) and units from 1 to {Limits.units} (*2)"
    yield f"procedures: the code in {text[:_SHOWN]!r} is not followed by {told}; it was read without them"
    return [], 1


def _is_code(code: str, column: str) -> Generator[str, None, bool]:
    if 0 < len(code) <= Limits.code:
        return True
    yield f"{column}: {code[:_SHOWN]!r} is no code of 1 to {Limits.code} characters; it was not read"
    return False
