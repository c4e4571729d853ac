"""The kinds of notes in a classification: where their texts are kept, and which edges lead to the codes they name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.model.ontology.types import Property, PropertyType, Searched


@dataclass(frozen=True, slots=True)
class NoteKind:
    """A kind of note.

    `property` is the property of the entry at which a note stands that has its text. An edge of the kind `edge`, with
    `edge_properties`, leads from there to each code that the note names; its evidence quotes the note. `searched` notes
    are names or descriptions of the entry, and read as properties too.
    """

    name: str
    property: str
    description: str
    edge: str
    edge_properties: Mapping[str, str] = field(default_factory=dict)
    searched: Searched | None = None


NOTE_KINDS = (
    NoteKind(
        "excludes1",
        "excludes1_notes",
        "What is never reported together with it.",
        "EXCLUDES",
        {"excludes_type": "excludes1"},
    ),
    NoteKind(
        "excludes2",
        "excludes2_notes",
        "What is no part of it, and may be reported together with it.",
        "EXCLUDES",
        {"excludes_type": "excludes2"},
    ),
    NoteKind("code_first", "code_first_notes", "What is reported before it.", "CODE_FIRST"),
    NoteKind("use_additional", "use_additional_notes", "What is reported after it, if it is there.", "USE_ADDITIONAL"),
    NoteKind("code_also", "code_also_notes", "What is reported too, in either order.", "CODE_ALSO"),
    NoteKind(
        "includes", "includes", "What the classification says it includes.", "MENTIONS", searched=Searched.INCLUDES
    ),
    NoteKind("inclusion_term", "synonyms", "Other names of the same thing.", "MENTIONS", searched=Searched.SYNONYM),
    NoteKind("general", "general_notes", "How it is used, and what its words mean.", "MENTIONS"),
    NoteKind(
        "seventh_character",
        "seventh_character_notes",
        "The seventh characters that are added to the codes below it, and what they mean.",
        "MENTIONS",
    ),
)
NOTE_PROPERTIES = tuple(
    Property(
        kind.property,
        kind.description,
        PropertyType.STRINGS,
        searched=kind.searched,
        shown_only=kind.searched is None,
        is_note=kind.searched is None,
    )
    for kind in NOTE_KINDS
)
