"""The field of diagnoses that has the notes of the classification, those of what is above it, too."""

from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.elements import Node
from graph.model.ontology.note_kinds import NOTE_KINDS
from graph.traversal.coding_notes import CodingNote, codes_of_note, coding_notes, edges_to_read
from schema.context import Info, Request
from schema.types.declare import Argument, computed_field, enum_type, object_type

NoteKindEnum = enum_type("NoteKind", "A kind of note.", [(kind.name, kind.description) for kind in NOTE_KINDS])
_ROWS_OF_A_NODE = 4
"""Reading the notes of one entry takes as long as looking at so many edges."""


def _kind(root: CodingNote, info: Info) -> str:
    return root.kind.name


def _at(root: CodingNote, info: Info) -> Node:
    info.context.charge_rows(1)
    return info.context.store.topology.graph.node(root.at)


def _codes(root: CodingNote, info: Info) -> list[Node]:
    topology = info.context.store.topology
    info.context.announce_rows(edges_to_read(topology, root))
    found = codes_of_note(topology, root)
    info.context.charge_items(len(found))
    return [topology.graph.node(number) for number in found]


object_type(
    "Note",
    "A note of the classification.",
    {
        "kind": computed_field(_kind, "NoteKind", "What kind of note it is.", {}),
        "text": computed_field(lambda root, info: root.text, "str", "Its words.", {}),
        "codes": computed_field(
            _codes, "list[Diagnosis]", "The codes that it names; none where it speaks in words alone.", {}
        ),
        "at": computed_field(_at, "Diagnosis", "The code at which it stands: it holds for all below that, too.", {}),
    },
)


def notes_field() -> StrawberryField:
    """The field `notes` of a diagnosis."""
    arguments = {
        "inherited": Argument(bool | None, "Also those of all above it, which hold for it; so unless false is given."),
        "kinds": Argument(list[NoteKindEnum] | None, "Only these kinds."),  # type: ignore[valid-type]
    }

    def resolve(root: Node, info: Info, **given: Any) -> list[CodingNote]:
        inherited = given.get("inherited", True)
        kinds = [item.value for item in given.get("kinds") or ()]
        return _notes(
            info.context, root, kinds, inherited=inherited is None or inherited is strawberry.UNSET or inherited
        )

    return computed_field(resolve, "list[Note]", "Notes of the classification, the nearest first.", arguments)


def _notes(request: Request, diagnosis: Node, kinds: list[str], *, inherited: bool) -> list[CodingNote]:
    topology = request.store.topology
    (number,) = topology.find([diagnosis.curie]).tolist()
    request.announce_rows(_ROWS_OF_A_NODE)
    found = coding_notes(topology, number, kinds, inherited=inherited)
    request.charge_items(len(found))
    return found
