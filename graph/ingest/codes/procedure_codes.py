"""Procedure codes as tables name them."""

import re

from graph.model.elements import Node, Value, make_curie
from graph.model.ontology.code_systems import CODE_SYSTEMS

_SYSTEMS = (CODE_SYSTEMS["CPT"], CODE_SYSTEMS["HCPCS"])


def procedure_curie(code: str) -> str:
    """The CURIE of a five-character code: `22848` is CPT's, `G0105` is HCPCS's.

    Raises:
        ValueError: it is neither.
    """
    for system in _SYSTEMS:
        if re.fullmatch(system.pattern, code):
            return make_curie(system.prefix, code)
    raise ValueError(f"'{code}' is no procedure code")


def mentioned(curie: str, **properties: Value) -> Node:
    """A procedure that a table speaks of without describing it; what it says of it is added to what others say."""
    code = curie.partition(":")[2]
    return Node(curie, "Procedure", code, {"slug": code.lower(), "is_stub": True, **properties})
