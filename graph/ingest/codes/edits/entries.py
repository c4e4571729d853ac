"""The entries of ICD-10-CM as the graph has them: what is below one, and what is above."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.model.elements import Node
from graph.model.icd10cm_form import CATEGORY_LENGTH, codes_above, dotted

_PREFIX = "ICD10CM:"
_AFTER_ALL = "~"


@dataclass(slots=True)
class Entries:
    """All entries by their code. `billable` are the whole codes in the order of their texts.

    `ranges` has the first and last category of each block and chapter, the narrowest first.
    """

    nodes: dict[str, Node]
    billable: list[str]
    ranges: list[tuple[str, str, str]]
    _known_ranges: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Mapping[str, Node]) -> "Entries":
        """The entries among the nodes of a graph; stubs are none."""
        own = {
            curie.removeprefix(_PREFIX): node
            for curie, node in nodes.items()
            if node.kind == "Diagnosis" and not node.properties.get("is_stub")
        }
        ranges = []
        for entry, node in own.items():
            first, _, last = str(node.properties.get("code", entry)).partition("-")
            if last:
                ranges.append((first, last, entry))
        # Of two ranges that hold a category the narrower one begins later, or ends earlier.
        ranges.sort(key=lambda item: (item[1], item[0]), reverse=True)
        ranges.sort(key=lambda item: item[0])
        billable = sorted(entry for entry, node in own.items() if node.properties.get("is_billable"))
        return cls(own, billable, ranges[::-1])

    def below(self, entry: str) -> list[str]:
        """The whole codes of an entry, or of a range of categories as 'Z55-Z65', whether or not it is an entry."""
        first, _, last = entry.partition("-")
        start = bisect_left(self.billable, first)
        return self.billable[start : bisect_left(self.billable, (last or first) + _AFTER_ALL)]

    def at_and_above(self, code: str) -> Iterator[str]:
        """The entry of a code and those above it, nearest first."""
        plain = code.replace(".", "")
        for above in (plain, *reversed(list(codes_above(plain)))):
            if dotted(above) in self.nodes:
                yield dotted(above)
        yield from self._ranges_of(code[:CATEGORY_LENGTH])

    def _ranges_of(self, category: str) -> tuple[str, ...]:
        """The ranges that hold a category, the narrowest first."""
        known = self._known_ranges.get(category)
        if known is None:
            known = tuple(entry for first, last, entry in self.ranges if first <= category <= last)
            self._known_ranges[category] = known
        return known

    def general_notes(self, entry: str) -> tuple[str, ...]:
        """The notes at an entry that say how it is used; none where there is no such entry."""
        notes = self.nodes[entry].properties.get("general_notes") if entry in self.nodes else None
        return notes if isinstance(notes, tuple) else ()

    def title(self, entry: str) -> str:
        """The title of an entry."""
        return self.nodes[entry].name


def curie_of(code: str) -> str:
    """The CURIE of an entry."""
    return f"{_PREFIX}{code}"
