"""Mappings of pages, concepts and everyday expressions to codes, in the words of the SSSOM standard."""

from graph.model.ontology.page_node_kinds import CONCEPT_KINDS
from graph.model.ontology.types import (
    BiolinkTerm,
    EdgeKind,
    EdgeStyle,
    Property,
    PropertyType,
)

MAPPING = (
    Property(
        "predicate",
        "How the two compare.",
        enum="MappingPredicate",
        values=(
            ("skos:exactMatch", "The two mean the same."),
            ("skos:closeMatch", "The two mean nearly the same."),
            ("skos:broadMatch", "The target is broader."),
            ("skos:narrowMatch", "The target is narrower."),
            ("skos:relatedMatch", "The two go together."),
        ),
    ),
    Property("justification", "How the mapping was found, a term of the SEMAPV vocabulary."),
    Property("confidence", "From 0 to 1.", PropertyType.NUMBER),
    Property("comment", "What whoever mapped it adds."),
)
"""What SSSOM says of a mapping."""

EDGE_KINDS = (
    EdgeKind(
        "MAPS_TO",
        ("Procedure", *CONCEPT_KINDS),
        ("Diagnosis", "Procedure", "ProcedureTable"),
        "mappings",
        "mappedFrom",
        "Mappings to codes, in the words of the SSSOM standard; two stay two.",
        MAPPING,
        payload="Mapping",
        speaks_of_absent=True,
        inverse_description="Mappings to it, in the words of the SSSOM standard.",
        style=EdgeStyle("dashed", "diamond", "Diagnosis"),
        biolink=BiolinkTerm("related_to", "what the mapping says is in its own predicate"),
        similarity=2.0,
    ),
    EdgeKind(
        "KNOWN_AS",
        (
            "Procedure",
            *CONCEPT_KINDS,
            "Diagnosis",
            "Approach",
            "RootOperation",
            "BodyPart",
            "ProcedureTable",
            "DiagnosisGroup",
        ),
        ("Expression",),
        "knownAs",
        "means",
        "What people call it in everyday language, and its abbreviations.",
        MAPPING,
        payload="Mapping",
        speaks_of_absent=True,
        few_targets=True,
        inverse_description="What people mean by it.",
        style=EdgeStyle("dashed", "square", "Expression"),
        biolink=BiolinkTerm("related_to", "what the mapping says is in its own predicate"),
    ),
)
