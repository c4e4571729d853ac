"""How the graph lies in a database, and the statements over it: labels, types and names of properties.

Nodes have the label `MedcodeNode` and that of their kind, edges the type of their kind; both have the properties of the
ontology under their own names, and those declared here. Two versions of a graph stand side by side: each has a slot, a
number from 1, which is in the `id` of all that belongs to it.

All names in a statement come from the ontology or from here; whatever else varies is a parameter.
"""

import re
from collections.abc import Sequence

from graph.model.ontology import EDGE_KINDS, NODE_KINDS, ONTOLOGY

NODE, EVIDENCE, FILE = "MedcodeNode", "MedcodeEvidence", "MedcodeFile"
VERSION, CURRENT = "MedcodeVersion", "MedcodeCurrent"
"""Labels: of nodes, of lists of evidence and of parts of files, each with an `id`; of versions with a `slot`; of the
node that says which version is served."""
ID, CURIE, NAME = "id", "curie", "name"
"""Properties of a node beside those of the ontology. `id` is made by `database_id` of its number in the columns."""
PLACE, IN_PLACE, PARALLEL, EVIDENCE_LIST, CHECK = "place", "in_place", "parallel", "evidence", "check"
"""Properties of an edge beside those of the ontology: its number in the columns (its place among all that leave), its
place in `in.edges`, its number among those of its kind between its two nodes, the number of its list of evidence, and
the number by which a server sees that nothing of it was changed (see `graph.storage.edge_checks`)."""
RESERVED_OF_NODES, RESERVED_OF_EDGES = (ID, CURIE, NAME), (PLACE, IN_PLACE, PARALLEL, EVIDENCE_LIST, CHECK)
KEYS = ((NODE, ID), (EVIDENCE, ID), (FILE, ID), (VERSION, "slot"), (CURRENT, NAME))
"""The property by which the nodes of each label are looked up; its values are unique."""
CURRENT_NAME = "current"
SLOT_BITS = 32
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def database_id(slot: int, number: int) -> int:
    """The `id` in the database of what has a number in a version."""
    return slot << SLOT_BITS | number


def number_of(identifier: int) -> int:
    """The number in its version of what has an `id` in the database."""
    return identifier & ((1 << SLOT_BITS) - 1)


def slot_of(identifier: int) -> int:
    """The slot of the version of what has an `id` in the database."""
    return identifier >> SLOT_BITS


def ids(slot: int, numbers: Sequence[int]) -> list[int]:
    """`database_id` of several."""
    first = slot << SLOT_BITS
    return [first | number for number in numbers]


def quoted(name: str) -> str:
    """A name of the ontology as a statement has it.

    Raises:
        ValueError: it holds other signs than letters of ASCII, digits and `_`.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot be a name in a statement")
    return f"`{name}`"


LABELS = {kind: quoted(kind) for kind in NODE_KINDS}
TYPES = {kind: quoted(kind) for kind in EDGE_KINDS}

_GUARD = (
    f"MATCH (v:{VERSION} {{slot: $slot}}) WHERE v.state = 'loading' AND v.progress = $before "
    "SET v.progress = $after WITH v UNWIND $rows AS row "
)
"""What precedes each batch: it is written if the progress is still what it was, and moves it on, so that it is written
once, whatever breaks off when; the row that the statement returns says how much was written."""
_COUNT = " RETURN count(*)"


def create_nodes(kind: str) -> str:
    """Of rows that are the properties of nodes of a kind."""
    return f"{_GUARD}CREATE (n:{NODE}:{LABELS[kind]}) SET n = row{_COUNT}"


def create_edges(kind: str) -> str:
    """Of rows with the ids of both ends, the values of `RESERVED_OF_EDGES`, and those of the properties of a kind.

    Without a map for each row a statement takes a third less time; a property that is null is not stored.
    """
    names = (*RESERVED_OF_EDGES, *(declared.name for declared in ONTOLOGY.edges[kind].properties))
    values = ", ".join(f"{quoted(name)}: row[{place}]" for place, name in enumerate(names, 2))
    ends = f"MATCH (a:{NODE} {{id: row[0]}}) MATCH (b:{NODE} {{id: row[1]}})"
    return f"{_GUARD}{ends} CREATE (a)-[r:{TYPES[kind]} {{{values}}}]->(b){_COUNT}"


def create_plain(label: str) -> str:
    """Of rows that are the properties of nodes with one of our own labels."""
    return f"{_GUARD}CREATE (n:{label}) SET n = row{_COUNT}"


READ_NODES = f"UNWIND $ids AS i MATCH (n:{NODE} {{id: i}}) RETURN i, labels(n), properties(n)"
_EDGE = ", ".join(("type(r)", "m.id", *(f"r.{name}" for name in RESERVED_OF_EDGES)))
_HAS_MORE = f"(r.{PLACE} IS NULL) OR (size(keys(r)) > {len(RESERVED_OF_EDGES)})"
READ_EDGES = (
    f"UNWIND $ids AS i MATCH (n:{NODE} {{id: i}})-[r]->(m) "
    f"RETURN i, collect([{_EDGE}, CASE WHEN {_HAS_MORE} THEN properties(r) END])"
)
"""The edges that leave some nodes, a list for each node: of each edge its type, the id of the other end (null where it
is of no version), the values of `RESERVED_OF_EDGES`, and all properties where there are others. A list is read in a
third of the CPU time of rows, and most edges have no other properties."""

READ_FOREIGN_ENDS = (
    f"UNWIND $ids AS i MATCH (n:{NODE} {{id: i}})-[r]->(m) WHERE m.id IS NULL OR m.id < $first OR m.id >= $beyond "
    "RETURN n.curie, type(r), m.curie, properties(r)"
)
"""The edges from some nodes to what is no node of their version; ids of that are from `first` to before `beyond`."""


def read_added_nodes(kind: str) -> str:
    """Nodes of a kind that were not pushed."""
    return f"MATCH (n:{LABELS[kind]}) WHERE n.id IS NULL RETURN n.curie, n.name, properties(n)"


def read_edges_of_added_nodes(kind: str) -> str:
    """The edges that leave such nodes; last is the id of the other end, if that was pushed."""
    return f"MATCH (n:{LABELS[kind]})-[r]->(m) WHERE n.id IS NULL RETURN n.curie, type(r), m.curie, properties(r), m.id"


def read_plain(label: str, *names: str) -> str:
    """The values of some properties of nodes with one of our own labels, by their ids."""
    values = ", ".join(f"n.{name}" for name in names)
    return f"UNWIND $ids AS i MATCH (n:{label} {{id: i}}) RETURN i, {values}"


def delete(label: str) -> str:
    """Nodes with one of our own labels, by their ids, with their edges."""
    return f"UNWIND $ids AS i MATCH (n:{label} {{id: i}}) DETACH DELETE n"
