"""CURIEs and stub nodes of procedure codes in tables."""

import re

from graph.model.elements import Node, Value, make_curie
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

WITHOUT_ZEROS = r"[1-9][0-9]{2}|1[0-9]{3}"
"""Codes of anesthesia, 00100 to 01999, whose zeros a spreadsheet has dropped; no other number begins with them."""
_SYSTEMS = (CODE_SYSTEMS["CPT"], CODE_SYSTEMS["HCPCS"])


def procedure_curie(code: str) -> str:
    """The CURIE of a five-character code: `22848` is CPT's, `G0105` is HCPCS's; `100` has lost the zeros of `00100`.

    Raises:
        ValueError: it is neither.
    """
    if re.fullmatch(WITHOUT_ZEROS, code):
        return make_curie("CPT", code.zfill(5))
    for system in _SYSTEMS:
        if re.fullmatch(system.pattern, code):
            return make_curie(system.prefix, code)
    raise ValueError(f"'{code}' is no procedure code")


def stub_procedure(curie: str, **properties: Value) -> Node:
    """A stub of a procedure that a table refers to by code; its properties are merged into the described node."""
    code = curie.partition(":")[2]
    return Node(curie, "Procedure", code, {"slug": code.lower(), "is_stub": True, **properties})
