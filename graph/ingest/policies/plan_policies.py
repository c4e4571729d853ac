"""Policies of health plans in a plain CSV, for whoever types them off or exports them.

Columns: `payer`, `policy_number`, `title`, `url`, `effective_date` (YYYY-MM-DD), `status`, `code_system` (CPT, HCPCS,
ICD10CM or ICD10PCS), `codes` and `coverage` (covered, not covered, conditional, mentioned; empty means mentioned: what
is not said to be covered is not). `codes` takes codes and ranges, separated by commas or semicolons; a range means the
known codes that lie in it. 'No CPT' and the like name none; 'all diagnoses' names all, and is kept as a word of the
policy, not as an edge to every code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.policies.code_ranges import read_codes
from graph.ingest.policies.medicare_coverage import payer_nodes, policy_curie
from graph.model.document import document_evidence
from graph.model.elements import Edge, Node, SourceDocument, Value
from graph.model.errors import UnknownCode

SYSTEMS = ("CPT", "HCPCS", "ICD10CM", "ICD10PCS")
COVERAGE = ("covered", "not covered", "conditional", "mentioned")


@dataclass(slots=True)
class PlanPolicies(TableSource):
    """One row for each policy, code system and coverage. `nodes` are those that were read before."""

    columns: tuple[str, ...] = ("payer", "policy_number", "title", "code_system", "codes", "coverage")
    title: str = "Policies of health plans"
    nodes: Mapping[str, Node] = field(default_factory=dict)
    _known: dict[str, list[str]] = field(default_factory=dict)

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        system, coverage = row["code_system"].upper(), row["coverage"].casefold() or "mentioned"
        if system not in SYSTEMS or coverage not in COVERAGE:
            wrong = system if system not in SYSTEMS else coverage
            raise ValueError(f"'{wrong}' is none of {', '.join((*SYSTEMS, *COVERAGE))}")
        if not row["payer"] or not row["title"]:
            raise ValueError("a policy has a payer and a title")
        curie = policy_curie(row["payer"], row["policy_number"] or row["title"])
        found = read_codes(row["codes"], self._codes(system))
        for code in found.unknown:
            self.findings.append(UnknownCode(str(self.path), line, system=system, code=code))
        values: dict[str, Value] = {
            "number": row["policy_number"],
            "url": row.get("url", ""),
            "status": row.get("status", "").casefold(),
            "effective_date": row.get("effective_date", ""),
            "applies_to_all": f"{system}: {coverage}" if found.all_codes else "",
        }
        evidence = document_evidence(document)
        yield Node(curie, "Policy", row["title"], {name: value for name, value in values.items() if value})
        yield from payer_nodes(curie, row["payer"], evidence)
        for code in found.codes:
            kind = "LISTED_BY" if system == "ICD10CM" else "GOVERNED_BY"
            yield Edge(f"{system}:{code}", kind, curie, {"coverage": coverage}, evidence)

    def _codes(self, system: str) -> list[str]:
        if system not in self._known:
            marked = f"{system}:"
            self._known[system] = sorted(c.removeprefix(marked) for c in self.nodes if c.startswith(marked))
        return self._known[system]
