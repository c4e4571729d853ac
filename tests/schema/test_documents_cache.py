"""Documents that are known are not parsed again, and what was refused is refused again."""

from collections.abc import Callable
from typing import Any

import pytest
import strawberry.schema.schema as strawberry_schema
from graphql import DocumentNode, parse
from strawberry.schema.exceptions import CannotGetOperationTypeError

from graph.model.limits import Limits
from graph.model.property_graph import Graph
from schema.context import Request
from schema.create_schema import Schema, create_schema
from schema.documents.cache import DocumentCache
from tests.conftest import Answer, store_of

COUNT = "{ risks { totalCount } }"
RISK = "query ($slug: String!) { risk(slug: $slug) { name } }"
TWO = "query A { risks { totalCount } } query B { settings { totalCount } }"

Run = Callable[..., Answer]


@pytest.fixture
def run(graph: Graph) -> Run:
    """Run a document against a schema."""
    store = store_of(graph)

    def run(made: Schema, query: str, operation: str | None = None, **variables: object) -> Answer:
        request = Request(store=store, limits=Limits())
        result = made.execute_sync(query, variables, request, operation_name=operation)
        return {"data": result.data, "errors": [error.message for error in result.errors or []]}

    return run


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each time that a document is parsed, and each time that one is validated."""
    done: list[str] = []

    def noting(name: str) -> None:
        original = getattr(strawberry_schema, name)

        def note(*given: Any, **named: Any) -> Any:
            done.append(name)
            return original(*given, **named)

        monkeypatch.setattr(strawberry_schema, name, note)

    noting("parse")
    noting("validate_document")
    return done


def test_a_valid_document_is_parsed_and_validated_once(run: Run, worked: list[str]) -> None:
    made = create_schema(Limits())
    for _ in range(3):
        assert run(made, COUNT) == {"data": {"risks": {"totalCount": 3}}, "errors": []}
    assert worked == ["parse", "validate_document"]


def test_a_known_document_takes_other_variables_and_misses_its_own(run: Run, worked: list[str]) -> None:
    made = create_schema(Limits())
    assert run(made, RISK, slug="infection")["data"] == {"risk": {"name": "Infection"}}
    assert run(made, RISK, slug="stiffness")["data"] == {"risk": {"name": "Stiffness"}}
    assert "$slug" in run(made, RISK)["errors"][0]
    assert worked == ["parse", "validate_document"]


def test_each_schema_has_its_own(run: Run, worked: list[str]) -> None:
    assert run(create_schema(Limits()), COUNT)["errors"] == []
    assert "deeper than 1" in run(create_schema(Limits(depth=1)), COUNT)["errors"][0]
    assert worked.count("parse") == 2


@pytest.mark.parametrize("query", ["{ weather }", "{ risks { ", "query ($x: Int!) { risks(first: $y) { totalCount } }"])
def test_an_invalid_document_is_not_kept(run: Run, worked: list[str], query: str) -> None:
    made = create_schema(Limits())
    first, second = run(made, query), run(made, query)
    assert first == second
    assert first["errors"]
    assert worked.count("parse") == 2


def test_a_document_of_several_operations_is_not_kept(run: Run, worked: list[str]) -> None:
    made = create_schema(Limits())
    assert run(made, TWO, "A")["data"] == {"risks": {"totalCount": 3}}
    assert run(made, TWO, "B")["data"] == {"settings": {"totalCount": 1}}
    assert "operationName" in run(made, TWO)["errors"][0]
    assert worked.count("parse") == 3


def test_an_operation_that_a_known_document_does_not_have_is_refused(run: Run) -> None:
    made = create_schema(Limits())
    query = "query A { risks { totalCount } }"
    assert run(made, query, "A")["errors"] == []
    for either in (made, create_schema(Limits())):
        with pytest.raises(CannotGetOperationTypeError):
            run(either, query, "C")


@pytest.mark.parametrize(
    ("limits", "query", "words"),
    [
        (Limits(tokens=6), "{ risks { totalCount } meta { version } }", "token"),
        (Limits(aliases=1), "{ a: risks { totalCount } b: risks { totalCount } }", "aliases"),
        (Limits(depth=2), "{ risks { nodes { procedures { nodes { name } } } } }", "deeper than 2"),
    ],
)
def test_what_is_over_a_limit_is_refused_the_second_time_too(
    run: Run, worked: list[str], limits: Limits, query: str, words: str
) -> None:
    made = create_schema(limits)
    assert run(made, COUNT)["errors"] == []
    for _ in range(3):
        assert words in run(made, query)["errors"][0].lower()
    assert run(made, COUNT)["errors"] == []
    assert worked.count("parse") == 4


def document(text: str) -> DocumentNode:
    return parse(text, no_location=True)


def test_the_least_recently_used_document_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "document_cache", 20)
    known = DocumentCache()
    texts = ["{ aaaaa }", "{ bbbbb }", "{ ccccc }"]
    for text in texts[:2]:
        known.keep(text, document(text))
    assert known.get(texts[0]) is not None
    known.keep(texts[2], document(texts[2]))
    assert [known.get(text) is not None for text in texts] == [True, False, True]


def test_the_bound_is_of_all_texts_together_and_is_right_after_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "document_cache", 100)
    known = DocumentCache()
    texts = [f"{{ a{n:04} }}" for n in range(50)]
    for text in (*texts, *texts):
        known.keep(text, document(text))
    kept = [text for text in texts if known.get(text) is not None]
    assert kept == texts[-11:]
    known.keep("{ " + "long " * 30 + "}", document("{ a }"))
    assert [text for text in texts if known.get(text) is not None] == []
    known.keep(texts[0], document(texts[0]))
    assert known.get(texts[0]) is not None


def test_keeping_twice_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "document_cache", 20)
    known = DocumentCache()
    for _ in range(9):
        known.keep("{ aaaaa }", document("{ a }"))
    known.keep("{ bbbbb }", document("{ b }"))
    assert known.get("{ aaaaa }") is not None
    assert known.get("{ bbbbb }") is not None
