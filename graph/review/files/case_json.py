"""Cases as JSON: one, a list, or one a line; the names are those of GraphQL's `CaseInput`.

A case may have an `id` beside them, by which it is reported.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import orjson

from graph.model.findings import MalformedRow
from graph.model.limits import Limits
from graph.review.case import Case, CaseDiagnosis, CaseProcedure, PresentOnAdmission, Setting, Sex
from graph.review.files.case_in_file import CaseInFile, CasesOrFindings

_OLDEST = 130
_SHOWN = 60
"""Characters of a wrong value that a finding repeats: there may be a patient's data in it."""
_CASE = {
    "id", "diagnoses", "procedures", "dateOfService", "age", "sex", "setting", "dischargeStatus", "placeOfService",
    "payer", "riskCategories",
}  # fmt: skip
_DIAGNOSIS, _PROCEDURE = {"code", "presentOnAdmission"}, {"code", "units", "modifiers", "date"}


def read_json(path: str, text: str) -> CasesOrFindings:
    """The cases of a text; each that cannot be read is a finding with its line, or its place in the list."""
    for line, value in _values(text):
        try:
            if isinstance(value, orjson.JSONDecodeError):
                raise ValueError(f"it is no JSON: {value.msg} at character {value.pos + 1}")
            yield CaseInFile(_name(value) or str(line), line, case_from_json(value))
        except ValueError as error:
            yield MalformedRow(path, line, reason=str(error))


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """Each case with its line; of a list with its number. In place of what is no JSON stands what is wrong with it.

    Only a line feed ends a line: the other separators of Unicode may stand in a text.
    """
    try:
        whole = orjson.loads(text)
    except orjson.JSONDecodeError:
        for line, row in enumerate(text.split("\n"), 1):
            if row.strip():
                try:
                    yield line, orjson.loads(row)
                except orjson.JSONDecodeError as error:
                    yield line, error
        return
    yield from enumerate(whole if isinstance(whole, list) else [whole], 1)


def _name(value: object) -> str:
    """The `id` of a case; nothing where it has none."""
    name = value.get("id") if isinstance(value, Mapping) else None
    if isinstance(name, list | dict | bool):
        raise ValueError("id is a text or a number")
    return "" if name is None else str(name)


def case_from_json(value: object) -> Case:
    """A case from what JSON has of it.

    Raises:
        ValueError: it is none; the message says which field, and what it may be.
    """
    stated = _object(value, _CASE, "a case")
    return Case(
        tuple(_diagnosis(item) for item in _list(stated, "diagnoses")),
        tuple(_procedure(item) for item in _list(stated, "procedures")),
        _day(stated, "dateOfService"),
        _number(stated, "age", 0, _OLDEST),
        _choice(stated, "sex", {item.name: item for item in Sex}),
        _choice(stated, "setting", {item.name: item for item in Setting}),
        _text(stated, "dischargeStatus"),
        _text(stated, "placeOfService"),
        _text(stated, "payer"),
        _texts(stated, "riskCategories"),
    )


def _diagnosis(value: object) -> CaseDiagnosis:
    stated = _object({"code": value} if isinstance(value, str) else value, _DIAGNOSIS, "a diagnosis")
    indicators = {item.name: item for item in PresentOnAdmission}
    return CaseDiagnosis(_code(stated), _choice(stated, "presentOnAdmission", indicators))


def _procedure(value: object) -> CaseProcedure:
    stated = _object({"code": value} if isinstance(value, str) else value, _PROCEDURE, "a procedure")
    modifiers = tuple(modifier.strip().upper() for modifier in _texts(stated, "modifiers"))
    return CaseProcedure(_code(stated), _number(stated, "units", 1, Limits.units) or 1, modifiers, _day(stated, "date"))


def _object(value: object, names: set[str], what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is an object, not {_shown(value)}")
    unknown = sorted(value.keys() - names)
    if unknown:
        raise ValueError(f"{what} has no field {', '.join(unknown)[:_SHOWN]}; it has {', '.join(sorted(names))}")
    return value


def _code(stated: Mapping[str, Any]) -> str:
    code = stated.get("code")
    if not isinstance(code, str) or not code.strip():
        raise ValueError("code: a text is needed")
    if len(code) > Limits.code:
        raise ValueError(f"code: {len(code)} characters are more than {Limits.code}")
    return code


def _list(stated: Mapping[str, Any], name: str) -> list[Any]:
    value = stated.get(name)
    if value is not None and not isinstance(value, list):
        raise ValueError(f"{name} is a list")
    return value or []


def _texts(stated: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = _list(stated, name)
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f"{name} is a list of texts")
    return tuple(values)


def _text(stated: Mapping[str, Any], name: str) -> str | None:
    value = stated.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is a text; leading zeros count")
    return value


def _number(stated: Mapping[str, Any], name: str, least: int, most: int) -> int | None:
    value = stated.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"{name} is a whole number from {least} to {most}")
    return value


def _day(stated: Mapping[str, Any], name: str) -> date | None:
    value = stated.get(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError(f"{name}: {_shown(value)} is no day as YYYY-MM-DD") from None


def _choice(stated: Mapping[str, Any], name: str, choices: Mapping[str, Any]) -> Any:
    value = stated.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name}: {_shown(value)} is not among {', '.join(choices)}")
    return choices[value]


def _shown(value: object) -> str:
    """The beginning of a wrong value; of lists and objects, which may be nested deeply, only what they are."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    return repr(value)[:_SHOWN] if isinstance(value, str) else json.dumps(value)
