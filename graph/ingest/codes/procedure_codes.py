"""Procedure codes as tables name them."""

import re

from graph.model.elements import Node, Value, make_curie

_SHAPES = (("CPT", re.compile(r"\d{4}[0-9A-Z]")), ("HCPCS", re.compile(r"[A-Z]\d{4}")))


def procedure_curie(code: str) -> str:
    """The CURIE of a five-character code: `22848` is CPT's, `G0105` is HCPCS's.

    Raises:
        ValueError: it is neither.
    """
    for prefix, shape in _SHAPES:
        if shape.fullmatch(code):
            return make_curie(prefix, code)
    raise ValueError(f"'{code}' is no procedure code")


def mentioned(curie: str, **properties: Value) -> Node:
    """A procedure that a table speaks of without describing it; what it says of it is added to what others say."""
    code = curie.partition(":")[2]
    return Node(curie, "Procedure", code, {"slug": code.lower(), "is_stub": True, **properties})
