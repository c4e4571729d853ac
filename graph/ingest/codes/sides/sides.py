"""The sides of codes: a property of diagnoses and of body parts of ICD-10-PCS, edges to the codes of other sides."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from graph.ingest.codes.icd10cm.tabular_list import DOCUMENT_ID
from graph.ingest.codes.sides.side_groups import SideGroups
from graph.ingest.source import Progress, no_progress
from graph.model.elements import Edge, Evidence, EvidenceMethod, Node, SourceDocument
from graph.model.findings import SourceError

_DIVIDED = frozenset(("subcategory", "code"))
_BODY_PART = re.compile(r", (Right|Left|Bilateral)\b(?!.*\b(?:Lobe|Left)\b)")
"""'Knee Joint, Right', 'Skin, Left Hand'; not the lobes of the liver, nor what has both sides at once."""


@dataclass(slots=True)
class Sides:
    """The sides of the diagnoses and body parts among `nodes`, those that were read before."""

    documents: list[SourceDocument] = field(default_factory=list)
    findings: list[SourceError] = field(default_factory=list)
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def read(self, track: Progress = no_progress) -> Iterator[Node | Edge]:
        diagnoses = {
            curie: node.name
            for curie, node in self.nodes.items()
            if node.kind == "Diagnosis" and node.properties.get("level") in _DIVIDED
        }
        for _ in track([DOCUMENT_ID], "Sides"):
            found = SideGroups.of({curie.partition(":")[2]: title for curie, title in diagnoses.items()})
        parts = {curie: side for curie, node in self.nodes.items() if (side := side_of_body_part(node))}
        for curie, side in ({f"ICD10CM:{code}": side for code, side in found.sides.items()} | parts).items():
            yield replace(self.nodes[curie], properties={"laterality": side})
        evidence = (Evidence(DOCUMENT_ID, method=EvidenceMethod.COMPUTED),)
        for group in found.groups:
            for one, other in combinations(sorted(group.members()), 2):
                yield Edge(f"ICD10CM:{one}", "SAME_BUT_SIDE", f"ICD10CM:{other}", {}, evidence)


def side_of_body_part(node: Node) -> str | None:
    """The side that a value of the body part axis names, as 'Knee Joint, Right' and 'Lower Leg, Left' do."""
    match = _BODY_PART.search(node.name) if node.kind == "BodyPart" else None
    return match[1].casefold() if match else None
