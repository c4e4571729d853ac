"""The lines of an index as nodes and edges.

Terms and what they lead to are given line by line; references once all lines were read, as a term may refer to one that
follows. What leads nowhere is kept on its term, and a finding sums it up for the file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.ingest.codes.indexes.code_targets import CodeTargets, Target
from graph.ingest.codes.indexes.lines import IndexedCode, IndexLine, Reference, ReferenceKind
from graph.ingest.codes.indexes.term_tree import TermTree, index_root
from graph.model.elements import Edge, Evidence, Node, SourceDocument, Value, slugify
from graph.model.findings import DeadEnds, SourceError
from graph.model.source_files import document_evidence

_EXAMPLES = 10


@dataclass
class IndexGraph:
    """Turns the lines of one index into terms. `nodes` are those that were read before.

    References are looked up in the index itself, then in the others that were read before it. With `is_quoted` the
    evidence quotes them.
    """

    index: str
    document: SourceDocument
    targets: CodeTargets
    nodes: Mapping[str, Node]
    is_quoted: bool = True
    _own: TermTree = field(default_factory=TermTree)
    _known: dict[tuple[str, str, tuple[str, ...]], Node] = field(default_factory=dict)
    _curies: set[str] = field(default_factory=set)
    _places: dict[str, int] = field(default_factory=dict)
    _above: list[Node] = field(default_factory=list)
    _waiting: list[tuple[Node, Reference]] = field(default_factory=list)
    _unresolved: dict[str, list[str]] = field(default_factory=dict)
    _unknown: dict[str, list[str]] = field(default_factory=dict)

    def read(self, line: IndexLine) -> Iterator[Node | Edge]:
        """The term of a line, the edge from the one above it, and the edges to its codes and values."""
        if not line.title:
            return
        del self._above[line.depth :]
        above = self._above[-1].curie if self._above else index_root(self.index)
        key = (above, line.title, line.modifiers)
        if key not in self._known:
            yield from self._term(key, len(self._above))
        term = self._known[key]
        self._above.append(term)
        for code in line.codes:
            yield from self._code_edges(term, code)
        for reference in line.references:
            yield from self._reference_edges(term, reference)

    def finish(self) -> Iterator[Node | Edge]:
        """The edges of references, and what leads nowhere as properties of its terms."""
        for term, reference in self._waiting:
            target = self._find(reference.text)
            if target is None and not reference.codes:
                self._unresolved.setdefault(term.curie, []).append(f"{_words(reference.kind)} {reference.text}")
            elif target not in (None, term.curie):
                yield Edge(term.curie, reference.kind.value, str(target), {}, self._evidence(reference.text))
        for term in self._known.values():
            left = {
                "unresolved_references": tuple(dict.fromkeys(self._unresolved.get(term.curie, ()))),
                "unknown_codes": tuple(dict.fromkeys(self._unknown.get(term.curie, ()))),
            }
            added: dict[str, Value] = {name: texts for name, texts in left.items() if texts}
            if added:
                yield Node(term.curie, term.kind, term.name, added)

    def findings(self) -> Iterator[SourceError]:
        """What leads nowhere, summed up for the file."""
        for kept_as, left in (("unknown_codes", self._unknown), ("unresolved_references", self._unresolved)):
            texts = [text for found in left.values() for text in found]
            if texts:
                examples = list(dict.fromkeys(texts))[:_EXAMPLES]
                yield DeadEnds(
                    self.document.path, kept_as=kept_as, count=len(texts), terms=len(left), examples=examples
                )

    def _term(self, key: tuple[str, str, tuple[str, ...]], level: int) -> Iterator[Node | Edge]:
        above, title, modifiers = key
        properties: dict[str, Value] = {"title": title, "index": self.index, "level": level}
        if modifiers:
            properties["nonessential_modifiers"] = modifiers
        name = f"{self._above[-1].name}, {title}" if self._above else title
        term = Node(self._curie(above, title), "IndexTerm", name, properties)
        self._known[key] = term
        self._own.add(above, term.curie, title)
        yield term
        if self._above:
            place = self._places[above] = self._places.get(above, -1) + 1
            yield Edge(above, "HAS_SUBTERM", term.curie, {"position": place}, document_evidence(self.document))

    def _curie(self, above: str, title: str) -> str:
        """The lines above and the line's own words; what is written alike is numbered."""
        first = curie = f"{above}/{slugify(title)}"
        number = 1
        while curie in self._curies:
            number += 1
            curie = f"{first}-{number}"
        self._curies.add(curie)
        return curie

    def _code_edges(self, term: Node, code: IndexedCode) -> Iterator[Edge]:
        found = list(self.targets.of_code(code))
        if not found:
            self._unknown.setdefault(term.curie, []).append(code.text)
        yield from self._leads_to(term, found, code.quote)

    def _reference_edges(self, term: Node, reference: Reference) -> Iterator[Edge]:
        """The edges to what a reference names itself; the term that it names is looked up when all were read."""
        if reference.kind is not ReferenceKind.USE:
            self._waiting.append((term, reference))
            for code in reference.codes:
                yield from self._code_edges(term, IndexedCode(code, quote=reference.text))
            return
        found = list(self.targets.of_value(reference.text, reference.codes))
        if not found:
            words = " ".join(("use", reference.text, *reference.codes))
            self._unresolved.setdefault(term.curie, []).append(words)
        yield from self._leads_to(term, found, reference.text)

    def _leads_to(self, term: Node, targets: list[Target], quote: str | None) -> Iterator[Edge]:
        for curie, properties in targets:
            yield Edge(term.curie, "LEADS_TO", curie, properties, self._evidence(quote))

    def _evidence(self, quote: str | None) -> tuple[Evidence, ...]:
        if quote is None or not self.is_quoted:
            return document_evidence(self.document)
        return (Evidence(self.document.id, None, quote),)

    def _find(self, text: str) -> str | None:
        """The term of these words: neoplasms in their table, others in the index itself, else in those read before."""
        own = (self._own, index_root(self.index))
        places = [own, *((self._others, index_root(name)) for name in self._other_names)]
        if "neoplasm" in text.casefold():
            places.sort(key=lambda place: place[1] != index_root("neoplasms"))
        found = next(filter(None, (tree.find(root, text) for tree, root in places)), None)
        return found or self._own.find_begun(own[1], text)

    @cached_property
    def _other_names(self) -> tuple[str, ...]:
        terms = (node for node in self.nodes.values() if node.kind == "IndexTerm")
        names = dict.fromkeys(str(term.properties["index"]) for term in terms)
        return tuple(name for name in names if name != self.index)

    @cached_property
    def _others(self) -> TermTree:
        tree = TermTree()
        for node in self.nodes.values():
            if node.kind == "IndexTerm" and node.properties.get("index") != self.index:
                tree.add(node.curie.rpartition("/")[0], node.curie, str(node.properties["title"]))
        return tree


def _words(kind: ReferenceKind) -> str:
    return kind.value.lower().replace("_", " ")
