"""Cases as JSON: one, a list, or one a line; the names are those of GraphQL's `CaseInput`.

A case may have an `id` beside them, by which it is reported.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import orjson

from graph.model.errors import MalformedRow
from graph.review.case import Case, CaseDiagnosis, CaseProcedure, PresentOnAdmission, Setting, Sex
from graph.review.files.case_in_file import CaseInFile, CasesOrFindings

_OLDEST = 130
_CASE = {
    "id", "diagnoses", "procedures", "dateOfService", "age", "sex", "setting", "dischargeStatus", "placeOfService",
    "payer", "riskCategories",
}  # fmt: skip
_DIAGNOSIS, _PROCEDURE = {"code", "presentOnAdmission"}, {"code", "units", "modifiers", "date"}


def read_json(path: str, text: str) -> CasesOrFindings:
    """The cases of a text; each that cannot be read is a finding with its line, or its place in the list."""
    for line, value in _values(text):
        try:
            case = case_from_json(value)
        except ValueError as error:
            yield MalformedRow(path, line, reason=str(error))
            continue
        name = value.get("id") if isinstance(value, Mapping) else None
        yield CaseInFile(str(name or line), line, case)


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """Each case with its line; of a list with its number. What is no JSON is yielded as its text."""
    try:
        whole = orjson.loads(text)
    except orjson.JSONDecodeError:
        for line, row in enumerate(text.splitlines(), 1):
            if row.strip():
                try:
                    yield line, orjson.loads(row)
                except orjson.JSONDecodeError:
                    yield line, row
        return
    yield from enumerate(whole if isinstance(whole, list) else [whole], 1)


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
        tuple(map(str, _list(stated, "riskCategories"))),
    )


def _diagnosis(value: object) -> CaseDiagnosis:
    stated = _object({"code": value} if isinstance(value, str) else value, _DIAGNOSIS, "a diagnosis")
    indicators = {item.name: item for item in PresentOnAdmission}
    return CaseDiagnosis(_code(stated), _choice(stated, "presentOnAdmission", indicators))


def _procedure(value: object) -> CaseProcedure:
    stated = _object({"code": value} if isinstance(value, str) else value, _PROCEDURE, "a procedure")
    modifiers = tuple(str(modifier).strip().upper() for modifier in _list(stated, "modifiers"))
    return CaseProcedure(_code(stated), _number(stated, "units", 1, None) or 1, modifiers, _day(stated, "date"))


def _object(value: object, names: set[str], what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is an object, not {json.dumps(value)[:60]}")
    unknown = sorted(value.keys() - names)
    if unknown:
        raise ValueError(f"{what} has no field {', '.join(unknown)}; it has {', '.join(sorted(names))}")
    return value


def _code(stated: Mapping[str, Any]) -> str:
    code = stated.get("code")
    if not isinstance(code, str) or not code.strip():
        raise ValueError("code: a text is needed")
    return code


def _list(stated: Mapping[str, Any], name: str) -> list[Any]:
    value = stated.get(name)
    if value is not None and not isinstance(value, list):
        raise ValueError(f"{name} is a list")
    return value or []


def _text(stated: Mapping[str, Any], name: str) -> str | None:
    value = stated.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is a text; leading zeros count")
    return value


def _number(stated: Mapping[str, Any], name: str, least: int, most: int | None) -> int | None:
    value = stated.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < least or (most is not None and value > most):
        raise ValueError(f"{name} is a whole number from {least}" + (f" to {most}" if most else ""))
    return value


def _day(stated: Mapping[str, Any], name: str) -> date | None:
    value = stated.get(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{name}: '{value}' is no day as YYYY-MM-DD") from None


def _choice(stated: Mapping[str, Any], name: str, choices: Mapping[str, Any]) -> Any:
    value = stated.get(name)
    if value is None:
        return None
    if value not in choices:
        raise ValueError(f"{name}: '{value}' is not among {', '.join(choices)}")
    return choices[value]
