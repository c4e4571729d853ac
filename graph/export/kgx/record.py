"""Nodes and edges as KGX has them (https://github.com/biolink/kgx/blob/master/specification/kgx-format.md).

What Biolink has a slot for is called as it calls it; all else is ours and begins with `medcode_`, so that it never
meets a slot of that name that means something else (`level`, `type`, `version` …).
"""

import orjson

from graph.export.columns import EDGE_FIELDS, NODE_FIELDS
from graph.export.format import Loss
from graph.export.kgx.biolink import PREFIX
from graph.export.rdf.iri import BASE, EDGE, SOURCE, encode_edge_id, percent_encode
from graph.export.subgraph import EdgeItem
from graph.export.zip_stream import Member
from graph.model.ontology import ONTOLOGY

PROPERTY_PREFIX = "medcode_"
"""What names of properties begin with that Biolink has no slot for."""
KIND, KEY, EVIDENCE = f"{PROPERTY_PREFIX}kind", f"{PROPERTY_PREFIX}key", f"{PROPERTY_PREFIX}evidence"
PROVIDER = "medcode-graph"
_SYNONYMS, _SYNONYM = "synonyms", "synonym"
_EDGE_PREFIX, _SOURCE_PREFIX = "medcode.edge:", "medcode.source:"

NODE_NAMES = {name: _SYNONYM if name == _SYNONYMS else f"{PROPERTY_PREFIX}{name}" for name in NODE_FIELDS}
EDGE_NAMES = {name: f"{PROPERTY_PREFIX}{name}" for name in EDGE_FIELDS}
"""What properties are called."""
NODE_COLUMNS = ("id", "category", "name", "provided_by", KIND, *NODE_NAMES.values())
EDGE_COLUMNS = (
    "id",
    "subject",
    "predicate",
    "object",
    "knowledge_level",
    "agent_type",
    "primary_knowledge_source",
    "provided_by",
    KEY,
    *EDGE_NAMES.values(),
    EVIDENCE,
)

LOSSES = (
    Loss("/ and other signs in CURIEs", "percent-encoded, since CURIEs of KGX have no such signs", kept=True),
    Loss(_SYNONYMS, f"called {_SYNONYM}, as Biolink calls it", kept=True),
    Loss("all other properties", f"called {PROPERTY_PREFIX}…, since Biolink has no such slots", kept=True),
    Loss("kind", f"a Biolink category or predicate, see biolink.tsv, and {KIND} or the beginning of {KEY}", kept=True),
)


def kgx_edge_id(edge: EdgeItem) -> str:
    """The `id` of an edge: a CURIE that no other edge has."""
    return f"{_EDGE_PREFIX}{encode_edge_id(edge.source, edge.key, edge.target)}"


def primary_source(edge: EdgeItem) -> str:
    """The `primary_knowledge_source`: the document that its first evidence names; empty where there is none."""
    return f"{_SOURCE_PREFIX}{percent_encode(edge.evidence[0].source)}" if edge.evidence else ""


def context_files() -> list[Member]:
    """Files next to the tables: the JSON-LD context of the CURIE prefixes, and the mapping of kinds to Biolink."""
    own = {prefix: f"{BASE}{prefix}:" for kind in ONTOLOGY.node_kinds for prefix in kind.prefixes}
    context = {"@context": {**own, _EDGE_PREFIX[:-1]: EDGE, _SOURCE_PREFIX[:-1]: SOURCE}}
    words = [("kind", "biolink", "reason")]
    terms = [(kind.name, kind.biolink) for kind in ONTOLOGY.node_kinds]
    terms += [(kind.name, kind.biolink) for kind in ONTOLOGY.edge_kinds]
    words += [(kind, f"{PREFIX}{term.name}", term.reason) for kind, term in terms]
    return [
        ("context.jsonld", [orjson.dumps(context, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)]),
        ("biolink.tsv", ["".join("\t".join(word) + "\n" for word in words).encode()]),
    ]
