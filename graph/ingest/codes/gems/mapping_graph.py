"""The rows of a general equivalence mapping as nodes and edges.

Five digits say of a row: approximate, no map, combination, scenario, choice list. What a combination means takes one
code of each choice list of one scenario together. The mappings are of fiscal year 2018, the last: codes of ICD-10 that
were deleted since are kept on the codes of ICD-9-CM that lead to them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.ingest.codes.gems.mapped_codes import MappedSystem
from graph.model.elements import Edge, Node, SourceDocument, Value, split_curie
from graph.model.findings import SourceError, UnknownCode
from graph.model.source_files import document_evidence

NO_MAP = frozenset(("NoDx", "NoPCS", "NoPcs"))
"""What stands in the place of a target where there is none."""
_EXAMPLES = 10


@dataclass
class MappingGraph:
    """Turns rows into nodes and edges. `nodes` are those that were read before; `name` names codes of ICD-9-CM."""

    document: SourceDocument
    source: MappedSystem
    target: MappedSystem
    nodes: Mapping[str, Node]
    name: Callable[[str], str | None] = lambda code: None
    _unknown: dict[str, list[str]] = field(default_factory=dict)
    _made: set[str] = field(default_factory=set)

    def read(self, code: str, mapped: str, flags: str) -> Iterator[Node | Edge]:
        """The edge of a row, and the nodes of the codes of ICD-9-CM that it names.

        Raises:
            ValueError: the flags are not five digits.
        """
        if len(flags) != len("00000") or not flags.isdecimal():
            raise ValueError(f"'{flags}' are no five flags")
        source = self.source.curie(code)
        yield from self._node(self.source, source)
        if mapped in NO_MAP or flags[1] == "1":
            if self._is_there(self.source, source):
                yield self._described(source, {"gem_no_map": True})
            return
        target = self.target.curie(mapped)
        yield from self._node(self.target, target)
        if self._is_there(self.source, source) and self._is_there(self.target, target):
            yield Edge(source, "GEM_MAPS_TO", target, _properties(flags), document_evidence(self.document))
        else:
            self._unknown.setdefault(source, []).append(mapped)

    def finish(self) -> Iterator[Node]:
        """What was deleted since, on the codes of ICD-9-CM that lead to it."""
        if self.source.is_icd9:
            for curie, codes in self._unknown.items():
                yield self._described(curie, {"unknown_codes": tuple(dict.fromkeys(codes))})

    def findings(self) -> Iterator[SourceError]:
        """The codes of ICD-10 that nothing that was read has, summed up."""
        named = [(source, code) for source, codes in self._unknown.items() for code in codes]
        texts = [code if self.source.is_icd9 else split_curie(source)[1] for source, code in named]
        if texts:
            distinct = sorted(set(texts))
            yield UnknownCode(self.document.path, rows=len(texts), codes=len(distinct), examples=distinct[:_EXAMPLES])

    def _node(self, system: MappedSystem, curie: str) -> Iterator[Node]:
        if system.is_icd9 and curie not in self._made and curie not in self.nodes:
            self._made.add(curie)
            yield self._described(curie, {})

    def _described(self, curie: str, properties: dict[str, Value]) -> Node:
        known = self.nodes.get(curie)
        if known is not None:
            return Node(curie, known.kind, known.name, properties)
        code = split_curie(curie)[1]
        return Node(curie, "Icd9Code", self.name(code) or code, properties)

    def _is_there(self, system: MappedSystem, curie: str) -> bool:
        return system.is_icd9 or curie in self.nodes


def _properties(flags: str) -> dict[str, Value]:
    approximate, _, combination, scenario, choice_list = map(int, flags)
    properties: dict[str, Value] = {"is_approximate": bool(approximate), "is_combination": bool(combination)}
    return properties | ({"scenario": scenario, "choice_list": choice_list} if combination else {})
