"""What a database needs before the first push: unique keys, and that it stores what the graph has.

Engines differ in how a unique key or an index is declared, and in which values a property may have; both are tried.
"""

from typing import Any

from graph.database.connection import Database
from graph.database.layout import KEYS
from graph.model.errors import StatementRefused

_KEY_FORMS = (
    "CREATE CONSTRAINT medcode_{label} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE",
    "CREATE INDEX medcode_{label}_{key} IF NOT EXISTS FOR (n:{label}) ON (n.{key})",
    "CREATE INDEX ON :{label}({key})",
)
"""Of Neo4j from 4.4 on and ArcadeDB, whose constraints bring an index; of engines whose constraints bring none; and the
older form. All are tried, and one that is refused is passed over if another one is accepted."""
_VALUES: dict[str, Any] = {
    "number": (1 << 40) + 1,
    "fraction": 2.0,
    "flag": False,
    "text": "é \x01\u2028\U0001f480",
    "empty": "",
    "list": ["a", "b"],
    "nothing": [],
}
_PROBE = "MedcodeProbe"
_WRITE = (
    f"CREATE (a:{_PROBE}) SET a = $values CREATE (b:{_PROBE}) "
    f"CREATE (a)-[r:MEDCODE_PROBE {{list: $values.list, absent: $absent}}]->(b) "
    "RETURN properties(a), properties(r)"
)
_READ = f"MATCH (a:{_PROBE})-[r:MEDCODE_PROBE]->() RETURN properties(a), properties(r)"
_REMOVE = f"MATCH (n:{_PROBE}) DETACH DELETE n"


def create_keys(database: Database) -> None:
    """Declare the unique keys by which all is looked up; those that are there stay.

    Raises:
        StatementRefused: the database takes none of the ways to declare one.
        StoreError: it is not reached.
    """
    for label, key in KEYS:
        _create_key(database, label, key)


def _create_key(database: Database, label: str, key: str) -> None:
    refused = list[StatementRefused]()
    for form in _KEY_FORMS:
        try:
            database.define(form.format(label=label, key=key))
        except StatementRefused as error:
            refused.append(error)
    if len(refused) == len(_KEY_FORMS):
        raise refused[0]


def check_values(database: Database) -> None:
    """Write one value of each type, read it back, and remove it.

    Raises:
        StatementRefused: the database stores another value, or none.
        StoreError: it is not reached.
    """
    database.write((_REMOVE, {}))
    database.write((_WRITE, {"values": _VALUES, "absent": None}))
    found = database.read(_READ)
    database.write((_REMOVE, {}))
    expected = [(_VALUES, {"list": _VALUES["list"]})]
    if found == expected and not isinstance(found[0][0]["fraction"], int):
        return
    stored = found[0][0] if found else {}
    differing = sorted(name for name, value in _VALUES.items() if stored.get(name) != value) or ["edge"]
    raise StatementRefused(
        address=str(database.address), problem="it stores other values than it is given", values=differing
    )
