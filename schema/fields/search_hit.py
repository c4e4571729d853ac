"""A hit of a search as GraphQL shows it: the node, how it was found, and what else it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import strawberry

from graph.model.elements import Node
from graph.search.entry import Field
from graph.search.match_type import MatchType as IndexMatch
from graph.search.search_types import Hit
from graph.store.same_thing import SameThing, same_things
from schema.context import Info, Request
from schema.types.declare import enum_type
from schema.types.declare import field as resolver_field
from schema.types.node import NodeInterface

MatchType = enum_type(
    "MatchType",
    "How a hit was found.",
    [
        (
            IndexMatch.EXACT_CODE.name,
            "The query is its code or CURIE, with or without dots and the name of the code system.",
        ),
        (IndexMatch.EXACT_LABEL.name, "The query is its name."),
        (
            IndexMatch.SYNONYM.name,
            "The query is another name of it: a synonym, an inclusion term, an everyday expression.",
        ),
        (IndexMatch.PREFIX.name, "Its code begins with the query."),
        (IndexMatch.WORDS.name, "It has all words of the query, in any order; the last may be unfinished."),
        (
            IndexMatch.PARAPHRASE.name,
            "It has all words, some of them said otherwise: an abbreviation, an everyday expression, another spelling.",
        ),
        (IndexMatch.FUZZY.name, "It has all words, at least one of them mistyped, or is a code that looks alike."),
        (IndexMatch.SOME_WORDS.name, "It has some of the words."),
    ],
)
SearchField = enum_type(
    "SearchField",
    "What of a node a search has met.",
    [
        (Field.CODE.value, "Its code."),
        (Field.NAME.value, "Its name."),
        (Field.SYNONYM.value, "A synonym or inclusion term."),
        (Field.INDEX.value, "A term of an alphabetic index that leads to it."),
        (Field.EVERYDAY.value, "An everyday expression that means the same."),
        (Field.MAPPED.value, "A name of what a mapping says to be exactly the same."),
        (Field.NEARLY.value, "An everyday expression that means nearly the same."),
        (Field.RELATED.value, "An everyday expression for something broader, narrower or related."),
        (Field.DESCRIPTOR.value, "An official or short descriptor."),
        (Field.INCLUDES.value, "What the classification says it includes."),
        (Field.TEXT.value, "A line of its page or of its definition."),
    ],
)


@strawberry.type(name="SameThing", description="What pages name, and a code or a page is.")
class SameThingType:
    """GraphQL's `SameThing`; its values are `graph.store.same_thing.SameThing`."""

    node: NodeInterface = strawberry.field(description="The node: an indication, a risk, an alternative …")
    procedures: int = strawberry.field(description="How many procedures name it.")


@dataclass(slots=True)
class HitValue:
    """A hit with its node, or its number (see `Request`)."""

    node: Node | int | None
    hit: Hit

    @property
    def score(self) -> float:
        return self.hit.score

    @property
    def match_type(self) -> str:
        return self.hit.match_type.name

    @property
    def field(self) -> Field:
        return self.hit.field

    @property
    def text(self) -> str:
        return self.hit.text

    @property
    def words(self) -> Sequence[str]:
        return self.hit.words


def hits_with_nodes(request: Request, hits: Sequence[Hit]) -> list[HitValue]:
    """Hits with their nodes."""
    request.charge_items(1 + len(hits))
    request.charge_rows(len(hits))
    if request.accepts_numbers and all(hit.number >= 0 for hit in hits):
        return [HitValue(hit.number, hit) for hit in hits]
    return [HitValue(request.store.node(hit.curie), hit) for hit in hits]


@strawberry.type(name="SearchHit", description="A node that was found, and why.")
class SearchHit:
    """GraphQL's `SearchHit`; its values are `HitValue`."""

    node: NodeInterface | None = strawberry.field(description="The node.")
    score: float = strawberry.field(description="Higher is better: up to about 1.2 for words, more than 2 for a code.")
    match_type: MatchType = strawberry.field(description="How it was found.")  # type: ignore[valid-type]
    field: SearchField = strawberry.field(description="What of the node matched.")  # type: ignore[valid-type]
    text: str = strawberry.field(description="The text that matched.")
    words: list[str] = strawberry.field(description="The words of the text that matched, as they are written in it.")

    @resolver_field("What pages name that is this very thing, so that this hit stands for it.", list[SameThingType])
    def same_as(self, root: strawberry.Parent[HitValue], info: Info) -> Sequence[SameThing]:
        found = same_things(info.context.store, root.hit.curie)
        info.context.charge_items(len(found))
        info.context.charge_rows(sum(1 + thing.procedures for thing in found))
        return found
