"""The Medicare grouper: its groups, and the procedures and diagnoses that lead to them.

From the package `drgpy`, which ships the tables of the grouper and runs them: so it says which groups a stay with one
diagnosis falls into. Weights and lengths of stay are those of table 5 of the final rule, from the package `drg`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drgpy._versions import LATEST_VERSION
from drgpy.msdrg import DRGEngine

from graph.ingest.codes.msdrg.complications import (
    HOSPITAL_ACQUIRED,
    complication_properties,
    diagnosis_curie,
    exclusion_list,
    exclusion_lists,
)
from graph.ingest.codes.msdrg.grouping_rules import grouping_rules, groups_of_procedure
from graph.ingest.codes.msdrg.lone_diagnoses import LoneDiagnoses
from graph.ingest.codes.msdrg.weights import read_weights, weights_document
from graph.ingest.files.text import titles_by_code
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value
from graph.model.findings import SourceError
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.model.source_files import ROOT, document_evidence, file_document, package_document
from graph.review.msdrg.severity_tables import read_severity, severity_documents

CATEGORIES = ROOT / "data" / "codes" / "mdc.tsv"
_MDC = re.compile(r"_MDC(\d\d)")
_CODE = re.compile(CODE_SYSTEMS["ICD10PCS"].pattern)
_OCTOBER = 10
"""The month in which a fiscal year begins, the one that is named after the year to come."""


@dataclass(slots=True)
class MsDrg:
    """The newest grouper that `drgpy` ships. `nodes` are those that were read before."""

    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        grouper, weights = _grouper_document(), weights_document()
        severity = severity_documents(weights.edition)
        self.documents += [
            grouper,
            weights,
            *severity,
            file_document(CATEGORIES, "ms-drg/mdc.tsv", "Major diagnostic categories"),
            file_document(HOSPITAL_ACQUIRED, "ms-drg/hac.tsv", "Hospital-acquired conditions"),
        ]
        evidence = document_evidence(grouper)
        for _ in track([grouper.path], "MS-DRG"):
            engine = DRGEngine()
        yield from _categories()
        yield from _groups(engine.drgmap, read_weights(weights), evidence)
        yield from _procedures(engine.prmap, evidence)
        yield from _diagnoses(engine, read_severity(severity), evidence)
        diagnoses = {curie: node for curie, node in self.nodes.items() if node.kind == "Diagnosis"}
        yield from exclusion_lists(engine.exmap, diagnoses, evidence)


def _grouper_document() -> SourceDocument:
    name, starts = LATEST_VERSION.name, LATEST_VERSION.effective_date
    document = package_document(
        "drgpy.runtime_data", f"{name}.json.xz", f"ms-drg/{name}.json.xz", f"MS-DRG grouper {name}"
    )
    return document.with_edition(f"fiscal year {starts.year + (starts.month >= _OCTOBER)}, from {starts}")


def _categories() -> Iterator[Node]:
    for code, title in titles_by_code(CATEGORIES).items():
        yield Node(f"MDC:{code}", "MajorDiagnosticCategory", title)


def _groups(
    table: Mapping[str, Any], weights: Mapping[str, dict[str, Value]], evidence: tuple[Evidence, ...]
) -> Iterator[Node | Edge]:
    for number, row in sorted(table.items()):
        properties: dict[str, Value] = {"is_surgical": bool(row["is_surgical"]), "grouper": LATEST_VERSION.name}
        yield Node(f"MSDRG:{number}", "DiagnosisGroup", row["desc"], properties | weights.get(number, {}))
        if row["mdc"]:
            yield Edge(f"MSDRG:{number}", "IN_MDC", f"MDC:{row['mdc']}", {}, evidence)


def _procedures(table: Mapping[str, list[str]], evidence: tuple[Evidence, ...]) -> Iterator[Node | Edge]:
    for code, labels in sorted(table.items()):
        if _CODE.fullmatch(code):
            curie = f"ICD10PCS:{code}"
            # The grouper is newer than the code tables may be: what only it knows is known by its code alone.
            yield Node(curie, "Procedure", code, {"slug": code.lower(), "is_stub": True})
            for number in groups_of_procedure(labels):
                yield Edge(curie, "GROUPS_TO", f"MSDRG:{number}", {}, evidence)


def _diagnoses(engine: DRGEngine, levels: Mapping[str, str], evidence: tuple[Evidence, ...]) -> Iterator[Node | Edge]:
    conditions, alone = titles_by_code(HOSPITAL_ACQUIRED), LoneDiagnoses(engine)
    for code, labels in sorted(engine.dxmap.items()):
        curie, complication = diagnosis_curie(code), engine.ccmap.get(code)
        properties = complication_properties(levels.get(code), complication, conditions)
        yield Node(curie, "Diagnosis", code, {"is_stub": True} | properties)
        for category in sorted({match[1] for label in labels if (match := _MDC.match(label))}):
            yield Edge(curie, "IN_MDC", f"MDC:{category}", {}, evidence)
        yield from _group_edges(curie, labels, alone.groups(code), engine.drgmap, evidence)
        if complication:
            yield Edge(curie, "HAS_EXCLUSION_LIST", exclusion_list(complication["pdx"]), {}, evidence)


def _group_edges(
    curie: str, labels: Sequence[str], alone: Sequence[str], groups: Mapping[str, Any], evidence: tuple[Evidence, ...]
) -> Iterator[Edge]:
    def is_surgical(group: str) -> bool:
        return bool(groups[group]["is_surgical"])

    for rule in grouping_rules(labels, alone, is_surgical):
        yield Edge(curie, "GROUPS_TO", f"MSDRG:{rule.group}", rule.properties(), evidence)
