"""The groups of an article: a table of codes and a paragraph about it.

What an article lists, it does not promise: 'The use of a code listed below does not assure coverage'. So a diagnosis
of a group is covered under conditions, unless the group says that its codes support medical necessity, or that they do
not; a code in a paragraph, and any procedure, is only mentioned.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.ingest.codes.procedure_codes import procedure_curie, stub_procedure
from graph.ingest.files.json import JsonValue
from graph.ingest.policies.article_tables import CodeGroup, TableCell, read_groups
from graph.ingest.policies.code_ranges import read_codes
from graph.ingest.policies.known_codes import KnownCodeSystems
from graph.ingest.policies.listed_codes import (
    Family,
    ListedCode,
    certain_families,
    codes_in_text,
    families,
    family_of,
    named_families,
)
from graph.model.elements import Edge, Evidence, Node, Value
from graph.model.findings import AmbiguousCode, UnknownCode

_NOT_COVERED = re.compile(
    r"\b(?:do(?:es)? not|don't|never|not) support|\bnon-?covered\b|\bnot (?:be )?covered\b|\bnot medically necessary\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(r"\bsupports?(?:ing)? (?:the )?medical necessity\b", re.IGNORECASE)
_NOT_ASSURED = re.compile(r"\b(?:not|n't) (?:assure|guarantee|ensure|imply)", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:not (?:listed|included)|other than|all other|any other|except)", re.IGNORECASE)

_SYSTEMS = {Family.DIAGNOSIS: "ICD10CM", Family.INPATIENT: "ICD10PCS"}


@dataclass(frozen=True, slots=True)
class ArticleGroups:
    """Reads the groups of one article into edges to its policy; `known` has the nodes that ranges are expanded to."""

    policy: str
    source: str
    known: KnownCodeSystems

    def read(self, content: JsonValue) -> Iterator[Node | Edge]:
        """The codes of the tables, then those of the paragraphs, which the tables help to tell apart."""
        groups = list(read_groups(content))
        tables = dict[str, Family]()
        for group in groups:
            yield from self._table(group, tables)
        for group in groups:
            yield from self._paragraph(group, tables)

    def _table(self, group: CodeGroup, tables: dict[str, Family]) -> Iterator[Node | Edge]:
        coverage, context = group_coverage(group.name, group.text), _table_families(group)
        beside = _certain(group)
        for cell in group.cells:
            named = cell.named or context
            family = family_of(cell.first, named, beside)
            if family is None and len(families(cell.first)) > 1:
                _undecided(cell.value, cell.first)
            elif family is None:
                cell.value.fail(f"a code of {' or '.join(sorted(named)) or 'ICD-10-CM, CPT or HCPCS'}")
            else:
                tables[cell.first.replace(".", "")] = family
                code = ListedCode(cell.first, cell.last, family)
                if cell.last and not self._between(code):
                    _unknown_range(cell)
                yield from self._edges(code, coverage, group, cell.name)

    def _paragraph(self, group: CodeGroup, tables: dict[str, Family]) -> Iterator[Node | Edge]:
        for code in dict.fromkeys(codes_in_text(group.text, tables)):
            if code.family is None and group.text_place:
                _undecided(group.text_place, code.first)
            elif tables.get(code.first.replace(".", "")) is not code.family or code.family is not Family.DIAGNOSIS:
                yield from self._edges(code, "mentioned", group)

    def _edges(self, code: ListedCode, coverage: str, group: CodeGroup, name: str = "") -> Iterator[Node | Edge]:
        evidence = (Evidence(self.source, group.name, group.text or None),)
        for local in dict.fromkeys((*code.codes(), *self._between(code))):
            if code.family is Family.DIAGNOSIS:
                curie = f"ICD10CM:{local}"
                yield Node(curie, "Diagnosis", name if name and not code.last else local, {"is_stub": True})
                yield Edge(curie, "LISTED_BY", self.policy, {"coverage": coverage}, evidence)
            else:
                curie = f"ICD10PCS:{local}" if code.family is Family.INPATIENT else procedure_curie(local)
                mentioned: dict[str, Value] = {"coverage": "mentioned"}
                yield stub_procedure(curie)
                yield Edge(curie, "GOVERNED_BY", self.policy, mentioned, evidence)

    def _between(self, code: ListedCode) -> tuple[str, ...]:
        """The known codes of a range."""
        if code.last is None or code.family is None:
            return ()
        ends = code.codes()
        system = _SYSTEMS.get(code.family) or procedure_curie(ends[0]).partition(":")[0]
        return read_codes("-".join(ends), self.known.of(system)).codes


def _undecided(place: JsonValue, code: str) -> None:
    systems = sorted(map(str, families(code)))
    place.findings.append(AmbiguousCode(place.path, at=place.place, code=code, could_be=systems))


def _unknown_range(cell: TableCell) -> None:
    written = f"{cell.first}-{cell.last}"
    cell.value.findings.append(UnknownCode(cell.value.path, at=cell.value.place, code=written))


def _table_families(group: CodeGroup) -> set[Family]:
    """The families of a table by the name of its group, or else by its paragraph where that names only one."""
    named = named_families(group.name)
    in_text = named_families(group.text)
    return named or (in_text if len(in_text) == 1 and not _certain(group) else set())


def _certain(group: CodeGroup) -> set[Family]:
    """The families of the codes in the table that are of one family only, by their form."""
    return certain_families(code for cell in group.cells for code in (cell.first, cell.last) if code)


def group_coverage(name: str, paragraph: str) -> str:
    """What a group says of the diagnoses in its table, by its name, or else by a sentence about the codes listed."""
    if _NOT_COVERED.search(name):
        return "not covered"
    if _SUPPORT.search(name):
        return "conditional" if _NOT_ASSURED.search(paragraph) else "covered"
    about_table = [part for part in re.split(r"(?<=[.:;])\s+", paragraph) if not _OTHERS.search(part)]
    if any(_NOT_COVERED.search(sentence) for sentence in about_table):
        return "not covered"
    supported = any(_SUPPORT.search(sentence) for sentence in about_table)
    return "covered" if supported and not _NOT_ASSURED.search(paragraph) else "conditional"
