"""What a procedure is for: to look at a condition, or to treat it. Its ICD-10-PCS codes say so.

Diagnostic are the sections Measurement and Monitoring, Imaging and Nuclear Medicine, the root operations Inspection and
Map, and any code with the qualifier Diagnostic, which is the character X (ICD-10-PCS Official Guidelines, B3.4, B3.11).
"""

from graph.model.direction import Direction
from graph.traversal.topology import Topology

_SECTIONS = frozenset("4BC")
_OPERATIONS = frozenset("0J 0K 1J".split())
"""By section and third character: Inspection and Map of Medical and Surgical, Inspection of Obstetrics."""
_DIAGNOSTIC_QUALIFIER = "X"
_SYSTEMS = ("ICD10PCS", "PCSTABLE")


def is_diagnostic(topology: Topology, procedure: int) -> bool:
    """Whether all codes of a procedure, its own or those it maps to, only look at the body; false where none does."""
    mapped = topology.along([procedure], Direction.OUT, "MAPS_TO")
    curies = [topology.graph.curie(int(number)) for number in (procedure, *mapped)]
    codes = [code for system, _, code in (curie.partition(":") for curie in curies) if system in _SYSTEMS]
    return bool(codes) and all(map(_looks, codes))


def _looks(code: str) -> bool:
    return (
        code[0] in _SECTIONS
        or code[0] + code[2:3] in _OPERATIONS
        or (code[0] == "0" and code[6:7] == _DIAGNOSTIC_QUALIFIER)
    )
