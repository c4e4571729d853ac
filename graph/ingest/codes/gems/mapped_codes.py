"""Codes as the mappings write them, without their points, and of which system a column of them is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

_PROCEDURE = re.compile(CODE_SYSTEMS["ICD10PCS"].pattern)
_ICD9_PROCEDURE = re.compile(r"\d{3,4}")
_EXTERNAL_CAUSE = 4
"""Characters before the point of E-codes of ICD-9-CM; other diagnoses have three."""


@dataclass(frozen=True, slots=True)
class MappedSystem:
    """A code system by the prefix of its CURIEs."""

    prefix: str

    @property
    def is_icd9(self) -> bool:
        return self.prefix.startswith("ICD9")

    def curie(self, code: str) -> str:
        """The CURIE of a code that is written without its point.

        >>> ICD9_DIAGNOSES.curie("25000"), ICD9_DIAGNOSES.curie("E8000"), ICD9_PROCEDURES.curie("8151")
        ('ICD9CM:250.00', 'ICD9CM:E800.0', 'ICD9PCS:81.51')
        """
        whole = {"ICD9PCS": 2, "ICD10PCS": len(code)}.get(self.prefix, 3)
        if self.prefix == "ICD9CM" and code.startswith("E"):
            whole = _EXTERNAL_CAUSE
        return f"{self.prefix}:{code[:whole]}" + (f".{code[whole:]}" if code[whole:] else "")


DIAGNOSES, PROCEDURES = MappedSystem("ICD10CM"), MappedSystem("ICD10PCS")
ICD9_DIAGNOSES, ICD9_PROCEDURES = MappedSystem("ICD9CM"), MappedSystem("ICD9PCS")


def systems_of(pairs: Sequence[tuple[str, str]]) -> tuple[MappedSystem, MappedSystem]:
    """Of which systems the sources and targets of a mapping are.

    Codes of procedures show it by their form, one side in seven characters; of diagnoses, nearly all codes of ICD-9-CM
    begin with a digit, and none of ICD-10-CM does.
    """
    sources, targets = zip(*pairs, strict=True)
    if all(map(_PROCEDURE.fullmatch, targets)) and all(map(_ICD9_PROCEDURE.fullmatch, sources)):
        return ICD9_PROCEDURES, PROCEDURES
    if all(map(_PROCEDURE.fullmatch, sources)) and all(map(_ICD9_PROCEDURE.fullmatch, targets)):
        return PROCEDURES, ICD9_PROCEDURES
    numbers = [sum(code[0].isdigit() for code in codes) for codes in (sources, targets)]
    return (ICD9_DIAGNOSES, DIAGNOSES) if numbers[0] > numbers[1] else (DIAGNOSES, ICD9_DIAGNOSES)
