"""How RDF is written down: Turtle (https://www.w3.org/TR/turtle/) and N-Quads (https://www.w3.org/TR/n-quads/)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Protocol

from graph.export.rdf.iri import EDGE, EVIDENCE, GRAPH, KIND, PROPERTY, RELATION, SOURCE, TERM

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"

NAMESPACES: Mapping[str, str] = {
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "prov": PROV,
    "dcterms": DCTERMS,
    "xsd": XSD,
    "kind": KIND,
    "relation": RELATION,
    "property": PROPERTY,
    "term": TERM,
    "evidence": EVIDENCE,
}
"""Names of ours and of others, by their prefixes in Turtle."""
FULL_IRI_NAMESPACES = (EDGE, SOURCE, GRAPH)
"""Namespaces whose names have signs that a short name would have to escape."""

_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
PredicateObject = tuple[str, str]
"""A predicate and an object, both written down."""


def string_literal(value: str) -> str:
    """A literal that is a text."""
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"


class Syntax(Protocol):
    """The operations in which Turtle and N-Quads differ."""

    def iri(self, iri: str) -> str:
        """An IRI as it stands alone."""

    def name(self, prefix: str, local: str) -> str:
        """An IRI of one of `NAMESPACES`, whose local part is letters, digits, `_` and `-`."""

    def items(self, items: Sequence[str]) -> tuple[str, str]:
        """A reference to an RDF list, and the statements that define the list."""

    def block(self, subject: str, pairs: Iterable[PredicateObject]) -> str:
        """All statements about one subject."""

    def head(self) -> str:
        """The beginning of a file."""


class Turtle:
    """One block a subject, with prefixes."""

    def iri(self, iri: str) -> str:
        return f"<{iri}>"

    def name(self, prefix: str, local: str) -> str:
        return f"{prefix}:{local}"

    def items(self, items: Sequence[str]) -> tuple[str, str]:
        return f"({' '.join(items)})", ""

    def block(self, subject: str, pairs: Iterable[PredicateObject]) -> str:
        return subject + " " + " ;\n  ".join(map(" ".join, pairs)) + " .\n"

    def head(self) -> str:
        return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NAMESPACES.items())


class NQuads:
    """One statement a line."""

    def __init__(self) -> None:
        self._blank = count(1)

    def iri(self, iri: str) -> str:
        return f"<{iri}>"

    def name(self, prefix: str, local: str) -> str:
        return f"<{NAMESPACES[prefix]}{local}>"

    def items(self, items: Sequence[str]) -> tuple[str, str]:
        nil, first, rest = (self.name("rdf", name) for name in ("nil", "first", "rest"))
        if not items:
            return nil, ""
        nodes = [f"_:b{next(self._blank)}" for _ in items]
        pairs = zip(nodes, items, [*nodes[1:], nil], strict=True)
        statements = "".join(f"{place} {first} {item} .\n{place} {rest} {then} .\n" for place, item, then in pairs)
        return nodes[0], statements

    def block(self, subject: str, pairs: Iterable[PredicateObject]) -> str:
        return "".join([f"{subject} {predicate} {value} .\n" for predicate, value in pairs])

    def head(self) -> str:
        return ""
