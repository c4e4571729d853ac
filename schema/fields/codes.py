"""The field of `Query` that answers for many codes at once, as people have them."""

from dataclasses import dataclass
from typing import Annotated

import strawberry

from graph.model.elements import Node
from graph.model.errors import InvalidArgument
from graph.model.limits import Limits
from graph.store.written_codes import WrittenCode, read_written_code
from graph.traversal.code_validity import Validity, ValidityStatus, was_whole_code
from schema.context import Info
from schema.fields.code_validity import validity_of
from schema.node_lookup import nodes_by_number
from schema.types.declare import TYPES, field
from schema.types.node import CodedInterface
from schema.types.properties import Day

_VALIDITY = TYPES["CodeValidity"]
_ROWS = 4
"""Looking for a code takes about as long as looking at so many rows; one that is unknown ten times that."""


@dataclass(frozen=True, slots=True)
class CheckedCode:
    """A code of the list, the node that it means and that node on the day."""

    written: WrittenCode
    node: Node | None
    validity: Validity | None


def is_billable(node: Node, validity: Validity) -> bool | None:
    """Whether a code can be reported as it is on a day; None where sources do not say."""
    if node.kind == "Diagnosis" and not was_whole_code(node.properties):
        return False
    return is_valid(validity)


def is_valid(validity: Validity) -> bool | None:
    """Whether the code system has a code on a day; None where sources do not say."""
    return None if validity.status is ValidityStatus.UNKNOWN else validity.status is ValidityStatus.VALID


@strawberry.type(name="CheckedCode", description="A code as it was given, and what it is on the day.")
class CheckedCodeType:
    """GraphQL's `CheckedCode`; its values are `CheckedCode`."""

    @field("The code as it was given.")
    def given(self, root: strawberry.Parent[CheckedCode]) -> str:
        return root.written.given

    @field("The code as it is written officially; null where it has not the form of a code.")
    def normalized(self, root: strawberry.Parent[CheckedCode]) -> str | None:
        return root.written.normalized

    node: CodedInterface | None = strawberry.field(description="The code; null where it is unknown, or of two systems.")
    validity: _VALIDITY | None = strawberry.field(description="The code on the day.")  # type: ignore[valid-type]

    @field("Whether the code system has it on the day; null where it is unknown, or sources do not say.")
    def is_valid(self, root: strawberry.Parent[CheckedCode]) -> bool | None:
        return is_valid(root.validity) if root.validity else None

    @field("Whether it can be reported as it is on the day; null where it is unknown, or sources do not say.")
    def is_billable(self, root: strawberry.Parent[CheckedCode]) -> bool | None:
        return is_billable(root.node, root.validity) if root.node and root.validity else None

    @field("What is reported instead on the day, where it has ended.", list[CodedInterface])
    def replaced_by(self, root: strawberry.Parent[CheckedCode], info: Info) -> list[Node]:
        return nodes_by_number(info.context, root.validity.replaced_by if root.validity else ())

    @field("What is wrong with it, in a sentence; null where nothing is.")
    def problem(self, root: strawberry.Parent[CheckedCode], info: Info) -> str | None:
        return _problem(root, [str(node.properties["code"]) for node in _replacing(root, info)])

    @field("Codes that may be meant, where it is unknown or of two systems.", list[CodedInterface])
    def nearest(self, root: strawberry.Parent[CheckedCode], info: Info) -> list[Node]:
        return nodes_by_number(info.context, root.written.nearest)


def _replacing(root: CheckedCode, info: Info) -> list[Node]:
    graph = info.context.store.topology.graph
    return [graph.node(number) for number in root.validity.replaced_by] if root.validity else []


def _problem(checked: CheckedCode, replacing: list[str]) -> str | None:
    written, node, found = checked.written, checked.node, checked.validity
    if node is None or found is None:
        return written.problem
    code, days = written.normalized, found.days
    if found.status is ValidityStatus.NOT_YET_VALID:
        return f"{code} begins on {days.since}."
    if found.status is ValidityStatus.NO_LONGER_VALID:
        instead = f"; since then {' or '.join(replacing)} is reported" if replacing else ""
        return f"{code} ended on {days.until}{instead}."
    if node.kind == "Diagnosis" and not was_whole_code(node.properties):
        return f"{code} heads other codes and cannot be reported itself."
    if found.status is ValidityStatus.UNKNOWN:
        known = f"sources know of it until {days.reach}" if days.reach else "no source says"
        return f"Whether {code} is valid on {found.day} is not known: {known}."
    return None


def codes(
    info: Info,
    list_: Annotated[
        list[str],
        strawberry.argument(
            name="list",
            description=f"The codes as people have them, {Limits.codes} at most: without points, with spaces, commas \
or the name of their system.",
        ),
    ],
    as_of: Annotated[
        Day | None, strawberry.argument(description="The day; the last that sources know unless given.")
    ] = None,
) -> list[CheckedCode]:
    """What each of some codes is on a day: found, valid, billable, what took its place, what is wrong with it."""
    if len(list_) > Limits.codes:
        raise InvalidArgument(argument="list", count=len(list_), maximum=Limits.codes)
    longest = max(map(len, list_), default=0)
    if longest > Limits.text:
        raise InvalidArgument(argument="list", length=longest, maximum=Limits.text)
    info.context.announce_rows(_ROWS * len(list_))
    return [_checked(info, text, as_of) for text in list_]


def _checked(info: Info, text: str, day: str | None) -> CheckedCode:
    graph = info.context.store.topology.graph
    written = read_written_code(graph, text, Limits.candidates)
    info.context.count(1, 1 + len(written.nearest))
    if written.node is None:
        info.context.announce_rows(10 * _ROWS)
        return CheckedCode(written, None, None)
    node = graph.node(written.node)
    return CheckedCode(written, node, validity_of(info.context, node, day))
