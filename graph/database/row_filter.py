"""Conditions as a statement has them: a part of those that a filter has, which lets through all that passes it.

Databases fold letter case otherwise than Python does, and an edge of a wrong type compares otherwise. So only what
compares alike everywhere is sent: numbers, truth values, days, values of a closed set, and CURIEs.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.database.layout import CURIE, quoted
from graph.model.elements import Value
from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY, Property, PropertyType
from graph.storage.edge_source import EdgeCondition

_COMPARED = {"equals": "=", "not_equals": "<>", "at_least": ">=", "at_most": "<=", "any_of": "IN"}
_ORDERED = ("at_least", "at_most")
_MOST_CURIES = 10_000
_NUMBERS = (PropertyType.INTEGER, PropertyType.NUMBER)


def where_clause(conditions: Sequence[EdgeCondition], kinds: Iterable[int]) -> tuple[str, Mapping[str, Any]]:
    """The conditions on the edge `r` of one of these kinds and on the node `m`, each after 'AND', and parameters."""
    parts, parameters = list[str](), dict[str, Any]()
    declared = {True: _edge_properties(kinds), False: _node_properties()}
    for condition in conditions:
        name = f"value{len(parameters)}"
        part = _comparison(condition, declared[condition.of_edge].get(condition.property, ()), name)
        if part:
            parts.append(f" AND {part}")
            parameters[name] = list(condition.value) if isinstance(condition.value, tuple) else condition.value
    return "".join(parts), parameters


def _comparison(condition: EdgeCondition, declared: Sequence[Property], name: str) -> str:
    """The comparison with the parameter of a name; empty where it is not sent."""
    if condition.property == CURIE:
        few = isinstance(condition.value, tuple) and len(condition.value) <= _MOST_CURIES
        return f"m.{CURIE} IN ${name}" if condition.operator == "in" and few and not condition.of_edge else ""
    if not declared:
        return ""
    value = f"{'r' if condition.of_edge else 'm'}.{quoted(condition.property)}"
    if condition.operator == "is_known":
        return f"({value} IS NOT NULL) = ${name}"
    operator = _COMPARED.get(condition.operator)
    alike = operator and all(_compares_alike(item, condition) for item in declared)
    return f"{value} {operator} ${name}" if alike else ""


def _compares_alike(declared: Property, condition: EdgeCondition) -> bool:
    """Whether a database compares a property with the value of a condition as Python does."""
    given = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    if declared.type in _NUMBERS:
        return all(isinstance(value, int | float) and not isinstance(value, bool) for value in given)
    if declared.type is PropertyType.BOOLEAN:
        return condition.operator not in _ORDERED and all(isinstance(value, bool) for value in given)
    if declared.type is PropertyType.DATE:
        return all(isinstance(value, str) for value in given)
    return declared.type is PropertyType.STRING and condition.operator not in _ORDERED and _are_of(declared, given)


def _are_of(declared: Property, given: Sequence[Value]) -> bool:
    """Whether all of some values are of the closed set of a property, as they are written there."""
    known = {value for value, _ in declared.values}
    return bool(known) and all(value in known for value in given)


def _edge_properties(kinds: Iterable[int]) -> Mapping[str, Sequence[Property]]:
    return _by_name(item for kind in kinds for item in ONTOLOGY.edges[EDGE_KINDS[kind]].properties)


def _node_properties() -> Mapping[str, Sequence[Property]]:
    return _by_name(item for kind in NODE_KINDS for item in ONTOLOGY.nodes[kind].properties)


def _by_name(properties: Iterable[Property]) -> Mapping[str, Sequence[Property]]:
    found = dict[str, list[Property]]()
    for item in properties:
        found.setdefault(item.name, []).append(item)
    return found
