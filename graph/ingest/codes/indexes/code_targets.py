"""The nodes that codes of an index lead to, among those that were read."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from graph.ingest.codes.indexes.lines import IndexedCode
from graph.model.elements import Node, Value, slugify
from graph.model.icd10cm_form import dotted

Target = tuple[str, dict[str, Value]]
"""A node, and what the edge to it says."""
_TABLE_LENGTH, _CODE_LENGTH = 3, 7
_VALUES = ("PCSPART", "PCSAPPROACH", "PCSDEVICE", "PCSQUALIFIER")
_LAST = "~"
"""Sorts after all characters of codes."""


class CodeTargets(Protocol):
    """Knows which nodes an index can lead to."""

    def of_code(self, code: IndexedCode) -> Iterator[Target]:
        """The node of a code, or what holds the codes that begin so."""
        ...

    def of_value(self, text: str, codes: tuple[str, ...]) -> Iterator[Target]:
        """The values of ICD-10-PCS of this name, used in the tables that `codes` name."""
        ...


@dataclass(slots=True)
class DiagnosisTargets:
    """Entries of ICD-10-CM."""

    nodes: Mapping[str, Node]

    def of_code(self, code: IndexedCode) -> Iterator[Target]:
        curie = f"ICD10CM:{dotted(code.text)}"
        if curie in self.nodes:
            yield curie, {"role": code.role, "is_incomplete": code.is_incomplete}

    def of_value(self, text: str, codes: tuple[str, ...]) -> Iterator[Target]:
        return iter(())


@dataclass(slots=True)
class ProcedureTargets:
    """Codes and tables of ICD-10-PCS, and the values of its axes.

    What is more than a table and less than a code leads to the table, or to the section where no table was read.
    """

    nodes: Mapping[str, Node]
    _codes: list[str] = field(default_factory=list)

    def of_code(self, code: IndexedCode) -> Iterator[Target]:
        text = code.text
        if len(text) == _CODE_LENGTH:
            if f"ICD10PCS:{text}" in self.nodes:
                yield f"ICD10PCS:{text}", {"role": code.role, "is_incomplete": False}
        elif self._begins_codes(text):
            table = f"PCSTABLE:{text[:_TABLE_LENGTH]}"
            holder = table if table in self.nodes else f"PCSSECTION:{text[0]}"
            prefix: dict[str, Value] = {} if holder == f"PCSTABLE:{text}" else {"prefix": text}
            if holder in self.nodes:
                yield holder, {"role": code.role, "is_incomplete": True, **prefix}

    def of_value(self, text: str, codes: tuple[str, ...]) -> Iterator[Target]:
        for name in (text, text.rpartition(" in ")[0], text.removesuffix(" in")):
            found = [curie for prefix in _VALUES if (curie := f"{prefix}:{slugify(name)}") in self.nodes]
            if name and found:
                prefixes: list[dict[str, Value]] = [{"prefix": code} for code in codes]
                yield from ((curie, {"role": "value", **prefix}) for curie in found for prefix in prefixes or [{}])
                return

    def _begins_codes(self, text: str) -> bool:
        """Whether a code begins so; three characters that are a table do, whether its codes were read or not."""
        if not self._codes:
            self._codes = sorted(curie[9:] for curie in self.nodes if curie.startswith("ICD10PCS:"))
        place = bisect_left(self._codes, text)
        return place < bisect_left(self._codes, text + _LAST) or f"PCSTABLE:{text}" in self.nodes
