"""The ontology that a snapshot was built with, as its manifest has it, compared with that of this process.

Columns hold kinds by number, and records hold properties by their place. So what was built is read rightly only where
each kind and each property has its place still. Kinds of edges may have been added behind: what is there keeps its
number. Kinds of nodes may not: a column says where each of them begins.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.model.ontology import ONTOLOGY, EdgeKind, NodeKind, Property

OntologyRecord = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
"""`nodes` and `edges`; in each the kinds by name; in each the properties by name: its type, then its values."""


def ontology_record() -> OntologyRecord:
    """The ontology of this process."""
    return {"nodes": _kinds(ONTOLOGY.node_kinds), "edges": _kinds(ONTOLOGY.edge_kinds)}


def _kinds(kinds: Sequence[NodeKind] | Sequence[EdgeKind]) -> dict[str, dict[str, list[str]]]:
    return {kind.name: {item.name: _typed(item) for item in kind.properties} for kind in kinds}


def _typed(declared: Property) -> list[str]:
    return [declared.type.value, *(value for value, _ in declared.values)]


def parsed_record(value: Any) -> OntologyRecord | None:
    """What a manifest has; None where that is of another form."""
    shaped = isinstance(value, dict) and value.keys() == {"nodes", "edges"}
    if not shaped or not all(map(_are_kinds, value.values())):
        return None
    record: OntologyRecord = value
    return record


def _are_kinds(kinds: Any) -> bool:
    if not isinstance(kinds, dict) or not all(isinstance(properties, dict) for properties in kinds.values()):
        return False
    lists = [found for properties in kinds.values() for found in properties.values()]
    return all(isinstance(found, list) and found and all(isinstance(text, str) for text in found) for found in lists)


def difference(built: OntologyRecord) -> str | None:
    """Why a snapshot that was built with this ontology cannot be read with that of this process; None where it can."""
    own = ontology_record()
    for what in ("nodes", "edges"):
        missing = [kind for kind in built[what] if kind not in own[what]]
        if missing:
            return f"it has kinds of {what} that are not declared here: {', '.join(missing)}"
        for kind, properties in built[what].items():
            if not _same_properties(properties, own[what][kind]):
                return f"the properties of {kind} are others than are declared here"
    if [*built["nodes"]] != [*own["nodes"]] or [*built["edges"]] != [*own["edges"]][: len(built["edges"])]:
        return "its kinds are declared in another order here"
    return None


def _same_properties(built: Mapping[str, Sequence[str]], own: Mapping[str, Sequence[str]]) -> bool:
    """Whether properties are the same, in the same order; further values may have been added."""
    if [*built] != [*own]:
        return False
    return all(found[0] == own[name][0] and _has_values(own[name][1:], found[1:]) for name, found in built.items())


def _has_values(own: Sequence[str], built: Sequence[str]) -> bool:
    """Whether all values of a closed set are there; one that is not closed is another type."""
    return bool(own) == bool(built) and set(built) <= set(own)
