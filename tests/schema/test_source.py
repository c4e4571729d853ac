"""The source of compiled operations: literals stay literals, loops may nest as deep as a query may."""

import pytest

from schema.compiled.source import Gap, Source, code_of
from schema.limits import Limits
from tests.conftest import ask_compiled, ask_store, store_of
from tests.world import world_graph


@pytest.mark.parametrize("text", ['{"a":"b"}', "it's", "{x}", "\\n", "%s", "'''", "{{}}", "é\u2028"])
def test_a_literal_is_written_as_it_is(text: str) -> None:
    assert Source().function((text,))(0, None) == text


def test_gaps_are_filled_with_texts_and_numbers() -> None:
    source = Source()
    text = '{"a":', Gap("n"), ',"b":"', Gap(source.bind("x")), '"}'
    assert source.function(text)(7, None) == '{"a":7,"b":"x"}'


def test_what_is_bound_twice_has_one_name() -> None:
    source, value = Source(), ["x"]
    assert source.bind(value) == source.bind(value) != source.bind(["x"])


@pytest.mark.parametrize(("numbers", "written"), [([], "[]"), ([1], "[<1>]"), ([1, 2, 3], "[<1>,<2>,<3>]")])
def test_items_have_commas_between_them(numbers: list[int], written: str) -> None:
    source = Source()
    names = source.bind({number: str(number) for number in range(9)})
    one_gap = source.items({"item": source.bind(numbers)}, lambda: ("<", Gap(f"{names}[item]"), ">"))
    assert source.function(("[", one_gap, "]"))(0, None) == written


def test_items_that_need_statements_are_a_loop() -> None:
    source = Source()

    def item() -> tuple[str | Gap, ...]:
        return "<", Gap(source.assign("twice", "str(item * 2)")), ">"

    text = source.items({"item": source.bind([1, 2])}, item)
    assert source.function((text,))(0, None) == "<2>,<4>"


def test_an_expression_is_one_string() -> None:
    assert code_of(("{", Gap("x"), "}'")) == "f'{{{x}}}\\''"


@pytest.mark.parametrize("levels", [1, 6, 9])
def test_relations_may_nest_as_deep_as_a_document_may(levels: int) -> None:
    query = "name"
    for _ in range(levels):
        query = f"risks(first: 1) {{ nodes {{ procedures(first: 1) {{ nodes {{ {query} }} }} }} }}"
    query = f'{{ procedure(slug: "cast") {{ {query} }} }}'
    store = store_of(world_graph())
    compiled, reference = ask_compiled(store, query), ask_store(store, query, limits=Limits())
    assert reference["errors"] == []
    assert compiled is not None
    assert compiled.body.count(b"risks") == levels
