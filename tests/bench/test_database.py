"""What `bench.database` asks: its operations are valid, and the other library is asked for the same fields."""

import re

import pytest
from graphql import build_schema, parse, validate

from bench.database.documents import CODE_PAGES, Document, compared, explorer, standard
from bench.database.peer import NODE, in_its_words, plain
from graph.model.limits import Limits
from tests.conftest import schema_of

WITHOUT_DIRECTIVES = re.compile(r" @(node|relationship\([^)]*\))")


@pytest.mark.parametrize("document", [*standard(), *explorer(), *compared()], ids=lambda found: found.name)
def test_its_operations_are_valid(document: Document) -> None:
    assert validate(schema_of(Limits())._schema, parse(document.text)) == []


def test_pages_of_codes_are_found() -> None:
    assert set(CODE_PAGES) <= {document.name for document in explorer()}


@pytest.mark.parametrize("document", [*compared()], ids=lambda found: found.name)
def test_the_library_is_asked_for_fields_that_its_types_have(document: Document) -> None:
    types = WITHOUT_DIRECTIVES.sub("", (NODE / "schema.graphql").read_text(encoding="utf-8"))
    condition = "input Text { eq: String } input Where { curie: Text }"
    root = "type Query { diagnoses(where: Where): [Diagnosis] procedures(where: Where): [Procedure] }"
    schema = build_schema("\n".join((types, condition, root)))
    query = in_its_words(document.text).replace("$curie: String!", "$curie: String")
    assert validate(schema, parse(query)) == []
    assert query.count("curie") == document.text.count("curie")


def test_answers_of_both_are_compared_without_their_forms() -> None:
    ours = {"risks": {"nodes": [{"curie": "B"}, {"curie": "A"}, {"curie": "A"}]}, "name": "Cast"}
    assert plain(ours) == plain({"risks": [{"curie": "A"}, {"curie": "B"}], "name": "Cast"})
    assert plain(ours) != plain({"risks": [{"curie": "A"}], "name": "Cast"})
