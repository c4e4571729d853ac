"""A clinical text annotated: what it mentions, what each mention means, and in which context it stands."""

from itertools import islice
from typing import Annotated, NamedTuple

import strawberry

from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.search.clinical_context import ContextCategory
from graph.search.text_mentions import Mention, annotate_mentions, named_spans
from schema.context import Info, Request
from schema.fields.grounding import EXTRA_COST_OF_TERM, GroundingType
from schema.types.declare import enum_type

ROWS_OF_TEXT, ROWS_OF_CHARACTER = 20_000, 50
"""Reading a text takes as long as looking at so many rows, and so many more for each character: work for a thread."""
CategoryEnum = enum_type(
    "ContextCategory",
    "What a text says of something, beside mentioning it.",
    [
        (ContextCategory.NEGATED.value, "It is said to be absent."),
        (ContextCategory.HISTORICAL.value, "It was there before."),
        (ContextCategory.FAMILY.value, "A relative has or had it."),
        (ContextCategory.HYPOTHETICAL.value, "It may come: a risk, a condition, something to watch for or to prevent."),
        (ContextCategory.UNCERTAIN.value, "It is suspected, or to be ruled out."),
    ],
)


@strawberry.type(name="MentionContext", description="The context of a mention, and the words that say so.")
class MentionContextType:
    """GraphQL's `MentionContext`; its values are `graph.search.clinical_context.MentionContext`."""

    category: CategoryEnum = strawberry.field(description="The context.")  # type: ignore[valid-type]
    cue: str = strawberry.field(description="The words that say so.")
    start: int = strawberry.field(description="Where they begin: Unicode code points before them in the text.")
    end: int = strawberry.field(description="Where they end.")


@strawberry.type(name="Mention", description="Words of a text that are a name of something.")
class MentionType:
    """GraphQL's `Mention`; its values are `graph.search.text_mentions.Mention`."""

    text: str = strawberry.field(description="The words.")
    start: int = strawberry.field(description="Where they begin: Unicode code points before them in the text.")
    end: int = strawberry.field(description="Where they end.")
    grounding: GroundingType = strawberry.field(description="What they mean, or why that cannot be said.")
    contexts: list[MentionContextType] = strawberry.field(description="Its contexts; of what is just stated none.")


class AnnotatedText(NamedTuple):
    """What a text mentions, as far as it was looked at."""

    mentions: list[Mention]
    truncated: bool


@strawberry.type(name="AnnotatedText", description="What a text mentions.")
class AnnotatedTextType:
    """GraphQL's `AnnotatedText`; its values are `AnnotatedText`."""

    mentions: list[MentionType] = strawberry.field(description=f"In their order; {Limits.mentions} at most.")
    truncated: bool = strawberry.field(description="Whether there are more mentions.")


Text = Annotated[str, strawberry.argument(description=f"The text: {Limits.annotated_text:,} characters at most.")]


def annotate(info: Info, text: Text) -> AnnotatedText:
    """What a clinical text mentions, and whether that is negated, past, of the family, a possibility or a suspicion."""
    announce_text(info.context, text)
    finder = info.context.store.finder
    spans = [*islice(named_spans(finder, text), Limits.mentions + 1)]
    mentions = spans[: Limits.mentions]
    info.context.announce_rows(0, EXTRA_COST_OF_TERM * len(mentions))
    info.context.charge_items(len(mentions))
    return AnnotatedText(annotate_mentions(finder, text, mentions), len(spans) > len(mentions))


def announce_text(request: Request, text: str) -> None:
    """Announce that a text is read, which may be about a patient, so that no cache keeps the answer.

    Raises:
        InvalidArgument: the text is too long.
    """
    request.keep_private()
    if len(text) > Limits.annotated_text:
        raise InvalidArgument(argument="text", length=len(text), maximum=Limits.annotated_text)
    request.announce_rows(ROWS_OF_TEXT + ROWS_OF_CHARACTER * len(text))
