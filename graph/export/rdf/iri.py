"""IRIs: what nodes, edges, kinds and properties are called in RDF, and back.

    urn:medcode:RISK:infection                    a node: its CURIE
    urn:medcode:kind:Risk                         a kind of node, a class
    urn:medcode:relation:HAS_RISK                 a kind of edge
    urn:medcode:property:position                 a property of a node or an edge
    urn:medcode:edge:PAGE%3Acast%20HAS_RISK%20RISK%3Ainfection     an edge: source, key and target
    urn:medcode:evidence:5d41402abc4b2a76b9719d911017c592          what edges come from: the checksum of it as JSON
    urn:medcode:term:quote                        a part of that
    urn:medcode:source:pages%2Fcast.txt           a document

Prefixes of CURIEs are in capitals, so that a node is never called like anything else. They are names, not addresses:
nothing is promised to be found there. What may not stand in the path of a URI (RFC 3986), or after the colon of a CURIE
(https://www.w3.org/TR/curie/, as KGX reads it: no `/` and no `:`), is percent-encoded.
"""

import re
from functools import lru_cache
from urllib.parse import unquote

from graph.model.elements import split_curie

BASE = "urn:medcode:"
KIND, RELATION, PROPERTY, EDGE, EVIDENCE, TERM, SOURCE, GRAPH = (
    f"{BASE}{what}:" for what in ("kind", "relation", "property", "edge", "evidence", "term", "source", "graph")
)
_ENCODED = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=@]")
_CACHE_SIZE = 65_536


@lru_cache(_CACHE_SIZE)
def percent_encode(text: str) -> str:
    """A text as a part of an IRI."""
    return _ENCODED.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)


@lru_cache(_CACHE_SIZE)
def percent_encode_curie(curie: str) -> str:
    """A CURIE with its local part percent-encoded."""
    prefix, local = split_curie(curie)
    return f"{prefix}:{percent_encode(local)}"


def node_iri(curie: str) -> str:
    """The IRI of a node."""
    return f"{BASE}{percent_encode_curie(curie)}"


def encode_edge_id(source: str, key: str, target: str) -> str:
    """The unique id of an edge, percent-encoded: source, key and target, separated by blanks."""
    return f"{percent_encode(source)}%20{percent_encode(key)}%20{percent_encode(target)}"


def edge_iri(source: str, key: str, target: str) -> str:
    """The IRI of an edge."""
    return f"{EDGE}{encode_edge_id(source, key, target)}"


def read_edge_iri(iri: str) -> tuple[str, str, str]:
    """Source, key and target of an edge.

    Raises:
        ValueError: it is no edge's.
    """
    source, key, target = unquote(iri.removeprefix(EDGE)).split(" ")
    return source, key, target


def strip_namespace(iri: str, beginning: str) -> str | None:
    """The decoded local name of an IRI in a namespace; None where it is in another one."""
    return unquote(iri[len(beginning) :]) if iri.startswith(beginning) else None
