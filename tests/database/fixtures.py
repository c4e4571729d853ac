"""Databases for tests: of an ArcadeDB that is started for the session, or the one that MEDCODE_TEST_DATABASE names."""

import os
from collections.abc import Callable, Iterator

import pytest

from graph.database.address import parse_address
from graph.database.connection import Database
from tests.database.arcade import DatabaseServer, arcade_server, why_not_here

VARIABLE = "MEDCODE_TEST_DATABASE"
NewDatabase = Callable[[], str]
"""Gives the address of an empty database, with user and password."""


def require_arcade() -> None:
    """Skip a test where ArcadeDB cannot be started; in CI it must be."""
    reason = why_not_here()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def database_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DatabaseServer]:
    """ArcadeDB, started once."""
    if os.environ.get(VARIABLE):
        pytest.skip(f"{VARIABLE} names another database")
    require_arcade()
    with arcade_server(tmp_path_factory.mktemp("arcade")) as server:
        yield server


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Gives empty databases; the one of `MEDCODE_TEST_DATABASE` is emptied each time."""
    address = os.environ.get(VARIABLE)
    if not address:
        create: NewDatabase = request.getfixturevalue("database_server").create
        return create

    def emptied() -> str:
        with Database(parse_address(address)) as database:
            database.write(("MATCH (n) DETACH DELETE n", {}))
        return address

    return emptied
