"""How complex a document is: each of its definitions is walked once, however often it is spread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

SATURATED = 1 << 62
"""Where counting ends: fragments that spread each other twice double a count with each of them."""


@dataclass(frozen=True, slots=True)
class Complexity:
    """How much is selected, with all fragments expanded, whatever `@skip` and `@include` say.

    `depth` is how many fields lie below each other, `aliases` how many have one. `fields` counts fields, inline
    fragments and spreads of fragments: the steps of a walk that expands them. Introspection counts as all else.
    """

    depth: int = 0
    aliases: int = 0
    fields: int = 0


@dataclass(slots=True)
class _Definition:
    """What an operation or a fragment selects by itself, and how deep it spreads which fragments."""

    node: OperationDefinitionNode | FragmentDefinitionNode
    depth: int = 0
    aliases: int = 0
    fields: int = 0
    spreads: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        waiting = [(self.node.selection_set, 0)]
        while waiting:
            selections, above = waiting.pop()
            self.fields += len(selections.selections)
            for node in selections.selections:
                if isinstance(node, FieldNode):
                    self.depth = max(self.depth, above + 1)
                    self.aliases += node.alias is not None
                    if node.selection_set:
                        waiting.append((node.selection_set, above + 1))
                elif isinstance(node, FragmentSpreadNode):
                    self.spreads.append((node.name.value, above))
                elif isinstance(node, InlineFragmentNode):
                    waiting.append((node.selection_set, above))

    def expanded(self, known: Mapping[str, Complexity]) -> Complexity:
        """What is selected with the fragments; one that is not known counts nothing but its spread."""
        depth, aliases, fields = self.depth, self.aliases, self.fields
        for name, above in self.spreads:
            spread = known.get(name, _NOTHING)
            depth, aliases, fields = max(depth, above + spread.depth), aliases + spread.aliases, fields + spread.fields
        return Complexity(depth, min(aliases, SATURATED), min(fields, SATURATED))


class Definitions:
    """The operations and fragments of a document."""

    def __init__(self, document: DocumentNode) -> None:
        nodes = [
            node for node in document.definitions if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode)
        ]
        self._all = [_Definition(node) for node in nodes]
        fragments = [found for found in self._all if isinstance(found.node, FragmentDefinitionNode)]
        self._fragments = {found.node.name.value: found for found in fragments if found.node.name}
        spread = {name for found in self._all for name, _ in found.spreads}
        targets = {id(found) for name, found in self._fragments.items() if name in spread}
        self._roots = [found for found in self._all if id(found) not in targets]
        """Operations, and fragments that nothing spreads: validation walks those as well before it refuses them."""

    def complexity(self) -> Complexity:
        """The greatest depth, and the sums of all operations, and of all fragments that nothing spreads.

        Raises:
            graphlib.CycleError: a fragment is spread within itself; the names of the cycle are its second argument.
        """
        spreads = {name: [spread for spread, _ in found.spreads] for name, found in self._fragments.items()}
        known: dict[str, Complexity] = {}
        for name in TopologicalSorter(spreads).static_order():
            if name in self._fragments:
                known[name] = self._fragments[name].expanded(known)
        roots = [root.expanded(known) for root in self._roots]
        return Complexity(
            max((root.depth for root in roots), default=0),
            min(sum(root.aliases for root in roots), SATURATED),
            min(sum(root.fields for root in roots), SATURATED),
        )

    def overlaps(self, most: int) -> int:
        """How many pairs of fields of one response key, or of fragments, stand at one place of the answer.

        GraphQL compares them all before it merges any ('Field Selection Merging' in its specification). Counting ends
        soon after `most`. It takes as many steps as the document has fields: their number must be within its limit, and
        no fragment be spread within itself.
        """
        pairs, places = 0, [[root.node.selection_set] for root in self._roots]
        while places and pairs <= most:
            keys, spread = self._merged(places.pop())
            pairs += sum(_pairs(len(nodes)) for nodes in keys.values()) + _pairs(spread)
            below = ([node.selection_set for node in nodes if node.selection_set] for nodes in keys.values())
            places.extend(sets for sets in below if sets)
        return pairs

    def _merged(self, sets: Iterable[SelectionSetNode]) -> tuple[dict[str, list[FieldNode]], int]:
        """The fields of some selections by response key, and how many fragments are spread there."""
        keys: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        waiting = [*sets]
        while waiting:
            for node in waiting.pop().selections:
                if isinstance(node, FieldNode):
                    keys.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
                elif isinstance(node, InlineFragmentNode):
                    waiting.append(node.selection_set)
                elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                    seen.add(node.name.value)
                    if node.name.value in self._fragments:
                        waiting.append(self._fragments[node.name.value].node.selection_set)
        return keys, len(seen)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


_NOTHING = Complexity()
