"""Policies of health plans in a plain CSV, for whoever types them off or exports them.

Columns: `payer`, `policy_number`, `title`, `url`, `effective_date` (YYYY-MM-DD), `status`, `code_system` (CPT, HCPCS,
ICD10CM or ICD10PCS), `codes` and `coverage` (covered, not covered, conditional or covered with conditions, mentioned;
empty means mentioned: what is not said to be covered is not). `codes` takes a list as `code_ranges` reads it. 'No CPT'
and the like name none; 'all diagnoses' names all, and is kept as a word of the policy, not as an edge to every code. A
list that is not understood as a whole is a finding and names nothing, and so is a row with another system or coverage;
its policy is kept.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.ingest.files.table_source import Row, TableSource
from graph.ingest.policies.code_ranges import CodeList, read_codes
from graph.ingest.policies.known_codes import KnownCodeSystems
from graph.ingest.policies.policy_nodes import payer_nodes, policy_curie
from graph.model.data_findings import UnclearCodeList
from graph.model.elements import Edge, Node, SourceDocument, Value
from graph.model.findings import InvalidProperty, UnknownCode
from graph.model.source_files import document_evidence

SYSTEMS = ("CPT", "HCPCS", "ICD10CM", "ICD10PCS")
COVERAGE = ("covered", "not covered", "conditional", "mentioned")
_OTHER_WORDS = {"covered with conditions": "conditional", "non-covered": "not covered", "noncovered": "not covered"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class PlanPolicies(TableSource):
    """One row for each policy, code system and coverage. `nodes` are those that were read before."""

    columns: tuple[str, ...] = ("payer", "policy_number", "title", "code_system", "codes", "coverage")
    title: str = "Policies of health plans"
    nodes: Mapping[str, Node] = field(default_factory=dict)
    _known: KnownCodeSystems | None = None

    def parse_row(self, row: Row, document: SourceDocument, line: int) -> Iterator[Node | Edge]:
        if not row["payer"] or not row["title"]:
            raise ValueError("a policy has a payer and a title")
        curie = policy_curie(row["payer"], row["policy_number"] or row["title"])
        stated = row["coverage"].casefold() or "mentioned"
        system, coverage = row["code_system"].upper(), _OTHER_WORDS.get(stated, stated)
        wrong = [*({system} - {*SYSTEMS}), *({coverage} - {*COVERAGE})]
        found = CodeList() if wrong else self._codes(row["codes"], system, line)
        values: dict[str, Value] = {
            "number": row["policy_number"],
            "url": row.get("url", ""),
            "status": row.get("status", "").casefold(),
            "effective_date": self._date(row, line),
            "applies_to_all": f"{system}: {coverage}" if found.all_codes else "",
        }
        evidence = document_evidence(document)
        yield Node(curie, "Policy", row["title"], {name: value for name, value in values.items() if value})
        yield from payer_nodes(curie, row["payer"], evidence)
        for code in found.codes:
            kind = "LISTED_BY" if system == "ICD10CM" else "GOVERNED_BY"
            yield Edge(f"{system}:{code}", kind, curie, {"coverage": coverage}, evidence)
        if wrong:
            raise ValueError(f"{' and '.join(map(repr, wrong))}: not among {', '.join((*SYSTEMS, *COVERAGE))}")

    def _codes(self, text: str, system: str, line: int) -> CodeList:
        """The codes of a list; what is wrong with it is a finding, one for all codes where the system was not read."""
        self._known = self._known or KnownCodeSystems(self.nodes)
        known = self._known.of(system)
        found = read_codes(text, known)
        if found.unclear:
            details = {"system": system, "part": found.unclear, "reason": found.reason}
            self.findings.append(UnclearCodeList(str(self.path), line, **details))
        unknown = found.unknown if known else filter(None, [", ".join(found.unknown)])
        self.findings.extend(UnknownCode(str(self.path), line, system=system, code=code) for code in unknown)
        return found

    def _date(self, row: Row, line: int) -> str:
        """The day from which the policy holds; one that is no date is left out, and the policy is kept."""
        text = row.get("effective_date", "")
        if not text or _is_date(text):
            return text
        owner = f"{row['payer']} {row['policy_number'] or row['title']}"
        self.findings.append(InvalidProperty(str(self.path), line, owner=owner, field="effective_date", value=text))
        return ""


def _is_date(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False
