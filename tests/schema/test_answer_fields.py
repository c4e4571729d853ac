"""Answers of real queries as tables: fragments, aliases, what is skipped, types of columns."""

from typing import Any

import pytest

from graph.export.table.table import ColumnType, Table
from graph.ingest.build import build
from graph.model.elements import Node, Value
from graph.model.errors import LicensedTexts
from graph.model.limits import Limits
from graph.store import GraphStore
from schema.create_schema import create_schema
from schema.touched_subgraph import QuerySubgraphs, RefusedQueryError
from serving.stored_operations import StoredOperation, stored_operations
from tests.conftest import store_of
from tests.world import DOCUMENT, World

LIMITS = Limits()
TOUCHING = QuerySubgraphs(create_schema(LIMITS), LIMITS)


def table_of(store: GraphStore, query: str, **variables: Any) -> Table:
    answer = TOUCHING.part(store, query, variables, None, as_table=True).answer
    assert answer is not None
    return answer


def shown(table: Table) -> list[tuple[Any, ...]]:
    return [tuple(column.name for column in table.columns), *table.rows]


def test_procedures_with_their_risks(store: GraphStore) -> None:
    query = "{ procedures { nodes { curie code risks { edges { position node { name } } } } } }"
    assert shown(table_of(store, query)) == [
        ("procedures.curie", "procedures.code", "procedures.risks.position", "procedures.risks.name"),
        ("CPT:00100", "00100", 0, "Skin sore"),
        ("CPT:00100", "00100", 1, "Infection"),
        ("PAGE:cast", None, 0, "Infection"),
        ("PAGE:cast", None, 1, "Stiffness"),
        ("PAGE:splint", None, 0, "Stiffness"),
        ("PAGE:splint", None, 1, "Skin sore"),
        ("HCPCS:A0001", "A0001", None, None),
    ]


def test_fragments_aliases_and_types(store: GraphStore) -> None:
    query = """
        query One($more: Boolean = false) { node: byCurie(curie: "PAGE:cast") { ...Named ... on Procedure {
            minutes: durationMinMinutes isStub kind steps { nodes { number text @include(if: $more) } } }
          ... on Risk { synonyms } } }
        fragment Named on Node { __typename name }"""
    table = table_of(store, query)
    names, *rows = shown(table)
    assert names == (
        "node.__typename", "node.name", "node.minutes", "node.isStub", "node.kind", "node.steps.number", "node.synonyms"
    )  # fmt: skip
    assert rows == [("Procedure", "Cast", 30, False, "PROCEDURE", number, None) for number in (1, 2, 3)]
    types = [ColumnType.TEXT, ColumnType.TEXT, ColumnType.INTEGER, ColumnType.BOOLEAN, ColumnType.TEXT]
    assert [column.type for column in table.columns] == [*types, ColumnType.INTEGER, ColumnType.TEXT]
    longer = table_of(store, query, more=True)
    assert [column.name for column in longer.columns][6] == "node.steps.text"


def test_one_key_selected_twice_is_one_column(store: GraphStore) -> None:
    once, again = "{ name procedures { totalCount } }", "{ procedures { nodes { name } } }"
    query = f'{{ risk(slug: "infection") {once} risk(slug: "infection") {again} }}'
    names = shown(table_of(store, query))[0]
    assert names == ("risk.name", "risk.procedures.totalCount", "risk.procedures.name")


NO_CONNECTIONS = ("path", "neighborhood", "verifyText")
"""Fields with `nodes` that are no connections."""


@pytest.mark.parametrize("operation", stored_operations().values(), ids=[*stored_operations()])
def test_every_stored_query_is_a_table(store: GraphStore, operation: StoredOperation) -> None:
    try:
        table = table_of(store, operation.text)
    except RefusedQueryError:
        pytest.skip("it asks for nodes that this graph does not have")
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(len(row) == len(names) for row in table.rows)
    without_paths = [name for name in names if not name.startswith(NO_CONNECTIONS)]
    assert not [name for name in without_paths if ".nodes." in name or ".edges.node." in name]


def test_variables_are_not_called_like_parameters_of_tables() -> None:
    from graphql import parse  # noqa: PLC0415

    from schema.documents.variables import declared_variables  # noqa: PLC0415

    assert all("as" not in declared_variables(parse(one.text)) for one in stored_operations().values())


def test_a_table_without_errors_or_none(store: GraphStore) -> None:
    with pytest.raises(RefusedQueryError):
        table_of(store, '{ byCurie(curie: "x") { name } }')


def test_licensed_texts_come_only_if_asked_for() -> None:
    texts: dict[str, Value] = {"descriptor": "Secret words", "licensed": ("name", "descriptor"), "slug": "s"}
    node = Node("CPT:00200", "Procedure", "Secret words", texts)
    store = store_of(build([World(items=[node], documents=[DOCUMENT])]).graph)
    query = "{ procedures { nodes { name } } }"
    with pytest.raises(LicensedTexts):
        table_of(store, query)
    part = TOUCHING.part(store, query, {}, None, as_table=True, licensed=True)
    assert part.answer is not None
    assert [*part.answer.rows] == [("Secret words",)]
    assert TOUCHING.part(store, query, {}, None).answer is None
