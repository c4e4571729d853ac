"""Words of the Biolink Model (https://biolink.github.io/biolink-model/, 4.2 or newer) in an export.

The ontology says for each kind which category or predicate stands for it, and why; what is said of mappings and of
evidence is here.
"""

from collections.abc import Mapping

from graph.model.elements import Evidence, EvidenceMethod, Properties
from graph.model.ontology import ONTOLOGY

PREFIX = "biolink:"


_MATCHES = {
    "skos:exactMatch": "exact_match",
    "skos:closeMatch": "close_match",
    "skos:broadMatch": "broad_match",
    "skos:narrowMatch": "narrow_match",
    "skos:relatedMatch": "related_to",
}
"""Predicates of mappings, which say themselves what they are."""

KNOWLEDGE: Mapping[EvidenceMethod, tuple[str, str]] = {
    EvidenceMethod.STATED: ("knowledge_assertion", "manual_agent"),
    EvidenceMethod.VOCABULARY: ("knowledge_assertion", "manual_agent"),
    EvidenceMethod.PATH: ("knowledge_assertion", "automated_agent"),
    EvidenceMethod.SCANNED: ("not_provided", "text_mining_agent"),
    EvidenceMethod.EXACT_NAME: ("prediction", "automated_agent"),
    EvidenceMethod.SHARED_WORDS: ("prediction", "automated_agent"),
    EvidenceMethod.COMPUTED: ("prediction", "data_analysis_pipeline"),
}
"""How an edge came to be, as `knowledge_level` and `agent_type`: people wrote what is stated, a folder's name was put
into words by a program, what a program found in a text or by names was checked by nobody."""
NOT_PROVIDED = ("not_provided", "not_provided")


def category(kind: str) -> str:
    """What a node is, as a CURIE."""
    return f"{PREFIX}{ONTOLOGY.nodes[kind].biolink.name}"


def predicate(kind: str, properties: Properties) -> str:
    """What an edge says, as a CURIE."""
    match = _MATCHES.get(str(properties.get("predicate")))
    return f"{PREFIX}{match or ONTOLOGY.edges[kind].biolink.name}"


def knowledge(evidence: tuple[Evidence, ...]) -> tuple[str, str]:
    """The `knowledge_level` and `agent_type` of an edge, by the evidence that is listed first."""
    return KNOWLEDGE[evidence[0].method] if evidence else NOT_PROVIDED
