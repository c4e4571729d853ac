"""Codes as people write them: in lower case, without points, with spaces, commas or the name of their system."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model.icd10cm_form import CATEGORY_LENGTH, dotted
from graph.model.ontology.code_node_kinds import CODE_SYSTEMS
from graph.search.code_query import CodeQuery, read_code
from graph.search.notices import unknown, unshipped
from graph.search.unshipped_codes import unshipped_system
from graph.storage.frozen_graph import FrozenGraph

_SYSTEMS = ("ICD10CM", "ICD10PCS", "HCPCS", "CPT")
_SHOWN = 80
"""Characters of what is no code that are shown."""
_EDGES = " \t\r\n,;.'\"()[]"
"""What may stand around a code in a list."""


@dataclass(frozen=True, slots=True)
class WrittenCode:
    """A code as it was given and as it is written officially, and the numbers of the nodes that it can mean.

    `problem` says what is wrong where it means none, or several; `nearest` are then the numbers of codes that may be
    meant.
    """

    given: str
    normalized: str | None
    nodes: tuple[int, ...] = ()
    problem: str | None = None
    nearest: tuple[int, ...] = ()
    unloaded: str | None = None
    """The prefix of its code system, where no codes of that are loaded: then there may be such a code."""

    @property
    def node(self) -> int | None:
        """The node that is meant."""
        return self.nodes[0] if len(self.nodes) == 1 else None


def read_written_code(graph: FrozenGraph, text: str, limit: int) -> WrittenCode:
    """A code of a list; with at most `limit` codes that may be meant instead."""
    bare = text.strip(_EDGES)
    code = read_code(bare)
    if code is None:
        return WrittenCode(text, None, problem=f"'{bare[:_SHOWN]}' has not the form of a code.")
    found = dict(_found(graph, bare, code))
    if len(found) == 1:
        ((number, as_written),) = found.items()
        return WrittenCode(text, as_written, (number,))
    if found:
        problem = f"'{bare}' is a code of several systems: say which, as in '{graph.curie(next(iter(found)))}'."
        return WrittenCode(text, next(iter(found.values())), tuple(found), problem, tuple(found))
    other = _of_other_system(graph, bare, code)
    if other is not None:
        problem = f"'{bare}' is {graph.curie(other)}, {graph.node(other).name}, not a code of {', '.join(_SYSTEMS)}."
        return WrittenCode(text, None, (), problem, (other,))
    system = unshipped_system(bare, code, lambda prefix: _is_loaded(graph, prefix))
    written = _official(code, (system,) if system else _SYSTEMS)
    shown = written or bare[:_SHOWN]
    problem = unshipped(system, shown, None).message if system else unknown(shown).message
    return WrittenCode(text, written, (), problem, tuple(_nearest(graph, code, limit)), system)


def _found(graph: FrozenGraph, bare: str, code: CodeQuery) -> Iterator[tuple[int, str]]:
    """The nodes that a code can mean with the code as it is written; a point is written in ICD-10-CM alone."""
    said = [(prefix, key) for prefix, key in code.system_codes if prefix in _SYSTEMS]
    every = [(prefix, code.key) for prefix in (_SYSTEMS[:1] if "." in bare else _SYSTEMS)]
    for choices in (said, every):
        found = [(number, of) for number, of in (_look_up(graph, *choice) for choice in choices) if number is not None]
        if found:
            yield from found
            return


def _look_up(graph: FrozenGraph, prefix: str, key: str) -> tuple[int | None, str]:
    written = _written(prefix, key)
    return graph.find(f"{prefix}:{written}"), written


def _of_other_system(graph: FrozenGraph, bare: str, code: CodeQuery) -> int | None:
    """The node of a code that is said to be of a system which claims do not report by, such as 'DRG 470'."""
    said = [(prefix, key) for prefix, key in code.system_codes if prefix not in _SYSTEMS]
    numbers = (graph.find(f"{prefix}:{written.upper()}") for prefix, key in said for written in (key, bare))
    return next((number for number in numbers if number is not None), None)


def _official(code: CodeQuery, systems: Sequence[str]) -> str | None:
    """How a code that is not known would be written in some systems; None where it has the form of none of these."""
    said = [(prefix, key) for prefix, key in code.system_codes if prefix in systems]
    for prefix, key in (*said, *((prefix, code.key) for prefix in systems)):
        written = _written(prefix, key)
        if re.fullmatch(CODE_SYSTEMS[prefix].pattern, written):
            return written
    return None


def _written(prefix: str, key: str) -> str:
    return dotted(key.upper()) if prefix == _SYSTEMS[0] else key.upper()


def _is_loaded(graph: FrozenGraph, prefix: str) -> bool:
    start, end = graph.beginning(f"{prefix}:")
    return start < end


def _nearest(graph: FrozenGraph, code: CodeQuery, limit: int) -> list[int]:
    """Codes that may be meant: with letters taken for digits, then the whole codes that begin as it does."""

    def known(key: str) -> bool:
        return any(_look_up(graph, prefix, key)[0] is not None for prefix in _SYSTEMS[:2])

    alike = code.alike(known)
    found = [_look_up(graph, prefix, alike)[0] for prefix in _SYSTEMS[:2]] if alike else []
    first = [number for number in found if number is not None]
    return list(dict.fromkeys([*first, *_beginning(graph, code, limit)]))[:limit]


def _beginning(graph: FrozenGraph, code: CodeQuery, limit: int) -> Sequence[int]:
    """The first codes in use that have the longest beginning of a code in common with it."""
    for key in (key for of, key in (*code.system_codes, ("", code.key)) if of in ("", *_SYSTEMS[:2])):
        for length in range(len(key), CATEGORY_LENGTH - 1, -1):
            for prefix in _SYSTEMS[:2]:
                found = list(_codes_in_use(graph, prefix, key[:length], limit))
                if found:
                    return found
    return ()


def _codes_in_use(graph: FrozenGraph, prefix: str, beginning: str, limit: int) -> Iterator[int]:
    """The codes that begin so, can be reported, and have not ended."""
    start, end = graph.beginning(f"{prefix}:{_written(prefix, beginning)}")
    for number in range(start, end):
        said = graph.node(number).properties
        if limit and not said.get("is_deleted") and (prefix != _SYSTEMS[0] or said.get("is_billable")):
            yield number
            limit -= 1
        if not limit:
            return
