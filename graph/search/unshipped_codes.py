"""Codes of systems that may not be loaded: what looks like one of them is answered as such, and with no other code.

The American Medical Association licenses CPT, so none of it is shipped; HCPCS Level II comes with the user's own file.
Some numbers of HCPCS are codes of ICD-10-CM without their point, too: J1100 is an injection, and J11.00 influenza.
"""

import csv
import re
from collections.abc import Callable, Mapping
from functools import cache

from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.model.source_files import ROOT
from graph.search.code_query import CodeQuery

TWINS = ROOT / "data" / "codes" / "hcpcs-or-icd10cm.tsv"
"""Numbers of HCPCS Level II, as of July 2024, that are codes of ICD-10-CM without their point."""
_SYSTEMS = ("CPT", "HCPCS")
_POINT = "."
_FIVE_DIGITS = re.compile(r"\d{5}")
"""Of all systems but CPT only ICD-9-CM has such codes."""


@cache
def twins() -> Mapping[str, str]:
    """The codes of ICD-10-CM that are written as numbers of HCPCS are, by these."""
    with TWINS.open(encoding="utf-8", newline="") as file:
        return {row["hcpcs"]: row["icd10cm"] for row in csv.DictReader(file, delimiter="\t")}


def unshipped_system(text: str, code: CodeQuery, is_loaded: Callable[[str], bool]) -> str | None:
    """The prefix of the system that is not loaded and of which a code looks like one; None for other codes."""
    key = code.key.upper()
    for prefix in _SYSTEMS if _POINT not in text else ():
        if code.is_compact and re.fullmatch(CODE_SYSTEMS[prefix].pattern, key) and not is_loaded(prefix):
            return prefix
    said = {prefix for prefix, _ in code.system_codes} & set(_SYSTEMS)
    return next((prefix for prefix in sorted(said) if not is_loaded(prefix)), None)


def is_twin(text: str, code: CodeQuery) -> bool:
    """Whether a code without its point is a number of HCPCS as well, or has the form of one of CPT."""
    return _POINT not in text and not code.system_codes and twin_of(code) is not None


def twin_of(code: CodeQuery) -> str | None:
    """The code of ICD-10-CM or, of five digits, of ICD-9-CM that a number of HCPCS or CPT is with a point."""
    key = code.key.upper()
    return f"{key[:3]}.{key[3:]}" if _FIVE_DIGITS.fullmatch(key) else twins().get(key)
