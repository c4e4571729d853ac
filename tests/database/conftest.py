"""Fixtures of tests of databases: an empty one for each test."""

from collections.abc import Iterator

import pytest

from graph.database.address import parse_address
from graph.database.connection import Database
from tests.database.fixtures import NewDatabase


@pytest.fixture
def address(new_database: NewDatabase) -> str:
    """The address of an empty database."""
    return new_database()


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """A connection to an empty database."""
    with Database(parse_address(address)) as found:
        yield found
