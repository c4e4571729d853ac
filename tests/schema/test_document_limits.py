"""Documents are measured in one walk, however often they spread their fragments, and refused before validation."""

from graphlib import CycleError
from pathlib import Path

import pytest
import strawberry.schema.schema as strawberry_schema
from graphql import get_introspection_query, parse

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from graph.model.source_files import ROOT
from schema.documents.complexity import Definitions
from schema.documents.limit_rules import limit_error
from serving.stored_operations import stored_operations
from tests.conftest import Ask, ask_compiled, ask_store, store_of
from tests.schema.hostile_documents import HOP, MANY, NESTED, Counted, chain, complete, counted


def pairs(count: int) -> str:
    """One field, so many times."""
    return "risks { totalCount } " * count


SAME = pairs(200)
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


@pytest.mark.parametrize(("text", "limit"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_refused_within_few_steps(text: str, limit: str) -> None:
    document, sets = counted(text)
    limits = Limits()
    refused = limit_error(document, limits)
    assert refused is not None
    assert refused.extensions is not None
    assert (refused.extensions["of"], refused.extensions["limit"]) == (limit, getattr(limits, limit))
    assert sets <= Counted.walks <= sets + limits.fields


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


@pytest.mark.parametrize("name", ["{ ...a0 } " + chain(31), "{ " + SAME + "}"], ids=["fields", "overlaps"])
def test_what_is_refused_is_not_validated(name: str, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def validated(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(strawberry_schema, "validate_document", validated)
    monkeypatch.setattr("schema.execution.operations.validate_document", validated)
    store = store_of(graph)
    assert ask_compiled(store, name) is None
    (error,) = ask_store(store, name)["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert error["extensions"]["hint"]


@pytest.mark.parametrize("limit", ["depth", "aliases", "fields", "overlaps"])
def test_a_limit_is_named_and_is_the_most_that_is_answered(limit: str, graph: Graph) -> None:
    query = "{ a: risks { totalCount } a: risks { totalCount } }"
    least = {"depth": 2, "aliases": 2, "fields": 4, "overlaps": 2}[limit]
    store = store_of(graph)
    assert ask_store(store, query, limits=Limits(**{limit: least}))["errors"] == []
    (error,) = ask_store(store, query, limits=Limits(**{limit: least - 1}))["errors"]
    assert (error["extensions"]["of"], error["extensions"]["limit"]) == (limit, least - 1)
    assert str(least - 1) in error["message"]


@pytest.mark.parametrize(
    "text",
    [
        *(operation.text for operation in stored_operations().values()),
        *(path.read_text(encoding="utf-8") for path in sorted(Path(ROOT, "bench", "queries").glob("*.graphql"))),
        get_introspection_query(),
    ],
)
def test_what_is_shipped_stays_far_below_the_limits(text: str) -> None:
    limits, definitions = Limits(), Definitions(parse(text))
    found = definitions.complexity()
    assert max(4 * found.fields / limits.fields, 2 * found.depth / limits.depth, 4 * found.aliases / limits.aliases) < 1
    assert definitions.overlaps(limits.overlaps) == 0


def test_variables_are_held_to_their_limits_with_a_document_that_is_known(graph: Graph) -> None:
    query, store = "query ($slug: String) { procedure(slug: $slug) { name } }", store_of(graph)
    assert ask_store(store, query, {"slug": "cast"})["errors"] == []
    assert ask_compiled(store, query, {"slug": "a" * 8_193}) is None
    for value in ("a" * 8_193, ["a"] * 5_001):
        (error,) = ask_store(store, query, {"slug": value})["errors"]
        assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
        assert error["extensions"]["of"] in ("text_value", "list_value")
