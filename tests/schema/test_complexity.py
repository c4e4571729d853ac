"""Counting what a document selects is as good as expanding its fragments, and takes one walk."""

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_introspection_query,
    parse,
)

from schema.documents.complexity import SATURATED, Complexity, Definitions
from tests.schema.hostile_documents import MANY, NESTED, Counted, chain, complete, counted


@pytest.mark.parametrize("text", ["{ ...a0 } " + chain(MANY), "{ ...a0 } " + chain(MANY, "...NEXT"), "{ __typename }"])
def test_each_set_of_selections_is_walked_once(text: str) -> None:
    document, sets = counted(text)
    Definitions(document).complexity()
    assert Counted.walks == sets


def test_a_count_ends_where_it_is_saturated() -> None:
    assert Definitions(parse("{ ...a0 } " + chain(MANY))).complexity() == Complexity(1, 0, SATURATED)


def expanded(document: DocumentNode) -> Complexity:
    """The same of a document with one operation by expanding all fragments, as long as that takes."""
    nodes = document.definitions
    (operation,) = [node for node in nodes if isinstance(node, OperationDefinitionNode)]
    fragments = {node.name.value: node.selection_set for node in nodes if isinstance(node, FragmentDefinitionNode)}

    def of(selections: SelectionSetNode | None) -> Complexity:
        depth = aliases = fields = 0
        for node in selections.selections if selections else ():
            below = Complexity()
            if isinstance(node, FieldNode | InlineFragmentNode):
                below = of(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                below = of(fragments.get(node.name.value))
            depth = max(depth, below.depth + isinstance(node, FieldNode))
            aliases += below.aliases + (isinstance(node, FieldNode) and node.alias is not None)
            fields += 1 + below.fields
        return Complexity(depth, aliases, fields)

    return of(operation.selection_set)


@pytest.mark.parametrize(
    "text",
    [
        "{ __typename }",
        "{ x: risks { nodes { y: name ... on Risk { z: curie ... { code } } } } meta { version } }",
        "{ ...a0 x: risks { nodes { name } } } " + chain(6),
        "{ procedures { nodes { ...a0 name } } } " + chain(5, NESTED, "x: name ...b", "Procedure")
        + " fragment b on Procedure { y: risks { totalCount } }",
        "{ ...a0 ...unknown } " + complete(9),
        "query ($a: Boolean!) { risks @include(if: $a) { ...r } a: risks @skip(if: $a) { ...r } } "
        "fragment r on RiskConnection { totalCount }",
        get_introspection_query(),
    ],
)  # fmt: skip
def test_counting_is_as_good_as_expanding(text: str) -> None:
    document = parse(text)
    assert Definitions(document).complexity() == expanded(document)


@pytest.mark.parametrize(
    ("text", "complexity"),
    [
        ("{ ...unknown }", Complexity(0, 0, 1)),
        ("{ risks { ...unknown } }", Complexity(1, 0, 2)),
        ("query A { x: risks { totalCount } } query B { y: meta { version } z: __typename }", Complexity(2, 3, 5)),
        ("{ __typename } fragment unused on Query { risks { nodes { x: name } } }", Complexity(3, 1, 4)),
        ("{ risks @skip(if: true) { totalCount } }", Complexity(2, 0, 2)),
        ("type A { b: C }", Complexity(0, 0, 0)),
    ],
)
def test_the_complexity_of_a_document(text: str, complexity: Complexity) -> None:
    assert Definitions(parse(text)).complexity() == complexity


@pytest.mark.parametrize(
    ("text", "overlaps"),
    [
        ("{ a b c }", 0),
        ("{ a a a }", 3),
        ("{ x: a x: b a }", 1),
        ("{ a { c } a { c } }", 2),
        ("{ a { c } b { c } }", 0),
        ("{ a ... { a } ... on Query { a } }", 3),
        ("{ a ...f ...f } fragment f on Query { a }", 1),
        ("{ ...f ...g } fragment f on Query { a } fragment g on Query { a }", 2),
        ("{ a { ...f } a { ...g } } fragment f on A { b } fragment g on A { c b }", 3),
        ("{ a } fragment f on Query { a a }", 1),
    ],
)
def test_the_overlaps_of_a_document(text: str, overlaps: int) -> None:
    definitions = Definitions(parse(text))
    assert definitions.overlaps(10) == overlaps
