"""MS-DRG: groups, major diagnostic categories, and which procedures and diagnoses lead to them.

From the package `drgpy`, which ships the tables of the Medicare grouper. An entry such as `031&032&033|ORPCS` of a
procedure means that a stay with it can fall into any of the three groups; `_MDC06` of a diagnosis is the category of a
stay with it as the principal one.
"""

import json
import lzma
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from drgpy._versions import LATEST_VERSION

from graph.ingest.source import Progress, no_progress
from graph.model.document import ROOT, document_evidence, file_document, local_path, package_document
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value
from graph.model.errors import SourceError
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS

CATEGORIES = ROOT / "data" / "codes" / "mdc.tsv"
_GROUPS = re.compile(rf"{CODE_SYSTEMS['MSDRG'].pattern}(?=[&|])")
_MDC = re.compile(r"_MDC(\d\d)")
_CODE = re.compile(CODE_SYSTEMS["ICD10PCS"].pattern)


@dataclass(slots=True)
class MsDrg:
    """The newest grouper that `drgpy` ships."""

    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        version = LATEST_VERSION.name
        name = f"{version}.json.xz"
        groups = package_document("drgpy.runtime_data", name, f"ms-drg/{name}", f"MS-DRG grouper {version}")
        categories = file_document(CATEGORIES, "ms-drg/mdc.tsv", "Major diagnostic categories")
        self.documents += [groups, categories]
        for _ in track([groups.path], "MS-DRG"):
            data = json.loads(lzma.decompress(local_path(groups.path).read_bytes()))
        yield from _categories()
        yield from _groups(data["drgmap"], version, document_evidence(groups))
        yield from _procedures(data["prmap"], document_evidence(groups))
        yield from _diagnoses(data["dxmap"], document_evidence(groups))


def _categories() -> Iterator[Node]:
    for row in CATEGORIES.read_text(encoding="utf-8").splitlines()[1:]:
        code, _, title = row.partition("\t")
        yield Node(f"MDC:{code}", "MajorDiagnosticCategory", title)


def _groups(table: Mapping[str, Any], version: str, evidence: tuple[Evidence, ...]) -> Iterator[Node | Edge]:
    for number, row in sorted(table.items()):
        properties: dict[str, Value] = {"is_surgical": bool(row["is_surgical"]), "grouper": version}
        yield Node(f"MSDRG:{number}", "DiagnosisGroup", row["desc"], properties)
        if row["mdc"]:
            yield Edge(f"MSDRG:{number}", "IN_MDC", f"MDC:{row['mdc']}", {}, evidence)


def _procedures(table: Mapping[str, list[str]], evidence: tuple[Evidence, ...]) -> Iterator[Node | Edge]:
    for code, rules in sorted(table.items()):
        if _CODE.fullmatch(code):
            curie = f"ICD10PCS:{code}"
            # The grouper is newer than the code tables may be: what only it knows is known by its code alone.
            yield Node(curie, "Procedure", code, {"slug": code.lower(), "is_stub": True})
            for number in sorted({number for rule in rules for number in _GROUPS.findall(rule)}):
                yield Edge(curie, "GROUPS_TO", f"MSDRG:{number}", {}, evidence)


def _diagnoses(table: Mapping[str, list[str]], evidence: tuple[Evidence, ...]) -> Iterator[Node | Edge]:
    for code, rules in sorted(table.items()):
        categories = sorted({match[1] for rule in rules if (match := _MDC.match(rule))})
        if categories:
            curie = f"ICD10CM:{code[:3]}.{code[3:]}" if len(code) > 3 else f"ICD10CM:{code}"
            yield Node(curie, "Diagnosis", code, {"is_stub": True})
            for category in categories:
                yield Edge(curie, "IN_MDC", f"MDC:{category}", {}, evidence)
