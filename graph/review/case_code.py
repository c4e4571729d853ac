"""The codes of a case as people write them, and the nodes that they are."""

import re
from dataclasses import dataclass

from graph.model.icd10cm_form import dotted
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.review.case import Case, CaseDiagnosis, CaseProcedure
from graph.review.code_facts import CodeFacts, FactsOfCodes

_SYSTEM = re.compile(r"^\s*(?:ICD-?10-?(?:CM|PCS)|CPT|HCPCS)\s*:?\s*", re.IGNORECASE)
_NOT_OF_CODES = re.compile(r"[^0-9A-Z]")
_PROCEDURE_SYSTEMS = ("ICD10PCS", "HCPCS", "CPT")


@dataclass(frozen=True, slots=True)
class CaseCode:
    """A code of a case: `place` is its index among the diagnoses or the procedures, `key` its characters without point.

    `system` is the prefix of its system, None where the code has the form of none; `facts` are None where the graph
    does not have it.
    """

    text: str
    key: str
    system: str | None
    place: int
    facts: CodeFacts | None
    diagnosis: CaseDiagnosis | None = None
    procedure: CaseProcedure | None = None

    @property
    def curie(self) -> str | None:
        return code_curie(self.key, self.system) if self.system else None

    @property
    def written(self) -> str:
        """The code in its official spelling."""
        return self.curie.partition(":")[2] if self.curie else self.text

    @property
    def is_principal(self) -> bool:
        return self.diagnosis is not None and self.place == 0

    @property
    def node(self) -> int | None:
        return self.facts.number if self.facts else None


def codes_of_case(case: Case, facts: FactsOfCodes) -> tuple[tuple[CaseCode, ...], tuple[CaseCode, ...]]:
    """The diagnoses and the procedures of a case, each in its order."""
    diagnoses = []
    for place, diagnosis in enumerate(case.diagnoses):
        key = code_key(diagnosis.code)
        node = facts.find(code_curie(key, "ICD10CM")) if key else None
        diagnoses.append(CaseCode(diagnosis.code, key, "ICD10CM", place, node, diagnosis=diagnosis))
    procedures = []
    for place, procedure in enumerate(case.procedures):
        key = code_key(procedure.code)
        system = procedure_system(key)
        node = facts.find(code_curie(key, system)) if system else None
        procedures.append(CaseCode(procedure.code, key, system, place, node, procedure=procedure))
    return tuple(diagnoses), tuple(procedures)


def code_key(text: str) -> str:
    """The characters of a code, however it is written.

    >>> code_key("icd10cm: e11 65"), code_key("S72.001a")
    ('E1165', 'S72001A')
    """
    return _NOT_OF_CODES.sub("", _SYSTEM.sub("", text).upper())


def code_curie(key: str, system: str) -> str:
    """The CURIE of a code of a system, which needs not be in the graph.

    >>> code_curie("E1165", "ICD10CM")
    'ICD10CM:E11.65'
    """
    return f"{system}:{dotted(key) if system == 'ICD10CM' else key}"


def procedure_system(key: str) -> str | None:
    """The system whose codes have the form of this one; None where no system of procedures has.

    >>> procedure_system("0SR9019"), procedure_system("G0105"), procedure_system("E11.65")
    ('ICD10PCS', 'HCPCS', None)
    """
    return next((prefix for prefix in _PROCEDURE_SYSTEMS if re.fullmatch(CODE_SYSTEMS[prefix].pattern, key)), None)
