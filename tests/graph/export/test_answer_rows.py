"""Answers of queries as rows: by hand, and whatever their shape, no leaf is lost."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from graph.export.table.answer_rows import Field, answer_table
from graph.export.table.table import Column, ColumnType, Table

TEXT, INTEGER, NUMBER = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER


def leaf(key: str, declared: ColumnType = TEXT) -> Field:
    return Field(key, declared)


def of(key: str, *fields: Field) -> Field:
    """An object."""
    return Field(key, None, fields)


def many(key: str, *fields: Field, wrapper: bool = False) -> Field:
    """A list of objects."""
    return Field(key, None, fields, is_list=True, is_wrapper=wrapper)


def nodes(key: str, *fields: Field) -> Field:
    """A connection."""
    return of(key, many("nodes", *fields, wrapper=True))


def shown(table: Table) -> tuple[list[str], list[tuple[Any, ...]]]:
    rows = [*table.rows]
    assert table.row_count == len(rows)
    return [column.name for column in table.columns], rows


def test_what_stands_above_a_list_is_repeated() -> None:
    fields = [
        of("meta", leaf("version")),
        nodes("procedures", leaf("name"), nodes("risks", leaf("name"), leaf("code"))),
    ]
    data = {
        "meta": {"version": "1"},
        "procedures": {
            "nodes": [
                {"name": "Cast", "risks": {"nodes": [{"name": "A", "code": "007"}, {"name": "B", "code": None}]}},
                {"name": "Alone", "risks": {"nodes": []}},
            ]
        },
    }
    assert shown(answer_table(fields, data)) == (
        ["meta.version", "procedures.name", "procedures.risks.name", "procedures.risks.code"],
        [("1", "Cast", "A", "007"), ("1", "Cast", "B", None), ("1", "Alone", None, None)],
    )


def test_lists_beside_each_other_are_stacked() -> None:
    fields = [nodes("procedures", leaf("name"), nodes("risks", leaf("name")), many("steps", leaf("number", INTEGER)))]
    data = {
        "procedures": {
            "nodes": [
                {"name": "Cast", "risks": {"nodes": [{"name": "A"}, {"name": "B"}]}, "steps": [{"number": 1}]},
                {"name": "Splint", "risks": {"nodes": []}, "steps": [{"number": 2}]},
                {"name": "Rest", "risks": {"nodes": []}, "steps": []},
            ]
        }
    }
    assert shown(answer_table(fields, data)) == (
        ["branch", "procedures.name", "procedures.risks.name", "procedures.steps.number"],
        [
            ("procedures.risks", "Cast", "A", None),
            ("procedures.risks", "Cast", "B", None),
            ("procedures.steps", "Cast", None, 1),
            ("procedures.steps", "Splint", None, 2),
            ("procedures", "Rest", None, None),
        ],
    )


def test_nothing_is_a_table_without_rows() -> None:
    fields = [of("risk", leaf("name"), nodes("procedures", leaf("name")))]
    answers: list[Any] = [None, {"risk": None}, {"risk": {"name": None, "procedures": {"nodes": []}}}]
    for data in answers:
        assert shown(answer_table(fields, data)) == (["risk.name", "risk.procedures.name"], [])


def test_a_parent_whose_object_is_null_keeps_its_row() -> None:
    fields = [many("hits", leaf("text"), of("node", leaf("name")))]
    data = {"hits": [{"text": "x", "node": None}, None, {"text": None, "node": {"name": "N"}}]}
    assert shown(answer_table(fields, data))[1] == [("x", None), (None, None), (None, "N")]


def test_a_list_of_scalars_is_one_cell() -> None:
    fields = [many("risks", leaf("synonyms"), leaf("score", NUMBER), leaf("is_new", ColumnType.BOOLEAN))]
    data = {"risks": [{"synonyms": ["a", "b,c"], "score": 1, "is_new": False}, {"synonyms": [], "score": None}]}
    assert shown(answer_table(fields, data))[1] == [('["a","b,c"]', 1.0, False), ("[]", None, None)]
    assert answer_table(fields, data).columns[1] == Column("risks.score", NUMBER)


def test_texts_that_look_like_numbers_are_texts() -> None:
    table = answer_table([many("codes", leaf("code"))], {"codes": [{"code": "1E5"}, {"code": "007"}, {"code": ""}]})
    assert [*table.rows] == [("1E5",), ("007",), ("",)]


def test_lists_in_lists_are_read_one_after_the_other() -> None:
    data = {"rows": [[{"a": "1"}, {"a": "2"}], [], [{"a": "3"}]]}
    assert [*answer_table([many("rows", leaf("a"))], data).rows] == [("1",), ("2",), ("3",)]


def test_wrappers_stay_in_names_that_would_be_the_same() -> None:
    both = of(
        "risks",
        many("nodes", leaf("name"), wrapper=True),
        many("edges", Field("node", None, (leaf("name"),), is_wrapper=True), wrapper=True),
        leaf("totalCount", INTEGER),
    )
    data = {"risks": {"nodes": [{"name": "A"}], "edges": [{"node": {"name": "A"}}], "totalCount": 1}}
    assert shown(answer_table([both], data)) == (
        ["branch", "risks.nodes.name", "risks.edges.node.name", "risks.totalCount"],
        [("risks.nodes", "A", None, 1), ("risks.edges", None, "A", 1)],
    )


def test_a_field_that_is_called_branch_keeps_its_name() -> None:
    fields = [leaf("branch"), many("a", leaf("x")), many("b", leaf("x"))]
    names, rows = shown(answer_table(fields, {"branch": "own", "a": [{"x": "1"}], "b": [{"x": "2"}]}))
    assert names == ["branch_", "branch", "a.x", "b.x"]
    assert rows == [("a", "own", "1", None), ("b", "own", None, "2")]


KEYS = ("a", "b", "nodes", "branch")
LEAVES = st.builds(Field, st.sampled_from(KEYS), st.sampled_from([TEXT, INTEGER]))


def _objects(fields: st.SearchStrategy[Field]) -> st.SearchStrategy[Field]:
    inner = st.lists(fields, min_size=1, max_size=3, unique_by=lambda field: field.key).map(tuple)
    return st.builds(Field, st.sampled_from(KEYS), st.none(), inner, st.booleans(), st.booleans())


FIELDS = st.lists(
    st.recursive(LEAVES, _objects, max_leaves=8), min_size=1, max_size=3, unique_by=lambda field: field.key
)


@st.composite
def answers(draw: st.DrawFn) -> tuple[list[Field], dict[str, Any]]:
    """Fields with an answer to them; each text is there once, so that it can be looked for."""
    fields, count = draw(FIELDS), iter(range(10_000))

    def value(field: Field) -> Any:
        if field.type is not None:
            number = next(count)
            return draw(st.sampled_from([number if field.type is INTEGER else str(number), None]))
        if field.is_list:
            return [item(field.fields) for _ in range(draw(st.integers(0, 3)))]
        return item(field.fields)

    def item(inner: Sequence[Field]) -> dict[str, Any] | None:
        return {field.key: value(field) for field in inner} if draw(st.integers(0, 9)) else None

    return fields, {field.key: value(field) for field in fields}


def leaves(fields: Sequence[Field], value: Any) -> Iterator[Any]:
    """All leaves of an answer that are there."""
    if isinstance(value, list):
        for one in value:
            yield from leaves(fields, one)
    elif isinstance(value, Mapping):
        for field in fields:
            if field.type is not None:
                yield from [value[field.key]] if value[field.key] is not None else []
            else:
                yield from leaves(field.fields, value[field.key])


def innermost(fields: Sequence[Field], value: Any) -> int:
    """How many elements of lists have no elements below them; 1 for an answer without any."""

    def elements(fields: Sequence[Field], value: Any) -> Iterator[tuple[Sequence[Field], Any]]:
        for field in fields if isinstance(value, Mapping) else ():
            if isinstance(value[field.key], list):
                yield from ((field.fields, one) for one in value[field.key])
            elif field.type is None:
                yield from elements(field.fields, value[field.key])

    return sum(innermost(*one) for one in elements(fields, value)) or 1


@given(answers())
def test_no_leaf_is_lost_and_none_is_made(answer: tuple[list[Field], dict[str, Any]]) -> None:
    fields, data = answer
    table = answer_table(fields, data)
    names, rows = shown(table)
    assert len(set(names)) == len(names)
    said = [*leaves(fields, data)]
    in_rows = Counter(cell for row in rows for cell in row if cell is not None)
    assert {cell for cell in in_rows if not isinstance(cell, str) or cell.isdigit()} == set(said)
    assert len(rows) == innermost(fields, data) or (not rows and not said)
    assert all(isinstance(cell, str | int | None) for row in rows for cell in row)
    orjson.dumps(rows)


@given(answers())
def test_leaves_come_in_the_order_of_the_answer(answer: tuple[list[Field], dict[str, Any]]) -> None:
    """Where a column goes on, so does the answer: values were numbered in its order."""
    _, rows = shown(answer_table(*answer))
    for column in zip(*rows, strict=True):
        numbers = [int(cell) for cell in column if cell is not None and str(cell).isdigit()]
        assert numbers == sorted(numbers)
