"""Whether a code can be reported on a day: the field of diagnoses and procedures, and the day that a lookup gives."""

from datetime import date
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from graph.model.elements import Node
from graph.traversal.code_validity import Validity, ValidityStatus, last_known_day, validity
from schema.context import Info, Request
from schema.types.declare import Argument, computed_field, enum_type, object_type
from schema.types.properties import Day

DATED_KINDS = ("Diagnosis", "Procedure")
"""Kinds of nodes whose codes begin and end."""
_ROWS = 8
"""Finding what took the place of a code takes about as long as looking at so many edges."""
AS_OF = Argument(
    Day | None, "The day; unless given, that of the lookup which found the node, or the last day that sources know."
)

enum_type(
    "ValidityStatus",
    "What sources say of a code on a day.",
    [
        (ValidityStatus.VALID.value, "The code system has it; that a header cannot be reported, `isBillable` says."),
        (ValidityStatus.NOT_YET_VALID.value, "It began later."),
        (ValidityStatus.NO_LONGER_VALID.value, "It ended before; `replacedBy` has what is reported instead."),
        (ValidityStatus.UNKNOWN.value, "The sources do not reach that day; `sourcesReach` is the last they know."),
    ],
)


def _replaced_by(root: Validity, info: Info) -> list[Node]:
    info.context.charge_items(len(root.replaced_by))
    return [info.context.store.topology.graph.node(number) for number in root.replaced_by]


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


object_type(
    "CodeValidity",
    "A code on a day.",
    {
        "status": computed_field(lambda root, info: root.status.value, "ValidityStatus", "What sources say.", {}),
        "as_of": computed_field(lambda root, info: _text(root.day), "Date", "The day.", {}),
        "since": computed_field(
            lambda root, info: _text(root.days.since), "Date | None", "Its first day; null where no source says it.", {}
        ),
        "until": computed_field(
            lambda root, info: _text(root.days.until), "Date | None", "Its last day; null where it has not ended.", {}
        ),
        "replaced_by": computed_field(
            _replaced_by,
            "list[Coded]",
            "What is reported instead on that day, where it is no longer valid: through all changes since it ended.",
            {},
        ),
        "sources_reach": computed_field(
            lambda root, info: _text(root.days.reach),
            "Date | None",
            "The last day that sources know of, where it has not ended.",
            {},
        ),
    },
)


def validity_field() -> StrawberryField:
    """The field `validity` of a diagnosis or procedure."""

    def resolve(root: Node, info: Info, **given: Any) -> Validity:
        day = given.get("as_of")
        asked = None if day is strawberry.UNSET else day
        return validity_of(info.context, root, asked or info.context.day_of(root.curie))

    return computed_field(resolve, "CodeValidity", "Whether it can be reported on a day.", {"as_of": AS_OF})


def validity_of(request: Request, node: Node, day: str | None) -> Validity:
    """A code on a day; on the last day that sources know of its kind where none is given."""
    request.announce_rows(_ROWS)
    topology = request.store.topology
    (number,) = topology.find([node.curie]).tolist()
    return validity(topology, number, date.fromisoformat(day) if day else last_known_day(topology.graph, node.kind))
