"""The unique keys that a database needs before the first push. Engines differ in how one is declared."""

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
