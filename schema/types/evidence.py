"""Where an edge comes from, as GraphQL shows it."""

import strawberry

from graph.model.elements import Evidence, EvidenceMethod, SourceDocument
from schema.context import Info
from schema.types.declare import TYPES, enum_type, field

MethodEnum = enum_type(
    "EvidenceMethod",
    "How a statement came to be.",
    [
        (EvidenceMethod.STATED.value, "The source states it."),
        (EvidenceMethod.SCANNED.value, "A term of the vocabulary was found in the prose of the source."),
        (EvidenceMethod.PATH.value, "The path of the source says so."),
        (EvidenceMethod.EXACT_NAME.value, "Two things have exactly the same name."),
        (
            EvidenceMethod.SHARED_WORDS.value,
            "Two names have most of their words in common: a candidate, to be checked.",
        ),
        (EvidenceMethod.VOCABULARY.value, "The shared vocabulary says so."),
        (EvidenceMethod.COMPUTED.value, "It was computed from all that the sources say."),
    ],
)


@strawberry.type(name="Source", description="A document that the graph was read from.")
class SourceType:
    """GraphQL's `Source`; its values are `graph.model.elements.SourceDocument`."""

    id: strawberry.ID = strawberry.field(description="Path of the document below the folder it was given in.")
    title: str = strawberry.field(description="What the document is called.")
    sha256: str = strawberry.field(description="SHA-256 of the document, in hexadecimal.")
    licence: str = strawberry.field(description="Under which licence the document may be used.")
    edition: str | None = strawberry.field(description="Its release, as its fiscal year; null where it does not say.")
    redistributable: bool = strawberry.field(description="Whether what it says may be passed on.")


@strawberry.type(name="Evidence", description="Where a statement comes from.")
class EvidenceType:
    """GraphQL's `Evidence`; its values are `graph.model.elements.Evidence`."""

    @field("The document that says so.", SourceType | None)
    def source(self, root: strawberry.Parent[Evidence], info: Info) -> SourceDocument | None:
        return info.context.document(root.source)

    section: str | None = strawberry.field(description="The section of the page.")
    quote: str | None = strawberry.field(description="The words of the source.")
    start: int | None = strawberry.field(description="Where the quote begins: characters before it in the text.")
    end: int | None = strawberry.field(description="Where the quote ends.")
    method: MethodEnum = strawberry.field(description="How the statement came to be.")  # type: ignore[valid-type]
    confidence: float = strawberry.field(description="From 0 to 1; 1 for what the source states itself.")


TYPES["EvidenceType"] = EvidenceType
