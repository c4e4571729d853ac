"""What is to be said of a query besides its hits: a number of a system that is not loaded, what was read otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model.data_advice import put_into
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS


class NoticeKind(StrEnum):
    """What a notice is about."""

    LICENSED_CODE = "licensed code"
    CODE_NOT_LOADED = "code not loaded"
    UNKNOWN_CODE = "unknown code"
    READ_AS = "read as"
    MEANINGS = "meanings"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be said, in a sentence; `suggestions` are queries that may be meant instead."""

    kind: NoticeKind
    message: str
    suggestions: Sequence[str] = ()


def unshipped(prefix: str, written: str, twin: str | None) -> Notice:
    """A number that looks like one of a system that is not loaded."""
    system = CODE_SYSTEMS[prefix]
    revision = 9 if twin and twin[0].isdigit() else 10
    besides = f" As a code of ICD-{revision}-CM it is written {twin}." if twin else ""
    suggestions = (twin,) if twin else ()
    if system.licensed:
        message = (
            f"'{written}' looks like a {prefix} code. The {system.publisher} licenses these, so none are shipped; "
            f"{put_into('codes', 'your own file')}."
        )
        return Notice(NoticeKind.LICENSED_CODE, message + besides, suggestions)
    advice = put_into("codes", "the official file")
    message = f"'{written}' looks like a code of {prefix}, of which none are loaded; {advice}."
    return Notice(NoticeKind.CODE_NOT_LOADED, message + besides, suggestions)


def unknown(written: str, nearest: Sequence[str] = ()) -> Notice:
    """A number that has the form of a code, but is none, and the codes that may be meant."""
    instead = f"; nearest: {', '.join(nearest)}" if nearest else ""
    return Notice(NoticeKind.UNKNOWN_CODE, f"No code system that is loaded has '{written}'{instead}.", tuple(nearest))


def read_as(written: str, code: str) -> Notice:
    """A code with a letter for a digit, or the other way round."""
    message = f"'{written}' was read as {code}: letters and digits that look alike are taken for each other."
    return Notice(NoticeKind.READ_AS, message, (code,))


def meanings(written: str, found: Sequence[str]) -> Notice:
    """An abbreviation of several things."""
    return Notice(NoticeKind.MEANINGS, f"'{written}' stands for: {'; '.join(found)}.", tuple(found))
