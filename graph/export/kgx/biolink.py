"""Which words of the Biolink Model (https://biolink.github.io/biolink-model/, 4.2 or newer) stand for ours, and why.

Each kind has the closest category or predicate that does not say more than the ontology does (where one does, its
reason tells). Where Biolink has none, that is `NamedThing` or `related_to`: the kind itself is exported beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.elements import Evidence, Method, Properties

PREFIX = "biolink:"


@dataclass(frozen=True, slots=True)
class Word:
    """A category or predicate, without its prefix, and why it is that one."""

    name: str
    reason: str

    @property
    def curie(self) -> str:
        return f"{PREFIX}{self.name}"


_CONDITION = "DiseaseOrPhenotypicFeature"
_NO_CLASS = "Biolink has no class for {}"


def _thing(what: str) -> Word:
    return Word("NamedThing", _NO_CLASS.format(what))


CATEGORIES: Mapping[str, Word] = {
    "Procedure": Word("Procedure", "a series of actions done in an order: the same notion"),
    "Indication": Word(_CONDITION, "conditions, symptoms and findings alike: the class over both"),
    "Risk": Word(_CONDITION, "harms are conditions or findings: the class over both"),
    "Role": _thing("professions; an Agent provides information"),
    "Setting": _thing("places of care; an EnvironmentalFeature is of the planet"),
    "Preparation": Word("Activity", "something done over a time"),
    "Benefit": Word("Phenomenon", "a situation that comes about"),
    "Recovery": Word("Phenomenon", "a situation in the time after: not always something done"),
    "Alternative": Word("ClinicalIntervention", "a procedure, treatment or action that changes a course"),
    "Step": Word("Activity", "something done over a time"),
    "Section": Word("Publication", "which Biolink says includes parts of documents"),
    "Category": _thing("medical specialties"),
    "Policy": Word("Publication", "a document that a payer has published"),
    "Payer": Word("Agent", "an organization that provides information: its policies"),
    "Diagnosis": Word(_CONDITION, "ICD-10-CM classes diseases, injuries, symptoms and findings: the class over them"),
    "CodeSection": _thing("axes of a classification"),
    "BodySystem": Word("AnatomicalEntity", "some of them are regions, not systems: the class over both"),
    "RootOperation": Word("Procedure", "what is done, without where and how: a more general procedure"),
    "BodyPart": Word("AnatomicalEntity", "parts, and regions that are none: the class over both"),
    "Approach": _thing("ways of reaching a site"),
    "Device": Word("Device", "the same notion"),
    "Qualifier": _thing("what tells codes apart and is of no one kind"),
    "ProcedureTable": Word("Procedure", "all procedures of one section, body system and root operation"),
    "DiagnosisGroup": _thing("payment groups"),
    "MajorDiagnosticCategory": _thing("payment groups"),
    "PlaceOfService": _thing("places of care"),
    "Expression": _thing("words as such"),
}

_RELATED = "related_to"


def _related(why: str) -> Word:
    return Word(_RELATED, why)


_MEMBER = Word("member_of", "an item and the collection that it is sorted into")
PREDICATES: Mapping[str, Word] = {
    "HAS_INDICATION": Word(
        "applied_to_treat",
        "done for it in practice; `treats` would say that it helps. Of a procedure that only looks it says too much: "
        "Biolink has no predicate for what is done because of a condition",
    ),
    "HAS_RISK": Word("has_adverse_event", "an untoward occurrence, whether caused or not"),
    "PERFORMED_BY": Word("can_be_carried_out_by", "what happens and who may do it"),
    "PERFORMED_IN": Word("occurs_in", "a process and its site"),
    "HAS_PREPARATION": Word("preceded_by", "the preparation is over before"),
    "HAS_STEP": Word("has_part", "a whole and its part"),
    "HAS_BENEFIT": Word("contributes_to", "the one helps the other to come about; `causes` would promise it"),
    "HAS_RECOVERY": Word("precedes", "the procedure is over before"),
    "HAS_ALTERNATIVE": _related("Biolink has no predicate for alternatives"),
    "HAS_SECTION": Word("mentioned_by", "a thing and the document that speaks of it"),
    "NAMES_EXAMPLE": _related("an example of something else that the page lists: what it is for follows from that"),
    "IS_A": Word("subclass_of", "the same notion"),
    "DENOTES": Word("exact_match", "two identities of one thing"),
    "SIMILAR_TO": Word("similar_to", "the same notion"),
    "RESEMBLES": Word("similar_to", "the same notion"),
    "GOVERNED_BY": Word(
        "mentioned_by", "a thing and the document that speaks of it; being covered is a qualifier of ours"
    ),
    "LISTED_BY": Word("mentioned_by", "a thing and the document that lists it"),
    "ISSUED_BY": Word("has_publisher", "a document and who has published it"),
    "IN_CATEGORY": _MEMBER,
    "EXCLUDES": _related("a rule of coding, not of the world"),
    "USE_ADDITIONAL": _related("a rule of coding, not of the world"),
    "CODE_FIRST": _related("a rule of coding: `precedes` would be one of time"),
    "CODE_ALSO": _related("a rule of coding, not of the world"),
    "IN_SECTION": _MEMBER,
    "IN_BODY_SYSTEM": Word("occurs_in", "a process and its site"),
    "HAS_ROOT_OPERATION": Word("subclass_of", "a procedure and the more general one"),
    "ON_BODY_PART": Word("occurs_in", "a process and its site"),
    "USES_APPROACH": _related("Biolink has no predicate for ways of reaching a site"),
    "USES_DEVICE": Word("has_input", "a process and what goes into it"),
    "HAS_QUALIFIER": _related("qualifiers are of no one kind"),
    "IN_TABLE": _MEMBER,
    "GROUPS_TO": _related("a stay may fall into the group: no procedure is a member of it"),
    "IN_MDC": _MEMBER,
    "ADD_ON_TO": _related("a rule of billing"),
    "BUNDLED_WITH": _related("a rule of billing"),
    "MAPS_TO": _related("what the mapping says is in its own predicate"),
    "KNOWN_AS": _related("what the mapping says is in its own predicate"),
}

_MATCHES = {
    "skos:exactMatch": "exact_match",
    "skos:closeMatch": "close_match",
    "skos:broadMatch": "broad_match",
    "skos:narrowMatch": "narrow_match",
    "skos:relatedMatch": _RELATED,
}
"""Predicates of mappings, which say themselves what they are."""

KNOWLEDGE: Mapping[Method, tuple[str, str]] = {
    Method.STATED: ("knowledge_assertion", "manual_agent"),
    Method.VOCABULARY: ("knowledge_assertion", "manual_agent"),
    Method.PATH: ("knowledge_assertion", "automated_agent"),
    Method.SCANNED: ("not_provided", "text_mining_agent"),
    Method.EXACT_NAME: ("prediction", "automated_agent"),
    Method.SHARED_WORDS: ("prediction", "automated_agent"),
    Method.COMPUTED: ("prediction", "data_analysis_pipeline"),
}
"""How an edge came to be, as `knowledge_level` and `agent_type`: people wrote what is stated, a folder's name was put
into words by a program, what a program found in a text or by names was checked by nobody."""
NOTHING_KNOWN = ("not_provided", "not_provided")


def predicate(kind: str, properties: Properties) -> str:
    """What an edge says, as a CURIE."""
    said = _MATCHES.get(str(properties.get("predicate")))
    return f"{PREFIX}{said}" if said else PREDICATES[kind].curie


def knowledge(evidence: tuple[Evidence, ...]) -> tuple[str, str]:
    """The `knowledge_level` and `agent_type` of an edge, by the evidence that is listed first."""
    return KNOWLEDGE[evidence[0].method] if evidence else NOTHING_KNOWN
