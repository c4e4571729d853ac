"""Reasons: what two nodes have in common, and how much that weighs.

Stored as text, `EDGE_KIND CURIE WEIGHT`, or `EDGE_KIND word,word WEIGHT` for words that two texts share; a CURIE has a
colon and a word has none.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharedFeature:
    """What two nodes share along edges of a kind: a node, or words of the texts at their ends; `weight` from 0 to 1."""

    edge_kind: str
    curie: str | None
    words: tuple[str, ...]
    weight: float

    def as_text(self) -> str:
        return f"{self.edge_kind} {self.curie or ','.join(self.words)} {self.weight:.6f}"


def parse_shared_feature(text: str) -> SharedFeature:
    """The reason that `as_text` wrote."""
    edge_kind, shared, weight = text.split(" ")
    if ":" in shared:
        return SharedFeature(edge_kind, shared, (), float(weight))
    return SharedFeature(edge_kind, None, tuple(shared.split(",")), float(weight))
