"""What an engine lacks is named, all of it, before anything of a graph is written."""

from collections.abc import Mapping
from typing import Any

import pytest

from graph.database.connection import Database, Row, Statement
from graph.database.engine_features import FEATURES, check_features
from graph.model.errors import StatementRefused


class WithoutSome:
    """A database that answers as is expected, but for one feature that it refuses, and one whose value it changes."""

    address = "bolt://engine/database"

    def __init__(self) -> None:
        self.written: list[str] = []

    def read(self, statement: str, parameters: Mapping[str, Any]) -> list[Row]:
        (feature,) = (one for one in FEATURES if one.statement == statement)
        if "fractions" in feature.name:
            return [(2,)]
        if feature.name == "`UNION ALL`":
            raise StatementRefused(problem="Syntax error")
        return feature.expected

    def write(self, *statements: Statement) -> list[Row]:
        self.written += [statement for statement, _ in statements]
        return next((one.expected for one in FEATURES if one.statement == statements[0][0]), [])


def test_the_database_of_the_tests_has_each_feature(database: Database) -> None:
    check_features(database)
    assert database.read("MATCH (n) RETURN count(n)") == [(0,)]


def test_all_that_is_lacking_is_named_and_nothing_is_left() -> None:
    engine = WithoutSome()
    with pytest.raises(StatementRefused) as caught:
        check_features(engine)  # type: ignore[arg-type]
    assert caught.value.details["lacks"] == [
        "fractions that stay fractions (it answers [(2,)])", "`UNION ALL` (Syntax error)",
    ]  # fmt: skip
    assert engine.written[0] == engine.written[-1] == "MATCH (n:MedcodeProbe) DETACH DELETE n"
