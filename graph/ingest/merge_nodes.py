"""Merging what several sources say of one node."""

from dataclasses import replace

from graph.model.elements import Node, Properties

_STUB_PROPERTIES = frozenset(("slug", "is_stub"))
"""Properties that every stub (a node that is only referred to) has; other properties of a stub are merged."""


def says_nothing(node: Node) -> bool:
    """Whether a node is a stub that says no more than that it is one."""
    return bool(node.properties.get("is_stub")) and not node.properties.keys() - _STUB_PROPERTIES


def merged(first: Node, second: Node) -> tuple[Node, list[str]]:
    """Two descriptions of a node as one, and the fields in which they contradict each other: there the first counts.

    A stub only adds properties that the description lacks.
    """
    if first.properties.get("is_stub") or second.properties.get("is_stub"):
        return _with_stub(first, second), []
    properties: Properties = {**second.properties, **first.properties}
    fields = [name for name, value in second.properties.items() if properties[name] != value]
    if first.name != second.name:
        fields.append("name")
    return replace(first, properties=properties), fields


def _with_stub(known: Node, node: Node) -> Node:
    first, second = (known, node) if node.properties.get("is_stub") else (node, known)
    added = {name: value for name, value in second.properties.items() if name not in _STUB_PROPERTIES}
    return replace(first, properties={**added, **first.properties})
