"""What a database must be able to do, as statements that are tried on a small graph of their own before the first push.

Engines that speak openCypher differ in which parts of it they have, and in which values a property may have. What one
lacks is named, all of it at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.database.connection import Database
from graph.model.errors import StatementRefused

_NODE, _KIND = "MedcodeProbe", "MedcodeProbeKind"
_BELOW, _BESIDE = "MEDCODE_PROBE_BELOW", "MEDCODE_PROBE_BESIDE"
_VALUES: dict[str, Any] = {
    "integer": (1 << 40) + 1,
    "fraction": 2.0,
    "flag": False,
    "text": "é \x01\u2028\U0001f480",
    "empty": "",
    "list": ["a", "b"],
    "nothing": [],
}
_WRITE = (
    (f"UNWIND $rows AS row CREATE (n:{_NODE}:{_KIND}) SET n = row",
     {"rows": [{"id": 1, **_VALUES}, {"id": 2}, {"id": 3, "name": "c"}]}),
    (f"UNWIND $rows AS row MATCH (a:{_NODE} {{id: row[0]}}) MATCH (b:{_NODE} {{id: row[1]}}) "
     f"CREATE (a)-[r:{_BELOW} {{place: row[2]}}]->(b)", {"rows": [[1, 2, 1], [2, 3, 2]]}),
    (f"MATCH (a:{_NODE} {{id: 1}}) MATCH (b:{_NODE} {{id: 3}}) "
     f"CREATE (a)-[r:{_BESIDE} {{place: 9, list: $list, absent: $absent}}]->(b)", {"list": ["a", "b"], "absent": None}),
)  # fmt: skip
_REMOVE = f"MATCH (n:{_NODE}) DETACH DELETE n"


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of openCypher: what it is needed for, a statement that has it, and what that gives of the small graph."""

    name: str
    needed_for: str
    statement: str
    expected: list[tuple[Any, ...]]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    writes: bool = False


def _stored(name: str, value: str) -> Feature:
    statement = f"MATCH (n:{_NODE} {{id: 1}}) RETURN n.{value}"
    return Feature(name, "properties of nodes", statement, [(_VALUES[value],)])


FEATURES = (
    _stored("integers of 64 bits", "integer"),
    _stored("fractions that stay fractions", "fraction"),
    _stored("truth values", "flag"),
    _stored("texts of all of Unicode", "text"),
    _stored("empty texts", "empty"),
    _stored("lists of texts", "list"),
    _stored("empty lists", "nothing"),
    Feature(
        "lists as values of edges, `properties(r)`, `keys(r)`, `CASE`",
        "what an edge states",
        f"MATCH (:{_NODE})-[r:{_BELOW}|{_BESIDE}]->() "
        "RETURN collect(CASE WHEN size(keys(r)) > 1 THEN properties(r) END)",
        [([{"place": 9, "list": ["a", "b"]}],)],
    ),
    Feature(
        "two labels, `labels(n)`",
        "the kind of a node",
        f"MATCH (n:{_NODE} {{id: 1}}) UNWIND labels(n) AS label RETURN label ORDER BY label",
        [(_NODE,), (_KIND,)],
    ),
    Feature(
        "`UNWIND` of a list of lists, edges of several types, `collect`",
        "the rows of a level by one statement",
        f"UNWIND $rows AS row MATCH (n:{_NODE} {{id: row[0]}})<-[r:{_BELOW}|{_BESIDE}]-(m:{_NODE}) "
        "WHERE r.place >= row[1] AND r.place < row[2] RETURN n.id, collect([m.id, type(r)]), count(r)",
        [(3, [[1, _BESIDE]], 1)],
        {"rows": [[3, 5, 10]]},
    ),
    Feature(
        "paths of variable length, also of none",
        "the ancestors of a code",
        f"MATCH (:{_NODE} {{id: 1}})-[:{_BELOW}*0..7]->(n:{_NODE}) WITH DISTINCT n RETURN n.id ORDER BY n.id",
        [(1,), (2,), (3,)],
    ),
    Feature(
        "`UNION ALL`",
        "both directions and ancestors by one statement",
        f"MATCH (n:{_NODE} {{id: 1}}) RETURN true AS leaving, n.id AS node "
        f"UNION ALL MATCH (n:{_NODE} {{id: 2}}) RETURN false AS leaving, n.id AS node",
        [(True, 1), (False, 2)],
    ),
    Feature(
        "comparisons with parameters, `IN`, `IS NOT NULL`",
        "filters on rows of 1,000 edges and more",
        f"MATCH (:{_NODE})-[r:{_BESIDE}]->(m:{_NODE}) WHERE r.place >= $least AND r.place <> $other "
        "AND m.name IN $names AND (m.name IS NOT NULL) = $known RETURN m.id",
        [(3,)],
        {"least": 8, "other": 8, "names": ["c", "d"], "known": True},
    ),
    Feature(
        "writing only where a condition holds, and the count of it",
        "a push that goes on where it broke off",
        f"MATCH (n:{_NODE} {{id: 2}}) WHERE n.name = $before WITH n UNWIND $rows AS row "
        f"CREATE (m:{_NODE}) SET m = row RETURN count(*)",
        [(0,)],
        {"before": "c", "rows": [{"id": 4}]},
        writes=True,
    ),
    Feature(
        "`MERGE`",
        "serving another version by one write",
        f"MERGE (n:{_NODE} {{id: $id}}) SET n.name = $name RETURN n.name",
        [("e",)],
        {"id": 5, "name": "e"},
        writes=True,
    ),
)


def check_features(database: Database) -> None:
    """Try each feature, and remove what was written for it.

    Raises:
        StatementRefused: the database lacks some features, which it names.
        StoreError: it is not reached.
    """
    database.write((_REMOVE, {}))
    database.write(*_WRITE)
    lacking = list(_lacking(database))
    database.write((_REMOVE, {}))
    if lacking:
        raise StatementRefused(address=str(database.address), problem="it lacks what is needed", lacks=lacking)


def _lacking(database: Database) -> Iterator[str]:
    for feature in FEATURES:
        try:
            found = _tried(database, feature)
        except StatementRefused as error:
            yield f"{feature.name} ({error.details.get('problem')})"
        else:
            if not _are_alike(found, feature.expected):
                yield f"{feature.name} (it answers {found!r})"


def _tried(database: Database, feature: Feature) -> list[tuple[Any, ...]]:
    if feature.writes:
        return database.write((feature.statement, feature.parameters))
    return database.read(feature.statement, feature.parameters)


def _are_alike(found: Any, expected: Any) -> bool:
    """Whether two values are equal and of the same types: 2 is not 2.0, and 0 is not false."""
    if type(found) is not type(expected) or found != expected:
        return False
    if isinstance(found, list | tuple):
        return all(map(_are_alike, found, expected))
    return not isinstance(found, dict) or all(_are_alike(found[key], expected[key]) for key in expected)
