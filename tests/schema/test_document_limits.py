"""Documents are measured in one walk, however often they spread their fragments, and refused before validation."""

import asyncio
from collections.abc import Iterator
from graphlib import CycleError
from pathlib import Path

import pytest
import strawberry.schema.schema as strawberry_schema
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    Visitor,
    get_introspection_query,
    parse,
    visit,
)

from graph.build import Graph
from graph.document import ROOT
from graph.store.memory import MemoryStore
from schema.compiled.program import Programs
from schema.complexity import SATURATED, Complexity, Definitions
from schema.document_limits import refusal
from schema.limits import Limits
from schema.service import create_schema
from serving.saved import saved
from tests.conftest import Ask, ask_store

MANY = 1_000


def chain(length: int, spread: str = "...NEXT ...NEXT", last: str = "__typename", kind: str = "Query") -> str:
    """Fragments each of which spreads the next, twice unless said otherwise."""
    links = [f"fragment a{i} on {kind} {{ {spread.replace('NEXT', f'a{i + 1}')} }}" for i in range(length)]
    return " ".join([*links, f"fragment a{length} on {kind} {{ {last} }}"])


def complete(count: int) -> str:
    """Fragments each of which spreads all that come after it."""
    return " ".join(
        f"fragment a{i} on Query {{ __typename {' '.join(f'...a{j}' for j in range(i + 1, count))} }}"
        for i in range(count)
    )


def pairs(count: int) -> str:
    """One field, so many times."""
    return "risks { totalCount } " * count


SAME = pairs(200)
HOP = "risks { nodes { procedures { nodes { ...NEXT } } } }"
NESTED = f"{HOP} x: {HOP}"
HOSTILE = {
    "spread twice": ("{ ...a0 } " + chain(31), "fields"),
    "spread twice, a thousand": ("{ ...a0 } " + chain(MANY), "fields"),
    "spread a thousand times": ("{ " + "...a0 " * 3 * MANY + "} fragment a0 on Query { __typename }", "fields"),
    "through fields": ("{ procedures { nodes { ...a0 } } } " + chain(8, NESTED, "name", "Procedure"), "aliases"),
    "through one field": (
        "{ procedures { nodes { ...a0 } } } " + chain(8, f"{HOP} {HOP}", "name", "Procedure"),
        "fields",
    ),
    "through fields, a thousand": (
        "{ procedures { nodes { ...a0 } } } " + chain(MANY, NESTED, "name", "Procedure"),
        "depth",
    ),
    "through inline fragments": ("{ ...a0 } " + chain(31, "... { ...NEXT } ... on Query { ...NEXT }"), "fields"),
    "complete": ("{ ...a0 } " + complete(45), "fields"),
    "below introspection": (
        "{ __schema { queryType { ...a0 } } } " + chain(50, "ofType { ...NEXT }", "name", "__Type"),
        "depth",
    ),
    "aliases": ("{ ...a0 } " + chain(8, last="x: __typename"), "aliases"),
    "skipped": ("{ ...a0 @skip(if: true) } " + chain(31), "fields"),
    "not used": ("{ __typename } " + chain(31), "fields"),
    "of one name": ("{ ...a } fragment a on Query { " + SAME + "} fragment a on Query { __typename }", "overlaps"),
    "several operations": (" ".join(f"query q{i} {{ ...a0 }}" for i in range(50)) + chain(50, "...NEXT"), "fields"),
    "same field": ("{ " + SAME + "}", "overlaps"),
    "same field of fragments": (
        "{ " + " ".join(f"...f{i}" for i in range(200)) + " } "
        + " ".join(f"fragment f{i} on Query {{ {pairs(1)} }}" for i in range(200)),
        "overlaps",
    ),
}  # fmt: skip


class Counted(tuple[SelectionNode, ...]):
    """Selections that count how often they are walked."""

    __slots__ = ()
    walks = 0

    def __iter__(self) -> Iterator[SelectionNode]:
        Counted.walks += 1
        return super().__iter__()


@pytest.fixture(autouse=True)
def _from_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Counted, "walks", 0)


def counted(text: str) -> tuple[DocumentNode, int]:
    """A document that counts walks, and how many sets of selections it has."""
    document, found = parse(text), list[SelectionSetNode]()

    class Look(Visitor):
        def enter_selection_set(self, node: SelectionSetNode, *_: object) -> None:
            found.append(node)

    visit(document, Look())
    for node in found:
        object.__setattr__(node, "selections", Counted(node.selections))  # Nodes are frozen.
    return document, len(found)


@pytest.mark.parametrize(("text", "limit"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_refused_within_few_steps(text: str, limit: str) -> None:
    document, sets = counted(text)
    limits = Limits()
    refused = refusal(document, limits)
    assert refused is not None
    assert refused.extensions is not None
    assert (refused.extensions["of"], refused.extensions["limit"]) == (limit, getattr(limits, limit))
    assert sets <= Counted.walks <= sets + limits.fields


@pytest.mark.parametrize("text", ["{ ...a0 } " + chain(MANY), "{ ...a0 } " + chain(MANY, "...NEXT"), "{ __typename }"])
def test_each_set_of_selections_is_walked_once(text: str) -> None:
    document, sets = counted(text)
    Definitions(document).complexity()
    assert Counted.walks == sets


def test_a_count_ends_where_it_is_saturated() -> None:
    assert Definitions(parse("{ ...a0 } " + chain(MANY))).complexity() == Complexity(1, 0, SATURATED)


CYCLES = [
    "{ ...a } fragment a on Query { ...a }",
    "{ ...a } fragment a on Query { ...b } fragment b on Query { node { ...c } } fragment c on Node { ...b }",
    "{ __typename } fragment a on Query { ...b ...b } fragment b on Query { ...a ...a }",
    "{ ...a0 } " + chain(MANY, last="...a0"),
]


@pytest.mark.parametrize("text", CYCLES)
def test_a_fragment_within_itself_is_refused_as_graphql_says_it(text: str, refuse: Ask) -> None:
    document, sets = counted(text)
    with pytest.raises(CycleError):
        Definitions(document).complexity()
    assert Counted.walks == sets
    error = refuse(text, Limits(tokens=100_000))
    assert error["message"].startswith("Cannot spread fragment '")
    assert error["message"].endswith("' within itself.")
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


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


@pytest.mark.parametrize("name", ["{ ...a0 } " + chain(31), "{ " + SAME + "}"], ids=["fields", "overlaps"])
def test_what_is_refused_is_not_validated(name: str, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def validated(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(strawberry_schema, "validate_document", validated)
    monkeypatch.setattr("schema.compiled.program.validate_document", validated)
    store, schema = MemoryStore(graph), create_schema(Limits())
    programs = Programs(schema._schema, schema.documents)
    assert asyncio.run(programs.answer(store, Limits(), name, {}, None)) is None
    (error,) = ask_store(store, name)["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert error["extensions"]["hint"]


@pytest.mark.parametrize("limit", ["depth", "aliases", "fields", "overlaps"])
def test_a_limit_is_named_and_is_the_most_that_is_answered(limit: str, graph: Graph) -> None:
    query = "{ a: risks { totalCount } a: risks { totalCount } }"
    least = {"depth": 2, "aliases": 2, "fields": 4, "overlaps": 2}[limit]
    store = MemoryStore(graph)
    assert ask_store(store, query, limits=Limits(**{limit: least}))["errors"] == []
    (error,) = ask_store(store, query, limits=Limits(**{limit: least - 1}))["errors"]
    assert (error["extensions"]["of"], error["extensions"]["limit"]) == (limit, least - 1)
    assert str(least - 1) in error["message"]


@pytest.mark.parametrize(
    "text",
    [
        *saved().values(),
        *(path.read_text(encoding="utf-8") for path in sorted(Path(ROOT, "bench", "queries").glob("*.graphql"))),
        get_introspection_query(),
    ],
)
def test_what_is_shipped_stays_far_below_the_limits(text: str) -> None:
    limits, definitions = Limits(), Definitions(parse(text))
    found = definitions.complexity()
    assert max(4 * found.fields / limits.fields, 2 * found.depth / limits.depth, 4 * found.aliases / limits.aliases) < 1
    assert definitions.overlaps(limits.overlaps) == 0
